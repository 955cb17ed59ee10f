import { z } from "zod";
import { keySchema, type Key } from "../../engine/questions/keys.ts";
import { readInUnits } from "../../engine/questions/marking-numeric.ts";
import type { Question } from "../../engine/questions/question.ts";
import type { Language } from "../../lib/languages.ts";
import { formatNumber, readNumber } from "../../lib/numbers.ts";
import { REGRADE_KINDS } from "../../storage/regrade-tables.ts";

const several = z.union([z.string().transform((text) => [text]), z.array(z.string())]).default([]);
const number = z.number("regrades.versions-missing").int("regrades.versions-missing").min(1, "regrades.versions-missing").max(1e6, "regrades.versions-missing");
const versions = several.transform((texts) => texts.map(Number)).pipe(z.array(number).min(1, "regrades.versions-missing").max(1000, "regrades.versions-missing"));
const kind = z.enum(REGRADE_KINDS, "regrades.kind-missing");
const reason = z.string("regrades.reason-short").transform((text) => text.replaceAll("\r\n", "\n").trim()).pipe(z.string().min(10, "regrades.reason-short").max(500, "fields.too-long"));

/** What is to be tried. The key is read from fields that depend on the kind of question. */
export const trialForm = z.object({ kind, versions, reason });
export const reversalForm = z.object({ reason });

/** What was tried, as the page of the dry run sends it back. */
export const deedForm = z.object({
  reason, digest: z.string().max(100), key: z.string().regex(/^[\w-]{16}$/),
  proposal: z.string().max(100_000).transform((text, context) => { try { return JSON.parse(text) as unknown; } catch { context.addIssue("regrades.changed-meanwhile"); return z.NEVER; } })
    .pipe(z.strictObject({ kind, versions: z.array(number).min(1), corrected: keySchema.optional() })),
});

type Fields = Readonly<Record<string, unknown>>;
const textOf = (fields: Fields, name: string) => { const value = fields[name]; return typeof value === "string" ? value.trim() : ""; };

/** The key that was filled in, with numbers as readers of this language write them, or the key of a complaint about it. */
export function readKey(question: Question, fields: Fields, language: Language): Key | string {
  const typed = keyFields(question, fields, language);
  const result = keySchema.safeParse(typed);
  return result.success ? result.data : "right" in typed ? "regrades.key-none" : complaints[question.kind] ?? "regrades.key-unfit";
}

const complaints: Readonly<Record<string, string>> = { numeric: "regrades.key-number", short: "regrades.key-names" };

function keyFields(question: Question, fields: Fields, language: Language): object {
  switch (question.kind) {
    case "matching": return { pairs: Object.fromEntries(question.pairs.map(({ id }, line) => [id, question.responses[Number(textOf(fields, `pair-${line}`)) - 1] ?? ""])) };
    case "ordering": return { sequence: inPlaces(question.sequence.map(({ id }, line) => ({ id, place: Number(textOf(fields, `place-${line}`)) }))) };
    case "numeric": return { value: readInUnits(textOf(fields, "value"), question.answer.unit ? { unit: question.answer.unit } : {}, language), tolerance: readNumber(textOf(fields, "tolerance") || "0", undefined, language) };
    case "short": return { accept: [...new Set(textOf(fields, "accept").split(/\r?\n/).map((name) => name.trim()).filter(Boolean))] };
    default: return { right: several.safeParse(fields["right"]).data ?? [] };
  }
}

/** Two in one place leave another one empty: then it is no order. */
function inPlaces(items: readonly { id: string; place: number }[]): string[] {
  return items.map((_, index) => items.find(({ place }) => place === index + 1)?.id ?? "");
}

/** The fields as the question's present key fills them. */
export function fieldsOf(question: Question, language: Language): Record<string, unknown> {
  switch (question.kind) {
    case "matching": return Object.fromEntries(question.pairs.map(({ response }, line) => [`pair-${line}`, String(question.responses.indexOf(response) + 1)]));
    case "ordering": return Object.fromEntries(question.sequence.map((_, line) => [`place-${line}`, String(line + 1)]));
    case "numeric": return { value: formatNumber(question.answer.value, language), tolerance: formatNumber(question.answer.tolerance, language) };
    case "short": return { accept: question.answer.accept.join("\n") };
    default: return { right: question.options.filter(({ correct }) => correct).map(({ id }) => id) };
  }
}
