import { z } from "zod";
import type { DraftedFact, Named } from "../../domain/drafted-facts.ts";
import { MODALITIES } from "../../engine/knowledge/fact.ts";
import { emptyForm, type Form } from "../http/forms.ts";

const short = z.string("saying.once").max(300, "fields.too-long").default("").transform((text) => text.replace(/\s+/g, " ").trim());
const version = z.string("reviewing.open-again").regex(/^\d{1,6}$/, "reviewing.open-again").transform(Number);

export const decisionForm = z.object({ version });

export const candidateForm = z.object({
  version, relation: short, subject: short, subject_entity: short, subject_type: short, object: short, object_entity: short, object_type: short, by: short, by_entity: short, by_type: short.pipe(z.string().transform((type) => type || "identity")),
  polarity: z.enum(["positive", "negative"], "saying.choose"),
  modality: z.enum(MODALITIES, "saying.modality-missing"),
  when: short,
  complete: z.enum(["", "objects", "subjects", "both"], "saying.choose").default(""),
}).transform(({ version, relation, polarity, modality, when, complete, ...ends }): { version: number; drafted: DraftedFact } => ({
  version,
  drafted: {
    relation, polarity, modality, when, complete, by: named(ends.by, ends.by_entity, ends.by_type),
    subject: named(ends.subject, ends.subject_entity, ends.subject_type), object: named(ends.object, ends.object_entity, ends.object_type),
  },
}));

function named(text: string, entity: string, type: string): Named {
  return { text, entity, type };
}

/** The form as it is filled in at first. */
export function formOf({ relation, subject, object, by, polarity, modality, when, complete }: DraftedFact, seen: number): Form {
  return emptyForm({
    version: seen, relation, polarity, modality, when, complete, by: by.text, by_entity: by.entity, by_type: by.type,
    subject: subject.text, subject_entity: subject.entity, subject_type: subject.type, object: object.text, object_entity: object.entity, object_type: object.type,
  });
}
