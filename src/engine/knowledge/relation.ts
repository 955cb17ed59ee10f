import { z } from "zod";
import { KINDS, LEVELS } from "../questions/question.ts";
import { ENTITY_TYPES } from "./entity.ts";
import type { Fact } from "./fact.ts";
import { id } from "./id.ts";

const type = z.enum(ENTITY_TYPES);
const PLACEHOLDER = /\{([^}]*)\}/g;
const PLACEHOLDERS = new Set(["s", "o", "s.adjective", "o.adjective", "kind", "kinds", "incident", "when", "by", "according", "period", "unit", "comparator"]);

const wording = z.string().trim().min(1, "write the words").superRefine((text, context) => {
  for (const [whole, name] of text.matchAll(PLACEHOLDER)) if (!PLACEHOLDERS.has(name!)) context.addIssue({ code: "custom", message: `${whole} is no placeholder; use one of ${[...PLACEHOLDERS].join(", ")}` });
});

const plain = z.string().trim().min(1, "write the words").regex(/^[^{}]*$/, "this prompt serves many facts and takes no placeholder");

/** A stem for every type of what is asked, or for the named types only; it leaves out what it asks for. */
const stemWithout = (slot: "s" | "o") => {
  const words = wording.refine((text) => !text.includes(`{${slot}}`), `a stem that asks for {${slot}} must not hold it`);
  return z.union([words.transform((text) => ({ text, of: undefined })), z.strictObject({ text: words, of: z.array(type) })]);
};

const words = {
  asks: z.strictObject({ object: z.array(stemWithout("o")).default([]), subject: z.array(stemWithout("s")).default([]) }),
  /** A stem that asks for every object of a closed list. */
  several: wording.optional(),
  /** A sentence that says the fact: the explanation, and the statement of true/false questions. */
  truth: wording.refine((text) => text.includes("{s}") && /\{(?:o|when)\}/.test(text), "say the whole fact: name {s}, and {o} or {when}"),
  /** The same of several objects, where one sentence does not do for both. */
  truths: wording.refine((text) => text.includes("{s}") && text.includes("{o}"), "say all the facts: name {s} and {o}").optional(),
  /** What stands behind "which group" when a stem joins two facts: "made use of {o}". */
  clause: wording.refine((text) => text.includes("{o}"), "name the object: {o}").optional(),
};

export const relationSchema = z.strictObject({
  id,
  domain: z.array(type).min(1),
  range: z.array(z.union([type, z.enum(["date", "money", "number"])])).min(1),
  /** How many true objects a subject can have: one; one once the source is named; many. */
  cardinality: z.enum(["one", "one-per-source", "many"]),
  irreflexive: z.boolean().default(false),
  /** Relations so close to this one that what is true of an incident under them is never offered as wrong under this. */
  near: z.array(id).default([]),
  /** Paths of relations, such as "uses uses": what they lead to may be true too and is never offered as wrong. "^" walks a relation backwards. */
  through: z.array(z.string().regex(/^\^?[a-z0-9-]+( \^?[a-z0-9-]+)*$/, 'write relations with spaces between them, such as "uses uses"')).default([]),
  /** Sectors whose entities tempt in each other's place under this relation; each list is a circle of neighbours. */
  beside: z.array(z.array(z.string().min(1)).min(2, "name at least two sectors")).default([]),
  /** Entities that are never offered as wrong under this relation. */
  banned: z.array(id).default([]),
  /** The kinds of question that it may give. */
  forms: z.array(z.enum(KINDS)).min(1, "name at least one kind of question").default([...KINDS]),
  level: z.enum(LEVELS),
  ...words,
  /** The words for what a data set lists, where they differ. */
  listed: z.strictObject(words).optional(),
  match: z.strictObject({ prompt: plain }).optional(),
  /** Relations with the same prompt are put in order together; `item` says what happened then. */
  order: z.strictObject({ prompt: plain, item: wording }).optional(),
});
export type Relation = z.infer<typeof relationSchema>;
export type Words = Pick<Relation, "asks" | "several" | "truth" | "truths" | "clause">;

/** How the relation is put into words for this fact. */
export function wordsFor(relation: Relation, { modality }: Pick<Fact, "modality">): Words {
  return (modality === "listed" && relation.listed) || relation;
}

/** Whether a stem says who says so. */
export function namesSource(text: string): boolean {
  return text.includes("{by}") || text.includes("{according}");
}
