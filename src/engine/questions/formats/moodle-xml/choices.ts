import { say } from "../../../../lib/messages.ts";
import { childOf, childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import type { Item, ItemAnswer } from "../item.ts";
import { fractionOf } from "./fractions.ts";
import { commonOf, type Reading } from "./question.ts";
import { QuestionRefused } from "./refusal.ts";
import { formatOf, isYes, plainText, valueOf, wordsOf } from "./texts.ts";

/** The answers of a question, of which it must have some. */
export function answersIn({ element }: Reading, least: number): XmlElement[] {
  const answers = childrenOf(element, "answer");
  if (answers.length < least) throw new QuestionRefused("moodle-xml.few-answers", element, { count: least });
  return answers;
}

export function readMultichoice(reading: Reading, category: string): Item {
  const { element, shelf, format } = reading;
  const answers = answersIn(reading, 2).map((answer): ItemAnswer => ({
    text: shelf.read(answer), format: formatOf(answer, format), fraction: fractionOf(answer), feedback: shelf.read(childOf(answer, "feedback")),
  }));
  const [correctFeedback, partlyFeedback, incorrectFeedback] = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"].map((name) => shelf.read(childOf(element, name)));
  return {
    type: "multichoice", single: isYes(valueOf(element, "single", "true")), shuffle: isYes(valueOf(element, "shuffleanswers", "false")),
    answers: withoutBlank(answers, reading, 2), correctFeedback: correctFeedback!, partlyFeedback: partlyFeedback!, incorrectFeedback: incorrectFeedback!, ...commonOf(reading, category),
  };
}

/** Moodle's form has room for more answers than are written, and its files keep the empty ones; Moodle leaves them out when it reads them. */
function withoutBlank(answers: readonly ItemAnswer[], { element, dropped }: Reading, least: number): ItemAnswer[] {
  const written = answers.filter(({ text }) => text !== "");
  if (answers.some(({ text, feedback }) => text === "" && feedback !== "")) dropped.push(say("moodle-xml.dropped.blank"));
  if (written.length < least) throw new QuestionRefused("moodle-xml.few-answers", element, { count: least });
  return written;
}

/** What True and False are called in files of the first Moodles, in the languages of most of them. */
const FALSE = new Set(["false", "falsch", "falso", "faux", "onwaar", "fałsz"]);
const TRUE = new Set(["true", "wahr", "richtig", "verdadero", "verdadeiro", "vero", "vrai", "waar", "prawda"]);

/** True and false go by their words; where those are in another language still, true stands first. */
export function readTrueFalse(reading: Reading, category: string): Item {
  const feedback = { true: "", false: "" };
  let isTrue: boolean | undefined;
  answersIn(reading, 1).forEach((answer, place) => {
    const said = plainText(answer).toLowerCase();
    const side = TRUE.has(said) ? "true" : FALSE.has(said) || place > 0 ? "false" : "true";
    isTrue = (wordsOfFraction(answer) === 100) === (side === "true");
    feedback[side] = reading.shelf.read(childOf(answer, "feedback"));
  });
  const answers = [truth("True", isTrue === true, feedback.true), truth("False", isTrue !== true, feedback.false)] as const;
  return { type: "truefalse", answers, ...commonOf(reading, category), penalty: 1 };
}

function truth(text: string, isRight: boolean, feedback: string): ItemAnswer {
  return { text, format: "moodle", fraction: isRight ? 1 : 0, feedback };
}

function wordsOfFraction(answer: XmlElement): number {
  return Number(answer.attributes.get("fraction") ?? "0");
}

export function readShortAnswer(reading: Reading, category: string): Item {
  const { element, shelf } = reading;
  const answers = withoutBlank(answersIn(reading, 1).map((answer): ItemAnswer => ({
    text: plainText(answer), format: "plain", fraction: fractionOf(answer), feedback: shelf.read(childOf(answer, "feedback")),
  })), reading, 1);
  if (!answers.some(({ fraction }) => fraction === 1)) throw new QuestionRefused("moodle-xml.no-full-answer", element);
  return { type: "shortanswer", caseSensitive: isYes(wordsOf(childOf(element, "usecase"))), answers, ...commonOf(reading, category) };
}
