import { say } from "../../../../lib/messages.ts";
import { defaultMarkOf, fractionOf, topOf, type Key, type Marked } from "./marking.ts";
import { QtiError } from "./qti-error.ts";
import { MOST_CHOICES, type ItemPart } from "./single-choice.ts";
import { telling, type Tellable } from "./telling.ts";

/** What nobody would type, for what any other answer gets. */
const OTHER = "\u0001 any other answer";

/** Every text that the file names is typed in, once as it is and once in another case. */
export function readShortAnswer(key: Key, texts: readonly string[]): ItemPart {
  const named = [...new Set(texts)].filter((text) => text.trim() !== "");
  if (named.length > MOST_CHOICES) throw new QtiError(say("qti.too-involved"), key.line);
  const marks = named.map((text) => key.mark([text]));
  const other = key.mark([OTHER]);
  const top = topOf(key, Math.max(...marks.map(({ score }) => score)));
  const tried = [...named.map((text, place) => ({ id: text, fraction: fractionOf(marks[place]!.score, top, key.note), marked: marks[place]! })),
    { id: "*", fraction: fractionOf(other.score, top, key.note), marked: other }];
  const { general, correct, partly, incorrect, own } = telling(key, tried);
  const feedback = ({ fraction }: Tellable) => (fraction >= 1 ? correct : fraction > 0 ? partly : incorrect);
  const answers = tried.map((answer, place) => ({ text: pattern(answer.id), format: "plain" as const, fraction: answer.fraction, feedback: own[place]! + feedback(answer) }));
  const kept = answers.filter(({ fraction, feedback: said }) => fraction !== 0 || said !== "");
  return { type: "shortanswer", defaultMark: defaultMarkOf(key, top), generalFeedback: general, caseSensitive: isCaseSensitive(key, named, marks), answers: kept };
}

/** A star of its own stands for any text in answers as Moodle has them. */
function pattern(text: string): string {
  return text === "*" ? "*" : text.replaceAll("*", "\\*");
}

function isCaseSensitive(key: Key, texts: readonly string[], marks: readonly Marked[]): boolean {
  const turned = texts.map(inAnotherCase);
  const canTell = (place: number) => turned[place] !== texts[place] && !texts.includes(turned[place]!) && marks[place]!.score > 0;
  const counts = texts.flatMap((_, place) => (canTell(place) ? [key.mark([turned[place]!]).score < marks[place]!.score] : []));
  if (new Set(counts).size > 1) key.note(say("qti.case-mixed"));
  return counts.includes(true);
}

/** Letters without a single partner, such as ß, stay as they are. */
function inAnotherCase(text: string): string {
  return [...text].map((letter) => {
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    return other.toLowerCase() === letter.toLowerCase() ? other : letter;
  }).join("");
}
