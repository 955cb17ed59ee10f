import { say, type Message } from "../../lib/messages.ts";
import type { Verdict } from "./marking.ts";

/** How sure somebody says they are, the surest first. Saying so is never required and changes no mark. */
export const CONFIDENCES = ["sure", "think", "guess"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/**
 * What was said beside what came of it: "You were sure, and right."
 * Whoever was sure and wrong is asked to read on, because such errors are the ones that feedback corrects best
 * (Butterfield and Metcalfe, "Errors committed with high confidence are hypercorrected", 2001).
 */
export function confidenceInWords(confidence: Confidence, verdict: Verdict): Message {
  return say(`confidence.${confidence}.${verdict}`);
}
