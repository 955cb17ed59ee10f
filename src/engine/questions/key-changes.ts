import { say, type Message, type Words } from "../../lib/messages.ts";
import { isChoice, isTyped, type Question } from "./question.ts";
import { keyInWords } from "./reviewed-typed.ts";

/** What became of the key, in words: "The key changed from B to C". Options go by the letter of the place that they have in their version. */
export function keyChanges(before: Question, after: Question): Message[] {
  if (before.kind !== after.kind) return [say("changes.key-other", { from: keyOf(before), to: keyOf(after) })];
  if (isChoice(before) && isChoice(after)) return choiceKey(before.options, after.options);
  if (isTyped(before) && isTyped(after)) return typedKey(before, after);
  if (before.kind === "matching" && after.kind === "matching") return [...matchingKey(before.pairs, after.pairs), ...names("responses", before.responses, after.responses)];
  if (before.kind === "ordering" && after.kind === "ordering") return orderingKey(before.sequence, after.sequence);
  return [];
}

type Options = readonly { id: string; text: string; correct: boolean; fraction?: number | undefined }[];

function choiceKey(before: Options, after: Options): Message[] {
  const right = (options: Options) => options.filter(({ correct }) => correct).map(({ id }) => id).sort().join();
  if (right(before) !== right(after)) return [say("changes.key", { from: lettersOf(before), to: lettersOf(after) })];
  const worth = new Map(before.map(({ id, fraction }) => [id, fraction]));
  return after.some(({ id, fraction }) => worth.has(id) && worth.get(id) !== fraction) ? [say("changes.worth")] : [];
}

const LONGEST_NAMED = 60;

/** "B (Turla)" or "A (Turla), C (APT28)": letters alone say nothing where the options do not stand beside them. */
function lettersOf(options: Options): string {
  return options.flatMap(({ correct, text }, place) => (correct ? [`${String.fromCharCode(65 + place)} (${text.length > LONGEST_NAMED ? `${text.slice(0, LONGEST_NAMED)}…` : text})`] : [])).join(", ");
}

type Typed = Extract<Question, { answer: unknown }>;

function typedKey(before: Typed, after: Typed): Message[] {
  const [from, to] = [keyOf(before), keyOf(after)];
  const main = JSON.stringify(from) === JSON.stringify(to) ? [] : [say("changes.key", { from, to })];
  if (before.kind === "numeric" && after.kind === "numeric" && before.answer.tolerance !== after.answer.tolerance) return [...main, say("changes.tolerance", { from: before.answer.tolerance, to: after.answer.tolerance })];
  if (before.kind !== "short" || after.kind !== "short") return main;
  return [...main, ...names("accept", before.answer.accept, after.answer.accept), ...names("reject", before.answer.reject, after.answer.reject)];
}

function names(list: "accept" | "reject" | "responses", before: readonly string[], after: readonly string[]): Message[] {
  const [added, removed] = [after.filter((name) => !before.includes(name)), before.filter((name) => !after.includes(name))];
  return [...(added.length > 0 ? [say(`changes.${list}-added`, { names: added.join(", ") })] : []), ...(removed.length > 0 ? [say(`changes.${list}-removed`, { names: removed.join(", ") })] : [])];
}

function matchingKey(before: readonly { id: string; premise: string; response: string }[], after: typeof before): Message[] {
  const old = new Map(before.map(({ id, response }) => [id, response]));
  return after.flatMap(({ id, premise, response }) => (old.has(id) && old.get(id) !== response ? [say("changes.match", { premise, from: old.get(id)!, to: response })] : []));
}

function orderingKey(before: readonly { id: string; text: string }[], after: typeof before): Message[] {
  const places = new Map(before.map(({ id }, place) => [id, place]));
  const isSame = before.length === after.length && after.every(({ id }, place) => places.get(id) === place);
  return isSame ? [] : [say("changes.sequence", { from: inTurn(before), to: inTurn(after) })];
}

/** "1. Stuxnet, 2. SamSam" */
function inTurn(sequence: readonly { text: string }[]): string {
  return sequence.map(({ text }, place) => `${place + 1}. ${text}`).join(", ");
}

function keyOf(question: Question): Words {
  if (isChoice(question)) return lettersOf(question.options);
  if (isTyped(question)) return keyInWords(question);
  return question.kind === "matching" ? question.pairs.map(({ premise, response }) => `${premise}: ${response}`).join(", ") : inTurn(question.sequence);
}
