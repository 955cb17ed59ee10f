import { z } from "zod";
import { LEVELS } from "../questions/question.ts";
import { ENTITY_TYPES } from "./entity.ts";
import { id } from "./id.ts";

const type = z.enum(ENTITY_TYPES);
const PLACEHOLDER = /\{([^}]*)\}/g;
const PLACEHOLDERS = new Set(["s", "o", "s.adjective", "o.adjective", "kind", "incident", "when", "by", "according", "period", "unit", "comparator"]);

const wording = z.string().superRefine((text, context) => {
  for (const [whole, name] of text.matchAll(PLACEHOLDER)) if (!PLACEHOLDERS.has(name!)) context.addIssue({ code: "custom", message: `${whole} is no placeholder; use one of ${[...PLACEHOLDERS].join(", ")}` });
});

/** A stem for every type of what is asked, or for the named types only. */
const stem = z.union([wording.transform((text) => ({ text, of: undefined })), z.strictObject({ text: wording, of: z.array(z.string()) })]);

export const relationSchema = z.strictObject({
  id,
  domain: z.array(type).min(1),
  range: z.array(z.union([type, z.enum(["date", "money", "number"])])).min(1),
  /** How many true objects a subject can have: one; one once the source is named; many. */
  cardinality: z.enum(["one", "one-per-source", "many"]),
  irreflexive: z.boolean().default(false),
  /** Relations so close to this one that what is true of an incident under them is never offered as wrong under this. */
  near: z.array(id).default([]),
  level: z.enum(LEVELS),
  asks: z.strictObject({ object: z.array(stem).default([]), subject: z.array(stem).default([]) }),
  /** A stem that asks for every object of a closed list. */
  several: wording.optional(),
  /** A sentence that says the fact: the explanation, and the statement of true/false questions. */
  truth: wording,
  match: z.strictObject({ prompt: z.string() }).optional(),
  order: z.strictObject({ prompt: z.string() }).optional(),
});
export type Relation = z.infer<typeof relationSchema>;

/** Whether a stem says who says so. */
export function namesSource(text: string): boolean {
  return /\{(by|according)\}/.test(text);
}
