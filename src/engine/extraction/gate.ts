import { SLOT_TYPES } from "./pattern-slots.ts";

/** What a sentence must have for a rule to be tried: of every list at least one. Words as they are, "=head" for heads, "<I" for types of phrases. */
export type Gate = readonly (readonly string[])[];

const SKIPPED = /^(?:aux|rel|any|rest|count)$/;

/** Reads off a template what no match can do without; what is optional, or no plain word, asks nothing. */
export function gateOf(template: string): Gate {
  return partsOf(template).flatMap((part) => {
    if (part.startsWith("{")) return ofSlot(part.slice(1, -1));
    return part.startsWith("(") ? ofGroup(part) : [...part.matchAll(/(?<![^ ])[a-z]{2,}(?![^ ])/g)].map(([word]) => [word]);
  });
}

/** The signs of a typed sentence that gates ask for. */
export function signsOf(typed: string): ReadonlySet<string> {
  return new Set(typed.split(" ").flatMap((word) => (word.startsWith("<") ? [word.slice(0, 2), word.slice(word.indexOf("="), -1)] : [word])));
}

export function opens(gate: Gate, signs: ReadonlySet<string>): boolean {
  return gate.every((anyOf) => anyOf.some((sign) => signs.has(sign)));
}

function ofSlot(slot: string): string[][] {
  const [name = "", heads] = slot.split("=");
  const asked = heads && /^[a-z|-]+$/.test(heads) ? [heads.split("|").map((head) => `=${head}`)] : [];
  const types = SKIPPED.test(name) ? undefined : SLOT_TYPES[name.replace(/\d+$/, "")];
  return types ? [...asked, types.split(" ").map((type) => `<${type[0]}`)] : asked;
}

/** A group that must be there: one of the first words of its alternatives. */
function ofGroup(group: string): string[][] {
  const [, inner = ""] = /^\((?:\?:|\?<[a-z]\w*>)(.*)\)[^)]*$/s.exec(group) ?? [];
  const isOptional = /\)(?:\?|\*|\{0)/.test(group.slice(group.lastIndexOf(")"))) || /^\(\?(?:=|!|<=|<!)/.test(group);
  if (isOptional || inner === "") return [];
  const alternatives = splitAt(inner, "|");
  if (alternatives.length === 1) return gateOf(inner) as string[][];
  const first = alternatives.map(firstWords);
  return first.every((words) => words.length > 0) ? [first.flat()] : [];
}

function firstWords(alternative: string): readonly string[] {
  if (/^\(\?:/.test(alternative)) return gateOf(alternative)[0] ?? [];
  const word = /^[a-z]+(?![a-z[(?*])/.exec(alternative)?.[0];
  return word === undefined ? [] : [word];
}

/** The top level of a template: slots, groups with their quantifier, and the text between them. */
function partsOf(template: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < template.length;) {
    const end = partEnd(template, at);
    if (template[at] !== "<") parts.push(template.slice(at, end));
    at = end;
  }
  return parts;
}

/** A placeholder that a template writes out asks nothing. */
function partEnd(template: string, at: number): number {
  if (template[at] === "{") return template.indexOf("}", at) + 1;
  if (template[at] === "(") return groupEnd(template, at);
  const written = /^<(?:\[[^\]]*\]|\([^()]*\)|[^>([])*>/.exec(template.slice(at))?.[0].length;
  return written === undefined ? textEnd(template, at) : at + written;
}

function textEnd(template: string, at: number): number {
  const ahead = template.slice(at + 1).search(/[{(<]/);
  return ahead < 0 ? template.length : at + 1 + ahead;
}

function groupEnd(template: string, at: number): number {
  let depth = 0;
  for (let index = at; index < template.length; index++) {
    if (template[index] === "(") depth++;
    if (template[index] === ")" && --depth === 0) return index + 1 + (/^(?:\?\??|\*|\{\d[^}]*\})/.exec(template.slice(index + 1))?.[0].length ?? 0);
  }
  return template.length;
}

function splitAt(text: string, sign: string): string[] {
  const pieces = [""];
  let depth = 0;
  for (const letter of text) {
    if (letter === "(" || letter === "{") depth++;
    if (letter === ")" || letter === "}") depth--;
    if (letter === sign && depth === 0) pieces.push("");
    else pieces[pieces.length - 1] += letter;
  }
  return pieces;
}
