import { complaintsAboutAnswer, isTypedKind, NO_ANSWER } from "../../domain/written-answers.ts";
import { NO_LINES } from "../../domain/written-lines.ts";
import { bodyOf, WRITTEN_KINDS, type WrittenQuestion } from "../../domain/written-questions.ts";
import type { LikeQuestion } from "../../domain/like-questions.ts";
import type { Question } from "../../engine/questions/question.ts";
import type { FullQuestion } from "../../storage/questions.ts";
import type { Db } from "../../storage/tables.ts";
import { findFindings, type FindingWords } from "./findings.ts";
import { previewOf, type Preview } from "./keyed.ts";
import { likesOf } from "./likes-while-writing.ts";

/** A question that is being written: how learners would meet it, what the linter finds, and which of the bank it is like. Undefined, and none, while there is too little of it. */
export interface WritingPreview { preview: Preview | undefined; findings: FindingWords[] | undefined; likes: LikeQuestion[] }

export async function previewWhileWriting(db: Db, written: WrittenQuestion | undefined, editing?: FullQuestion): Promise<WritingPreview> {
  const draft = written && draftOf(written);
  if (!draft) return { preview: undefined, findings: undefined, likes: [] };
  const body = JSON.stringify(draft);
  return { preview: previewOf(body, "draft"), findings: await findFindings(db, body), likes: await likesOf(db, draft, editing) };
}

/** The question as far as it is written: rows without words are not there yet. */
function draftOf(written: WrittenQuestion): Question | undefined {
  const { pairs, spares, sequence } = written.lines ?? NO_LINES;
  const whole = {
    ...written, options: written.options.filter(({ text }) => text !== ""),
    lines: { spares, pairs: pairs.filter(({ premise, response }) => premise !== "" && response !== ""), sequence: sequence.filter(({ text }) => text !== "") },
  };
  if (written.stem === "" || !WRITTEN_KINDS.includes(written.kind) || !isEnough(whole)) return undefined;
  return bodyOf(whole, { id: "draft", facts: written.facts, evidence: [], enemies: [] });
}

function isEnough({ kind, answer, lines, options, message }: WrittenQuestion): boolean {
  if (isTypedKind(kind)) return complaintsAboutAnswer(kind, answer ?? NO_ANSWER).length === 0;
  if (kind === "matching") return lines!.pairs.length > 1;
  if (kind === "ordering") return lines!.sequence.length > 1;
  return kind === "spot" ? message !== undefined && message.body !== "" : options.length > 1;
}
