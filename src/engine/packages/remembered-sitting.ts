import { isChoice, isTyped } from "../questions/question-kinds.ts";
import { complaintAbout, mark, type Chosen } from "../questions/marking.ts";
import type { PackagedQuiz } from "./packaged-quiz.ts";
import { beginSitting, type Sitting, type SittingLine } from "./sitting.ts";

/** So many questions fit into the 4096 characters that SCORM 1.2 remembers, whatever is answered. */
export const MOST_REMEMBERED = 400;

/** Behind it stands a score whose answer was too long. */
const SCORE_ALONE = "~";

/**
 * A sitting in at most `most` characters: the digest of the quiz, the seed, and the answers in their order, parted by semicolons. Choices go by their place in the question, in base 36. Where that is too long,
 * the longest answers give way to their scores, so that nothing is asked twice and the points stay.
 */
export function writeSitting({ digest }: Pick<PackagedQuiz, "digest">, { seed, lines }: Sitting, most: number): string {
  const answers = lines.map(({ score, ...line }) => ({ text: score === null ? "" : written({ score, ...line }), score }));
  const length = () => answers.reduce((sum, { text }) => sum + text.length + 1, digest.length + seed.length + 2);
  for (const answer of [...answers].sort((one, other) => other.text.length - one.text.length)) {
    if (length() <= most) break;
    if (answer.score !== null) answer.text = `${SCORE_ALONE}${Number(answer.score.toFixed(6))}`;
  }
  return [digest, seed, ...answers.map(({ text }) => text)].join(";");
}

/** The sitting that was written; undefined where it was of another content, or is no such text. */
export function readSitting(quiz: PackagedQuiz, text: string): Sitting | undefined {
  const [digest, seed, ...answers] = text.split(";");
  if (digest !== quiz.digest || !seed) return undefined;
  const sitting = beginSitting(quiz, seed);
  if (answers.length !== sitting.lines.length) return undefined;
  return { seed, lines: sitting.lines.map((line, place) => ({ ...line, ...read(line, answers[place]!) })) };
}

function written({ asked: { question }, chosen, score }: SittingLine): string {
  if (chosen === null) return `${SCORE_ALONE}${Number((score ?? 0).toFixed(6))}`;
  if (isTyped(question)) return `=${chosen.map(encoded).join(",")}`;
  const ids = idsOf(question);
  return chosen.map((id) => ids.indexOf(id).toString(36)).join(",");
}

function read({ asked: { question } }: SittingLine, text: string): Pick<SittingLine, "chosen" | "score"> {
  if (text === "") return { chosen: null, score: null };
  if (text.startsWith(SCORE_ALONE)) return { chosen: null, score: nearestShare(Number(text.slice(1))) };
  const ids = idsOf(question);
  const chosen: Chosen = isTyped(question) ? text.slice(1).split(",").map(decoded) : text.split(",").map((place) => ids[parseInt(place, 36)] ?? "");
  return complaintAbout(question, chosen) ? { chosen: null, score: null } : { chosen, score: mark(question, chosen) };
}

/** What can be chosen, in an order that no layout changes. */
function idsOf(question: SittingLine["asked"]["question"]): readonly string[] {
  if (isChoice(question)) return question.options.map(({ id }) => id);
  if (question.kind === "matching") return question.responses;
  return question.kind === "ordering" ? question.sequence.map(({ id }) => id) : [];
}

/** Nothing but letters, digits and a few signs: not what parts answers, nor what some learning systems do not bring back. Half a letter, which no text should have, goes. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "")).replace(/%20/g, "+");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", "%20"));
  } catch {
    return "";
  }
}

/** Scores are shares of a few lines: 0.333333 was a third. */
function nearestShare(score: number): number {
  if (!(score >= 0 && score <= 1)) return 0;
  const of = Array.from({ length: 20 }, (_, index) => index + 1).find((parts) => Math.abs(score * parts - Math.round(score * parts)) < 1e-5);
  return of === undefined ? score : Math.round(score * of) / of;
}
