import { z } from "zod";
import { messageTexts } from "./message.ts";
import { LONGEST, text } from "./texts.ts";

const feedback = text(LONGEST.text).optional();

/** A question's texts in another language, by the ids of what they stand for. Fields that the kind does not have, and texts that are empty in the question, are absent. */
export const translationSchema = z.object({
  stem: text(LONGEST.stem),
  explanation: text(LONGEST.explanation).optional(),
  options: z.record(z.string(), z.object({ text: text(LONGEST.text), feedback })).optional(),
  pairs: z.record(z.string(), z.object({ premise: text(LONGEST.text), feedback })).optional(),
  /** The texts of the message, with its regions where they belong in this language. */
  message: z.object({ ...messageTexts, body: messageTexts.body.optional() }).optional(),
  /** By the original response. */
  responses: z.record(z.string(), text(LONGEST.response)).optional(),
  sequence: z.record(z.string(), z.object({ text: text(LONGEST.text), feedback })).optional(),
  /** `accept`: further names that are right, the usual one first. */
  answer: z.object({ accept: z.array(text(LONGEST.accept)).min(1).max(100).optional(), unit: text(LONGEST.unit).optional() }).optional(),
  lesson: z.object({ title: text(200), text: text(1500) }).optional(),
});

export type Translation = z.infer<typeof translationSchema>;

/** A language as BCP 47 writes it, in the short forms that are met: "de", "pt-BR", "zh-Hant". */
export const languageTag = z.string().regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$/);
