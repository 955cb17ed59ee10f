import { say, type Message } from "../../lib/messages.ts";
import { keyChanges } from "./key-changes.ts";
import { piecesOf, type Piece, type PieceKind } from "./pieces.ts";
import { isChoice, type Question } from "./question.ts";
import { wordChanges, type Stretch } from "./word-changes.ts";

/** What became of one text of a question. `place` counts options, pairs and lines from 1, 0 where there is only one; one that is gone has the place that it had. `part` is that of a message. */
export interface TextChange { kind: PieceKind | "name"; place: number; part?: string; stretches: Stretch[] }

/** What is different between two versions: what is said in words, the key first, and the texts word by word. Both empty: nothing that a reader would see. */
export interface Changes { said: Message[]; texts: TextChange[] }

/** Compares two versions of a question, of any kinds. Options, pairs and lines are the same where their ids are; translations are told of, not compared. */
export function changesBetween(before: Question, after: Question): Changes {
  return { said: [...keyChanges(before, after), ...traitChanges(before, after)], texts: textChanges(before, after) };
}

type Text = Pick<Piece, "kind" | "path" | "place" | "original"> | { kind: "name"; path: readonly string[]; place: number; original: string };

function textsOf(question: Question): Map<string, Text> {
  const name: Text[] = question.name ? [{ kind: "name", path: ["name"], place: 0, original: question.name }] : [];
  const regions = new Map(question.kind === "spot" ? question.options.map(({ id, text }) => [id, text]) : []);
  const readable = (text: Text): Text => (text.kind === "message" ? { ...text, original: text.original.replace(/\{\{([^{}]+)\}\}/g, (whole, id: string) => regions.get(id) ?? whole) } : text);
  return new Map([...name, ...piecesOf(question).filter(({ kind }) => kind !== "response")].map((text) => [text.path.join("\n"), readable(text)]));
}

function textChanges(before: Question, after: Question): TextChange[] {
  const [old, now] = [textsOf(before), textsOf(after)];
  const changed = [...new Set([...now.keys(), ...old.keys()])].map((path): TextChange => {
    const { kind, place, path: where } = (now.get(path) ?? old.get(path))!;
    return { kind, place, ...(kind === "message" ? { part: where[1]! } : {}), stretches: wordChanges(old.get(path)?.original ?? "", now.get(path)?.original ?? "") };
  });
  return changed.filter(({ stretches }) => stretches.some(({ kind }) => kind !== "same"));
}

const TRAITS = ["kind", "level", "difficulty", "topic", "language", "incident"] as const;

function traitChanges(before: Question, after: Question): Message[] {
  const traits = TRAITS.flatMap((trait) => (before[trait] === after[trait] ? [] : [say(`changes.${trait}`, { from: wordFor(trait, before), to: wordFor(trait, after) })]));
  return [...traits, ...listChanges("facts", before.facts, after.facts), ...listChanges("quotations", before.evidence.map(({ quote }) => quote), after.evidence.map(({ quote }) => quote)), ...orderOf(before, after), ...translationsOf(before, after)];
}

const WORDS: Partial<Record<(typeof TRAITS)[number], (value: string) => Message>> = {
  kind: (value) => say(`kinds.${value.replace("_", "-")}`), level: (value) => say(`levels.${value}`), difficulty: (value) => say(`difficulties.${value}`),
};

function wordFor(trait: (typeof TRAITS)[number], question: Question): string | Message {
  const value = question[trait] ?? (trait === "language" ? "en" : "");
  return value === "" ? say("changes.nothing") : (WORDS[trait]?.(value) ?? value);
}

function listChanges(name: string, before: readonly string[], after: readonly string[]): Message[] {
  const [added, removed] = [after.filter((each) => !before.includes(each)).length, before.filter((each) => !after.includes(each)).length];
  return [...(added > 0 ? [say(`changes.${name}-added`, { count: added })] : []), ...(removed > 0 ? [say(`changes.${name}-removed`, { count: removed })] : [])];
}

/** The same options in another order. */
function orderOf(before: Question, after: Question): Message[] {
  if (!isChoice(before) || !isChoice(after)) return [];
  const [old, now] = [before.options.map(({ id }) => id), after.options.map(({ id }) => id)];
  return old.join() !== now.join() && [...old].sort().join() === [...now].sort().join() ? [say("changes.order")] : [];
}

function translationsOf(before: Question, after: Question): Message[] {
  const all = [...new Set([...Object.keys(before.translations ?? {}), ...Object.keys(after.translations ?? {})])];
  return all.filter((language) => JSON.stringify(before.translations?.[language]) !== JSON.stringify(after.translations?.[language])).map((language) => say("changes.translation", { language }));
}
