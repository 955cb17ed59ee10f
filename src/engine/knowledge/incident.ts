import { z } from "zod";
import { parseEdtf } from "../../lib/edtf.ts";
import { entitySchema } from "./entity.ts";
import { edtf, factSchema } from "./fact.ts";
import { id } from "./id.ts";
import { prose } from "./prose.ts";

/** YYYY-MM-DD */
export const day = z.string().refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseEdtf(text) !== undefined, "write the day as 2026-11-26");

const SOURCE_KINDS = ["regulator", "court", "vendor", "victim", "press", "government", "research"] as const;

export const sourceSchema = z.strictObject({
  id,
  publisher: z.string().trim().min(1).max(200),
  title: z.string().trim().min(1).max(300),
  published: edtf,
  url: z.url({ protocol: /^https?$/, error: "give the address of the page, with https://" }),
  /** Whose voice it is: what shows that two sources are independent. */
  kind: z.enum(SOURCE_KINDS).optional(),
});
export type Source = z.infer<typeof sourceSchema>;

/** That somebody compared every quotation, date, number, name and attribution with the text of these sources. */
const verifiedSchema = z.strictObject({ on: day, against: z.array(id).min(1, "name the sources that were read"), by: prose(2, 200).optional() });

/** What an incident teaches: `mechanism` is how it worked, `action` what a person does about it. */
const lessonSchema = z.strictObject({ title: prose(3, 200), text: prose(10, 1500), mechanism: prose(10, 500).optional(), action: prose(10, 500).optional() });

/** One file of incidents/. */
export const incidentSchema = z.strictObject({
  id,
  title: prose(3, 120),
  /** A noun phrase that stands in the middle of a sentence. */
  label: prose(3, 160),
  summary: prose(20, 1500),
  happened: edtf,
  /** What was done with weapons, or happened without an attacker in the systems, is no answer where an attack on computers is asked for. */
  class: z.enum(["armed", "mishap"]).optional(),
  topics: z.array(id).min(1, "name at least one topic"),
  /** Ids of vocabulary/mechanisms.yaml: how it came about. */
  mechanisms: z.array(id).default([]),
  sources: z.array(sourceSchema).min(1, "give at least one source"),
  entities: z.array(entitySchema).default([]),
  facts: z.array(factSchema).min(1, "give at least one fact"),
  lessons: z.array(lessonSchema).default([]),
  verified: verifiedSchema.optional(),
});
export type IncidentFile = z.infer<typeof incidentSchema>;

export const topicSchema = z.strictObject({ id, name: z.string().min(2) });
export type Topic = z.infer<typeof topicSchema>;

/** A way in which incidents come about; `safeguards` are those of CIS Controls v8 that training on it serves. */
export const mechanismSchema = z.strictObject({ id, name: prose(2, 100), safeguards: z.array(z.string().regex(/^\d+\.\d+$/)).default([]) });
export type Mechanism = z.infer<typeof mechanismSchema>;

/** One question of decide/: written by hand, tied to the facts of an incident. */
export const decideSchema = z.strictObject({
  id,
  incident: id,
  topic: id,
  stem: prose(20, 600),
  options: z.array(z.strictObject({ text: prose(2, 300), correct: z.boolean().default(false), feedback: prose(10, 1000) })).min(3).max(5)
    .refine((options) => options.filter((option) => option.correct).length === 1, "exactly one option is the key: give it `correct: true`"),
  explanation: prose(20, 2000),
  facts: z.array(id).min(1, "name at least one fact that it rests on"),
});
export type DecideFile = z.infer<typeof decideSchema>;
