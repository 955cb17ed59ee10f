import { z } from "zod";
import { readYaml } from "../knowledge/content-yaml.ts";
import type { ContentFile } from "../knowledge/content.ts";
import { MODALITIES } from "../knowledge/fact.ts";

const text = z.string().trim().min(1);

/** What a person found in an article: the measure for what extraction finds. Names in facts are those of `entities`, or words of the article. */
const annotationSchema = z.strictObject({
  style: text.optional(),
  published: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "write it as 2019-12-16").optional(),
  publisher: text.optional(),
  /** `also`: everything in the article that means the same. `incident`: a clause that tells of it may stand for it. */
  entities: z.array(z.strictObject({ name: text, also: z.array(text).default([]), incident: z.boolean().default(false) })).default([]),
  facts: z.array(z.strictObject({
    relation: text, subject: text, object: text, polarity: z.enum(["positive", "negative"]).default("positive"), modality: z.enum(MODALITIES), asserted_by: text.optional(), quote: text,
  })).min(1, "give at least one fact"),
});
export type Annotation = z.infer<typeof annotationSchema>;

/** The file of an article was annotated wrongly: a line for each problem. */
export class AnnotationRefused extends Error { override name = "AnnotationRefused"; }

/** @throws AnnotationRefused with file, line and reason, also where a quotation is not in the article */
export function readAnnotation(file: ContentFile, article: string): Annotation {
  const { value, problems, file: read } = readYaml(file, annotationSchema);
  const strays = (value?.facts ?? []).map(({ quote }, index) => ({ quote, index })).filter(({ quote }) => !article.includes(quote))
    .map(({ quote, index }) => `${file.name}:${read.lineOf(["facts", index, "quote"])}: the article has no such words: ${quote}`);
  if (!value || problems.length + strays.length > 0) throw new AnnotationRefused([...problems, ...strays].join("\n"));
  return value;
}
