import { answerOf, complaintsAboutAnswer } from "../../domain/written-answers.ts";
import type { WrittenQuestion } from "../../domain/written-questions.ts";
import { amount } from "../../engine/questions/marking-numeric.ts";
import type { NumericQuestion } from "../../engine/questions/question.ts";
import { boundsOf } from "../../engine/questions/reviewed-typed.ts";
import { say, type Words } from "../../lib/messages.ts";

/** As which number an answer was read, and what else is right with it; or what keeps it from being read. Nothing before something was typed. */
export function numberRead(written: WrittenQuestion | undefined): Words[] {
  const { kind, answer } = written ?? {};
  if (kind !== "numeric" || !answer || [answer.value, answer.tolerance, answer.least, answer.most].every((text) => !text)) return [];
  const complaints = complaintsAboutAnswer(kind, answer);
  if (complaints.length > 0) return complaints.map(({ words }) => words);
  const { value, tolerance, unit } = answerOf(kind, answer) as NumericQuestion["answer"];
  return [say("editor.number-read", { number: amount(value, unit) }), tolerance > 0 ? say("reviewed.range", boundsOf({ value, tolerance })) : say("editor.number-alone")];
}
