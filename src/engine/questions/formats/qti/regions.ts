import { say } from "../../../../lib/messages.ts";
import type { Marked } from "./marking.ts";
import type { Span } from "./numeric-comparing.ts";
import { QtiError } from "./qti-error.ts";

/** Numbers that are all marked alike. */
export interface Region extends Span { marked: Marked }
/** A number that was tried, and by what its marking can be told from another. */
export interface Sample { at: number; marked: Marked; sign: string }

const MOST_NUMBERS = 300;

/**
 * Where on the line of numbers the marking changes, if it only can at these: the regions other than what surrounds them, those with the higher score first.
 * A region reaches over better ones within it, because the better answer counts there. Bounds belong to a region.
 */
export function regionsOf(mark: (number: number) => Marked, changes: readonly number[], line: number): { regions: Region[]; around: Marked; samples: Sample[] } {
  const points = [...new Set(changes)].sort((one, other) => one - other);
  if (points.length === 0) throw new QtiError(say("qti.no-key"), line);
  if (points.length > MOST_NUMBERS) throw new QtiError(say("qti.too-involved"), line);
  const samples = samplesOf(points).map((at) => ({ at, ...signed(mark(at)) }));
  const [marks, signs] = [samples.map(({ marked }) => marked), samples.map(({ sign }) => sign)];
  const around = signs[0]!;
  if (signs.at(-1) !== around) throw new QtiError(say("qti.open-range"), line);
  const better = new Set<string>();
  const regions: Region[] = [];
  for (const sign of [...new Set(signs)].filter((one) => one !== around).sort((one, other) => Number(other.split(" ")[0]) - Number(one.split(" ")[0]))) {
    better.add(sign);
    for (const [first, last] of runsOf(signs, sign, better)) regions.push({ from: points[(first - 1) >> 1]!, to: points[last >> 1]!, marked: marks[signs.indexOf(sign)]! });
  }
  return { regions, around: marks[0]!, samples };
}

function signed(marked: Marked): Omit<Sample, "at"> {
  return { marked, sign: `${marked.score} ${[...marked.shown].join()}` };
}

/**
 * The spans that the file names, in its order, where the first that holds a number marks it: just as answers are looked through here. Undefined where the file marks in another way.
 * Those that change nothing are left out.
 */
export function asNamed<Named extends Span>(named: readonly Named[], samples: readonly Sample[]): (Named & { marked: Marked })[] | undefined {
  const around = samples[0]!.sign;
  let open = samples;
  const kept: (Named & { marked: Marked })[] = [];
  for (const span of named) {
    const within = open.filter(({ at }) => at >= span.from && at <= span.to);
    if (within.length === 0 || within.every(({ sign }) => sign === around)) continue;
    if (within.some(({ sign }) => sign !== within[0]!.sign)) return undefined;
    kept.push({ ...span, marked: within[0]!.marked });
    open = open.filter((sample) => !within.includes(sample));
  }
  return open.every(({ sign }) => sign === around) ? kept : undefined;
}

/** Before the first point, the point, between it and the next, ... behind the last. */
function samplesOf(points: readonly number[]): number[] {
  const inner = points.flatMap((point, place) => [point, place + 1 < points.length ? (point + points[place + 1]!) / 2 : point + 1 + Math.abs(point)]);
  return [points[0]! - 1 - Math.abs(points[0]!), ...inner];
}

function runsOf(signs: readonly string[], sign: string, better: ReadonlySet<string>): [number, number][] {
  const runs: [number, number][] = [];
  for (let at = 0; at < signs.length; at++) {
    if (!better.has(signs[at]!)) continue;
    const first = at;
    while (at + 1 < signs.length && better.has(signs[at + 1]!)) at++;
    if (signs.slice(first, at + 1).includes(sign)) runs.push([first, at]);
  }
  return runs;
}
