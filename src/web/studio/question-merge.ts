type Values = Readonly<Record<string, unknown>>;

/** What belongs together when two people changed a question: fields by their names, rows by how they begin. */
const UNITS: Readonly<Record<string, RegExp>> = {
  kind: /^kind$/, stem: /^(?:stem|situation|ask)$/, format: /^format$/, message: /^(?:medium|message-|sign-)/, options: /^option-/, pairs: /^(?:pair-|spares$)/, sequence: /^line-/, number: /^(?:value|tolerance|least|most|unit)$/,
  names: /^(?:accept|reject)$/, explanation: /^explanation$/, topic: /^topic$/, level: /^level$/, difficulty: /^difficulty$/, name: /^name$/, tags: /^tags$/, language: /^language$/,
  incident: /^(?:incident|facts|quote|source|lesson|lesson_title|lesson_text)$/,
};
const BOOKKEEPING = /-rows$/;

/** One thing that the other person changed. `isConflict`: both did, each in their way; the form then holds mine, else theirs. */
export interface MergeLine { unit: string; before: string[]; theirs: string[]; mine: string[]; isConflict: boolean }

/** Brings two edits of the same version together: what only they changed is taken over, what both changed stays mine until I choose. */
export function merged(before: Values, theirs: Values, mine: Values): { values: Values; lines: MergeLine[] } {
  const lines = Object.keys(UNITS).flatMap((unit): MergeLine[] => {
    const [was, other, own] = [wordsOf(unit, before), wordsOf(unit, theirs), wordsOf(unit, mine)];
    if (same(was, other) || same(other, own)) return [];
    return [{ unit, before: shown(was), theirs: shown(other), mine: shown(own), isConflict: !same(was, own) }];
  });
  const values = lines.filter(({ isConflict }) => !isConflict).reduce((kept, { unit }) => withUnit(kept, unit, theirs), mine);
  return { values, lines };
}

/** The form after its author chose, for some of it, what the other person wrote or what was there before. */
export function withTaken(values: Values, theirs: Values, before: Values): Values {
  return Object.keys(UNITS).reduce((kept, unit) => {
    const choice = values[`take-${unit}`];
    return choice === "theirs" ? withUnit(kept, unit, theirs) : choice === "before" ? withUnit(kept, unit, before) : kept;
  }, values);
}

function withUnit(values: Values, unit: string, from: Values): Values {
  const isOf = (name: string) => UNITS[unit]!.test(name);
  return { ...Object.fromEntries(Object.entries(values).filter(([name]) => !isOf(name))), ...Object.fromEntries(Object.entries(from).filter(([name]) => isOf(name))) };
}

/** What is typed in a unit, field by field; what is empty is not there. */
function wordsOf(unit: string, values: Values): [string, string][] {
  const typed = Object.entries(values).filter(([name]) => UNITS[unit]!.test(name) && !BOOKKEEPING.test(name)).map(([name, value]): [string, string] => [name, textOf(value)]);
  return typed.filter(([, text]) => text !== "").sort(([one], [other]) => one.localeCompare(other, "en", { numeric: true }));
}

function textOf(value: unknown): string {
  return [value ?? ""].flat().map((each) => (typeof each === "string" ? each.replaceAll("\r\n", "\n").trim() : typeof each === "number" ? String(each) : "")).sort().join("\n");
}

function same(one: [string, string][], other: [string, string][]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Ticks are shown as a sign. */
function shown(words: [string, string][]): string[] {
  return words.map(([name, text]) => (name.endsWith("-correct") ? "✓" : text));
}
