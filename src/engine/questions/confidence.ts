import type { Verdict } from "./marking.ts";

/** How sure somebody says they are, the surest first. Saying so is never required and changes no mark. */
export const CONFIDENCES = ["sure", "think", "guess"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

const SAID: Record<Confidence, string> = { sure: "You were sure, and", think: "You thought so, and you were", guess: "You guessed, and you were" };
const TURNED_OUT: Record<Verdict, string> = { correct: "right", partial: "partly right", wrong: "wrong" };

/**
 * What was said beside what came of it: "You were sure, and right."
 * Whoever was sure and wrong is asked to read on, because such errors are the ones that feedback corrects best
 * (Butterfield and Metcalfe, "Errors committed with high confidence are hypercorrected", 2001).
 */
export function confidenceInWords(confidence: Confidence, verdict: Verdict): string {
  const words = `${SAID[confidence]} ${TURNED_OUT[verdict]}.`;
  if (confidence === "sure" && verdict === "wrong") return `${words} Read why: what surprises you is what you will remember.`;
  return confidence === "guess" && verdict === "correct" ? `${words} Read why, and next time you will know.` : words;
}
