import { say, type Message, type Words } from "../../lib/messages.ts";
import { textsOf } from "./asked.ts";
import { verdictOf, type Chosen, type Verdict } from "./marking.ts";
import { isChoice, isTyped, type ChoiceQuestion, type Evidence, type MatchingQuestion, type OrderingQuestion, type Question, type QuestionLesson } from "./question.ts";
import { formatsOf, isRich, shown } from "./rich-question.ts";
import { typedLines } from "./reviewed-typed.ts";

/** One option, pair or place of an answered question, or what was typed. `missed` is right and was not chosen; `plain` is neither. `word` says the state where the usual one does not fit. */
export interface ReviewedLine { id: string; text: Words; state: "right" | "wrong" | "missed" | "plain"; isChosen: boolean; word?: Message; notes: Message[]; why: string; /** The same texts as safe HTML, where they are more than plain words. */ html?: { text?: string; why?: string } }

/** Everything that may be told once the answer is stored. */
export interface ReviewedQuestion { stem: string; verdict: Verdict; explanation: string; lines: ReviewedLine[]; /** The explanation as safe HTML, where it is more than plain words. */ html?: string; evidence: Evidence[]; lesson?: QuestionLesson }

/** Shows a stored answer, from 0 to 1, beside what was right, in the order in which the learner saw it. */
export function reviewed(question: Question, layout: readonly string[], chosen: Chosen, score: number): ReviewedQuestion {
  const { evidence, lesson } = question;
  const [stem, explanation] = [shown(question, question.stem), shown(question, question.explanation)];
  const lines = linesOf(question, layout, chosen, score).map((line) => (isRich(question) ? richLine(question, layout, line) : line));
  return { stem: stem.words, explanation: explanation.words, evidence, verdict: verdictOf(score), lines, ...(explanation.html ? { html: explanation.html } : {}), ...(lesson ? { lesson } : {}) };
}

/** What stands in the format of the question: its own texts and what is said to them, not what was typed. */
function richLine(question: Question, layout: readonly string[], line: ReviewedLine): ReviewedLine {
  const format = formatsOf(question).get(layout[Number(line.id) - 1] ?? "");
  const why = shown(question, line.why, format);
  const text = typeof line.text === "string" && !isTyped(question) && question.kind !== "spot" ? shown(question, line.text, format) : undefined;
  return { ...line, text: text?.words ?? line.text, why: why.words, html: { ...(text?.html ? { text: text.html } : {}), ...(why.html ? { why: why.html } : {}) } };
}

/** One line of an answer as it was given: `id` is its place in the layout, from 1, or what was typed. */
export interface GivenLine { id: string; text: string }

/** What was answered, without a word on what is right: for ordering in the order that was given. */
export function answerGiven(question: Question, layout: readonly string[], chosen: Chosen): GivenLine[] {
  if (isTyped(question)) return chosen.slice(0, 1).map((typed) => ({ id: typed, text: typed }));
  const formats = formatsOf(question);
  const texts = new Map([...textsOf(question)].map(([id, text]) => [id, shown(question, text, formats.get(id)).words]));
  const place = (id: string) => String(layout.indexOf(id) + 1);
  if (question.kind === "matching") return question.pairs.map(({ premise }, line) => ({ id: place(chosen[line] ?? ""), text: `${shown(question, premise).words}: ${texts.get(chosen[line] ?? "") ?? ""}` }));
  return chosen.map((id) => ({ id: place(id), text: texts.get(id) ?? id }));
}

function linesOf(question: Question, layout: readonly string[], chosen: Chosen, score: number): ReviewedLine[] {
  if (isChoice(question)) return optionLines(question, layout, chosen);
  if (isTyped(question)) return typedLines(question, chosen, score);
  return question.kind === "matching" ? pairLines(question, layout, chosen) : placeLines(question, layout, chosen);
}

function optionLines({ options }: ChoiceQuestion, layout: readonly string[], chosen: Chosen): ReviewedLine[] {
  return layout.flatMap((id, place) => options.filter((option) => option.id === id).map((option) => {
    const isChosen = chosen.includes(id);
    const state = option.correct ? (isChosen ? "right" : "missed") : (isChosen ? "wrong" : "plain");
    const isPartly = isChosen && !option.correct && (option.fraction ?? 0) > 0;
    return { id: String(place + 1), text: option.text, state, isChosen, notes: [], why: option.feedback, ...(isPartly ? { word: say("marks.partial") } : {}) };
  }));
}

function pairLines({ pairs }: MatchingQuestion, layout: readonly string[], chosen: Chosen): ReviewedLine[] {
  return pairs.map(({ premise, response, feedback }, line) => {
    const picked = chosen[line] ?? "";
    const isRight = picked === response;
    return {
      id: String(layout.indexOf(picked) + 1), text: premise, ...markOf(isRight), isChosen: true, why: feedback,
      notes: [say("reviewed.match-chosen", { picked }), ...(isRight ? [] : [say("reviewed.match-right", { response })])],
    };
  });
}

function markOf(isRight: boolean): Pick<ReviewedLine, "state" | "word"> {
  return isRight ? { state: "right", word: say("marks.correct") } : { state: "wrong", word: say("marks.wrong") };
}

function placeLines(question: OrderingQuestion, layout: readonly string[], chosen: Chosen): ReviewedLine[] {
  const texts = textsOf(question);
  return question.sequence.map(({ id, feedback }, place) => {
    const given = chosen.indexOf(id);
    const isRight = given === place;
    return {
      id: String(layout.indexOf(id) + 1), text: texts.get(id)!, ...markOf(isRight), isChosen: true, why: feedback,
      notes: [say("reviewed.place-right", { place: place + 1 }), ...(isRight ? [] : [say("reviewed.place-chosen", { place: given + 1 })])],
    };
  });
}
