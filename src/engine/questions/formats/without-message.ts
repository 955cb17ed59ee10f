import { messageInWords } from "../message.ts";
import type { Question } from "../question.ts";

/** A question that any system can hold: one in which signs are spotted becomes one with several right answers, the message in its stem. */
export function withoutMessage(question: Question): Question {
  if (question.kind !== "spot") return question;
  const { message, kind: _, translations: __, ...rest } = question;
  const gap = question.format === "html" || question.format === "moodle" ? "<br>" : "\n";
  const words = messageInWords(message, question.options);
  return { ...rest, kind: "multiple", sorted: true, stem: `${rest.stem}${gap}${gap}${words.replaceAll("\n", gap === "\n" && question.format === "markdown" ? "  \n" : gap)}`.slice(0, 8000) };
}
