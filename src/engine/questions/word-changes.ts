/** A stretch of a text that two versions share, or that only the later ("added") or the earlier ("removed") one has. */
export interface Stretch { kind: "same" | "added" | "removed"; text: string }

/** Beyond these many comparisons a middle counts as replaced whole: so long texts have little in common that a reader would see. */
const MOST_COMPARED = 2_000_000;

/**
 * What became of a text, word by word. The stretches that are the same or added, read one after the other, are the later text; those that are the same or removed the earlier one.
 * The longest common subsequence of words, spaces and signs (Wagner and Fischer 1974), after what both begin and end with was taken away.
 */
export function wordChanges(before: string, after: string): Stretch[] {
  const [old, now] = [tokensOf(before), tokensOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const middle = between(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return joined([...same(old.slice(0, start)), ...middle, ...same(end === 0 ? [] : old.slice(-end))]);
}

function tokensOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}_]+|\s+|[^\p{L}\p{N}\p{M}_\s]/gu) ?? [];
}

const same = (tokens: readonly string[]): Stretch[] => tokens.map((text) => ({ kind: "same", text }));

function between(old: readonly string[], now: readonly string[]): Stretch[] {
  const removed = (tokens: readonly string[]): Stretch[] => tokens.map((text) => ({ kind: "removed", text }));
  const added = (tokens: readonly string[]): Stretch[] => tokens.map((text) => ({ kind: "added", text }));
  if (old.length * now.length > MOST_COMPARED) return [...removed(old), ...added(now)];
  const longest = lengthsOf(old, now);
  const width = now.length + 1;
  const stretches: Stretch[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) { stretches.push({ kind: "same", text: old[i]! }); i++; j++; }
    else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) stretches.push({ kind: "removed", text: old[i++]! });
    else stretches.push({ kind: "added", text: now[j++]! });
  }
  return [...stretches, ...removed(old.slice(i)), ...added(now.slice(j))];
}

/** How long the longest common subsequence of what is left from each pair of places is. */
function lengthsOf(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] = old[i] === now[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  return lengths;
}

/** One stretch for each run of a kind. A space between two changed words is changed with them: nobody reads confetti. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const runs: Stretch[] = [];
  for (const [place, stretch] of calmed(stretches).entries()) {
    const last = runs.at(-1);
    if (place > 0 && last?.kind === stretch.kind) last.text += stretch.text;
    else runs.push({ ...stretch });
  }
  return runs;
}

function calmed(stretches: readonly Stretch[]): Stretch[] {
  const isLonely = (place: number) => stretches[place]!.kind === "same" && /^\s+$/.test(stretches[place]!.text) && (stretches[place - 1]?.kind ?? "same") !== "same" && (stretches[place + 1]?.kind ?? "same") !== "same";
  const split = stretches.flatMap((stretch, place): Stretch[] => (isLonely(place) ? [{ kind: "removed", text: stretch.text }, { kind: "added", text: stretch.text }] : [stretch]));
  return inGroups(split);
}

/** Within a run of changes, what was removed comes before what was added. */
function inGroups(stretches: readonly Stretch[]): Stretch[] {
  const ordered: Stretch[] = [];
  let run: Stretch[] = [];
  const close = () => { ordered.push(...run.filter(({ kind }) => kind === "removed"), ...run.filter(({ kind }) => kind === "added")); run = []; };
  for (const stretch of stretches) {
    if (stretch.kind !== "same") run.push(stretch);
    else { close(); ordered.push(stretch); }
  }
  close();
  return ordered;
}
