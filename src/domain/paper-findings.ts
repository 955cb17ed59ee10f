import { say, type Message } from "../lib/messages.ts";
import type { DraftQuestion } from "../storage/quiz-drafts.ts";

/** Where something is mended: a question by its public id, or a part of the quiz's page. */
export type Place = { question: string } | "add" | "details" | "publication" | "questions" | "rules";
/** What is wrong with a paper as a whole. What blocks stops publication; `words` say what and how to mend it. */
export interface PaperFinding { severity: "blocking" | "warning"; words: Message; at: Place }

export const blocking = (words: Message, at: Place): PaperFinding => ({ severity: "blocking", words, at });
export const warning = (words: Message, at: Place): PaperFinding => ({ severity: "warning", words, at });
export const atQuestion = ({ public_id }: Pick<DraftQuestion, "public_id">): Place => ({ question: public_id });

/** So many of one kind are listed; whoever mends those sees the next. */
const MOST_OF_A_KIND = 8;

/** The findings of several questions of one kind, the first of them by themselves and then how many more there are. */
export function capped(findings: readonly PaperFinding[]): PaperFinding[] {
  const more = findings.length - MOST_OF_A_KIND;
  return more <= 0 ? [...findings] : [...findings.slice(0, MOST_OF_A_KIND), { severity: findings[0]!.severity, words: say("paper-findings.more", { count: more }), at: "questions" }];
}
