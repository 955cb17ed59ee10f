import { say } from "../../../../lib/messages.ts";
import { childOf, childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import type { Item } from "../item.ts";
import { answersIn } from "./choices.ts";
import { commonOf, type Reading } from "./question.ts";
import { QuestionRefused } from "./refusal.ts";
import { isYes, plainText, valueOf } from "./texts.ts";

/** Sentences that Moodle puts into every question by itself; to lose them is no loss. */
const MOODLES_OWN = new Set(["", "Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."]);

export function readMatch(reading: Reading, category: string): Item {
  const { element } = reading;
  const pairs = childrenOf(element, "subquestion").map((line) => pairOf(line, reading)).filter(({ question, answer }) => question !== "" || answer !== "");
  if (pairs.filter(({ question }) => question !== "").length < 1) throw new QuestionRefused("moodle-xml.few-pairs", element);
  noteFeedback(reading);
  return { type: "match", shuffle: isYes(valueOf(element, "shuffleanswers", "1")), pairs, ...commonOf(reading, category) };
}

function pairOf(line: XmlElement, { shelf }: Reading): { question: string; answer: string } {
  const pair = { question: shelf.read(line), answer: plainText(childOf(line, "answer")) };
  if (pair.question !== "" && pair.answer === "") throw new QuestionRefused("moodle-xml.half-a-pair", line);
  return pair;
}

/** The type of the plugin "ordering", which came into Moodle with 4.4: its answers stand in the right order. */
export function readOrdering(reading: Reading, category: string): Item {
  const { element, shelf, dropped } = reading;
  const lines = answersIn(reading, 2).map((answer) => shelf.read(answer)).filter((line) => line !== "");
  if (lines.length < 2) throw new QuestionRefused("moodle-xml.few-answers", element, { count: 2 });
  if (!["", "0", "ALL"].includes(valueOf(element, "selecttype", "0"))) dropped.push(say("moodle-xml.dropped.some-lines"));
  const marked = valueOf(element, "gradingtype", "0");
  if (!["", "0", "ABSOLUTE_POSITION"].includes(marked)) dropped.push(say("moodle-xml.dropped.marking"));
  noteFeedback(reading);
  return { type: "ordering", lines, ...commonOf(reading, category) };
}

function noteFeedback({ element, dropped }: Reading): void {
  const said = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"].map((name) => plainText(childOf(element, name)));
  if (said.some((text) => !MOODLES_OWN.has(text.replace(/<\/?p>/g, "")))) dropped.push(say("moodle-xml.dropped.feedback"));
}
