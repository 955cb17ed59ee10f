import { regionsOf } from "./message.ts";
import { findTwin, piecesOf, textAt } from "./pieces.ts";
import type { Question } from "./question.ts";
import type { Translation } from "./translation.ts";

/** Where a translation does not fit its question, and why, for whoever writes files. */
export interface Misfit { path: readonly string[]; message: string }

/** The first thing that a translation lacks, has too much, or says twice; undefined where it fits. */
export function misfitOf(question: Question, translation: Translation): Misfit | undefined {
  const pieces = piecesOf(question);
  const lacking = pieces.find((piece) => textAt(translation, piece) === "");
  if (lacking) return { path: lacking.path, message: "is missing: a translation has every text of its question" };
  const known = new Set(pieces.map(({ path }) => JSON.stringify(path)));
  const stray = pathsIn(translation).find((path) => !known.has(JSON.stringify(path)));
  if (stray) return { path: stray, message: "is not in the question" };
  if (question.kind === "spot" && regionsOf(translation.message ?? {}).sort().join() !== regionsOf(question.message).sort().join()) return { path: ["message"], message: "must hold every region once, as {{id}}" };
  const twin = findTwin(pieces, Object.fromEntries(pieces.map((piece) => [piece.field, textAt(translation, piece)])));
  return twin && { path: twin.path, message: "says the same as another" };
}

function pathsIn(part: unknown, path: readonly string[] = []): string[][] {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return [[...path]];
  return Object.entries(part).flatMap(([name, value]) => pathsIn(value, [...path, name]));
}

