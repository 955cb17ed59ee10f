import { z } from "zod";

const text = (most: number) => z.string().trim().min(1).max(most);

/** A question's texts in another language, by the ids of what they stand for. Fields that the kind does not have are absent. */
export const translationSchema = z.object({
  stem: text(600),
  explanation: text(2000),
  options: z.record(z.string(), z.object({ text: text(300), feedback: text(1000) })).optional(),
  pairs: z.record(z.string(), z.object({ premise: text(300), feedback: text(1000) })).optional(),
  /** By the original response. */
  responses: z.record(z.string(), text(200)).optional(),
  sequence: z.record(z.string(), z.object({ text: text(300), feedback: text(1000) })).optional(),
  /** `accept`: further names that are right, the usual one first. */
  answer: z.object({ accept: z.array(text(200)).min(1).max(40).optional(), unit: text(60).optional() }).optional(),
  lesson: z.object({ title: text(200), text: text(1500) }).optional(),
});

export type Translation = z.infer<typeof translationSchema>;

/** A language as BCP 47 writes it, in the short forms that are met: "de", "pt-BR", "zh-Hant". */
export const languageTag = z.string().regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$/);
