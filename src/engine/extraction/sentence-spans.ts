import { normalise, originalSpan, type Span } from "./normalise.ts";
import { splitSentences } from "./sentences.ts";

/** Where each sentence of an article stands in it, by the number that candidates call it by. */
export function sentenceSpans(text: string): Span[] {
  const normalised = normalise(text);
  return splitSentences(normalised.text).map((sentence) => originalSpan(normalised, sentence));
}
