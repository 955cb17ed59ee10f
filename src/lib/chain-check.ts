import { digestOf, digestOfDetail, EMPTY, nextHead, type Head, type Link } from "./chain.ts";

/**
 * What is wrong with a chain. `missing`: nothing stands at these numbers. `altered`: what is written there is not what was written. `displaced`: it does not follow from the one before,
 * because one of both was put in, moved or written anew. `emptied`: its detail is gone and no later entry says that it was taken out. `cut`: the chain ends before these numbers.
 * `unlike`: another head than the one that was kept elsewhere stands there.
 */
export interface Finding { kind: "missing" | "altered" | "displaced" | "emptied" | "cut" | "unlike"; from: number; to: number }

/** Walks along a chain, portion by portion. */
export interface Walk { step: (links: readonly Link[]) => void; end: () => Finding[]; head: () => Head }

/** The deed by which somebody notes that details were taken out; its detail says of which numbers: `{"events":[[3,7],[12,12]]}`. */
export const TAKEN_OUT = "audit.details-erased";

/** `kept` are heads that the chain must still pass through. */
export function walkChain(kept: readonly Head[] = []): Walk {
  const findings: Finding[] = [];
  const emptied = new Set<number>();
  let last = EMPTY;
  const find = (kind: Finding["kind"], from: number, to = from) => findings.push({ kind, from, to });

  const look = (link: Link) => {
    const isGap = link.number > last.number + 1;
    if (isGap) find("missing", last.number + 1, link.number - 1);
    const isRight = isUnaltered(link);
    if (!isRight) find("altered", link.number);
    else if (!isGap && (link.number !== last.number + 1 || nextHead(last, link.digest).hash !== link.hash)) find("displaced", link.number);
    if (link.salt === "") emptied.add(link.number); else if (isRight && link.deed === TAKEN_OUT) for (const number of numbersIn(link)) emptied.delete(number);
    last = { number: link.number, hash: link.hash };
    for (const head of kept) if (head.number === last.number && head.hash !== last.hash) find("unlike", head.number);
  };

  return {
    step: (links) => links.forEach(look),
    head: () => last,
    end: () => {
      const furthest = Math.max(0, ...kept.map(({ number }) => number));
      if (furthest > last.number) find("cut", last.number + 1, furthest);
      for (const number of emptied) find("emptied", number);
      return findings.sort((one, other) => one.from - other.from);
    },
  };
}

function isUnaltered(link: Link): boolean {
  const isDetailRight = link.salt === "" ? link.detail === "{}" : digestOfDetail(link) === link.detail_digest;
  return isDetailRight && digestOf(link, link.detail_digest) === link.digest;
}

/** Only of entries before this one: nothing later can have been taken out by then. */
function* numbersIn({ detail, number }: Link): Generator<number> {
  const events = (JSON.parse(detail) as { events?: unknown }).events;
  for (const range of Array.isArray(events) ? events : []) {
    const [from, to] = Array.isArray(range) ? range.map(Number) : [];
    for (let place = Math.max(1, from ?? 0); place <= Math.min(to ?? 0, number); place += 1) yield place;
  }
}

/** Numbers in order as ranges: 3, 4, 5, 9 -> [3, 5], [9, 9] */
export function rangesOf(numbers: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const open = ranges.at(-1);
    if (open && open[1] === number - 1) open[1] = number; else ranges.push([number, number]);
  }
  return ranges;
}
