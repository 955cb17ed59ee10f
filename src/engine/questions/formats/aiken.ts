import { decodeText } from "../../../lib/decoding.ts";
import { say } from "../../../lib/messages.ts";
import type { FileContent, FileError, Item } from "./item.ts";
import { nameFromText } from "./moodle-tidying.ts";
import { withoutEnds } from "./php-text.ts";

const MOST_QUESTIONS = 20_000;
const MOST_CHOICES = 100;

/** A question that is being read: the text of each choice in its order. */
interface Open { line: number; text: string; choices: string[] }

/**
 * Reads a file of Aiken questions as Moodle does (docs.moodle.org, Aiken format): a line with the question, a line for each choice ("A) ..." or "A. ..."), then
 * "ANSWER: A". Nothing in it is markup. What is not whole is an error with its line, and the rest of the file goes on.
 * @throws DecodingError when the bytes are no text
 */
export function readAiken(bytes: Uint8Array): FileContent {
  const [items, errors]: [Item[], FileError[]] = [[], []];
  let open: Open | undefined;
  const refuse = (line: number, key: string) => void errors.push({ line, reason: say(`aiken.${key}`), ...(open ? { name: nameFromText(open.text) } : {}) });
  for (const [index, raw] of decodeText(bytes).split(/\r\n|\n|\r/).entries()) {
    const [line, text] = [index + 1, withoutEnds(raw)];
    if (items.length + errors.length > MOST_QUESTIONS || (open?.choices.length ?? 0) > MOST_CHOICES) return { items: [], errors: [{ line, reason: say("aiken.too-many", { most: MOST_QUESTIONS, choices: MOST_CHOICES }) }] };
    const answer = /^ANSWER:\s*((?:[A-Z]\b\s*[,;&/]?\s*)+|.?)/.exec(text);
    if (Buffer.byteLength(text) < 2) continue;
    if (/^[A-Z][).]/.test(text)) {
      if (open) open.choices.push(withoutEnds(text.slice(2)));
      else if (errors.at(-1)?.line !== line - 1 || errors.at(-1)?.reason.key !== "aiken.no-question") refuse(line, "no-question");
    } else if (answer) {
      const item = open && closed(open, answer[1]!);
      if (item && typeof item !== "string") items.push(item);
      else refuse(open?.line ?? line, item ?? "no-question");
      open = undefined;
    } else {
      if (open) refuse(open.line, "no-answer");
      open = { line, text, choices: [] };
    }
  }
  if (open) refuse(open.line, "no-answer");
  return { items, errors };
}

/** The question as a whole, or what is wrong with it. */
function closed({ line, text, choices }: Open, letters: string): Item | string {
  const letter = letters.trim();
  if (letter.length > 1) return "several";
  const right = letter.charCodeAt(0) - "A".charCodeAt(0);
  if (choices.length < 2) return "few-choices";
  if (!choices[right]) return "no-such-choice";
  const answers = choices.map((choice, place) => ({ text: withoutMarkup(choice), format: "html" as const, fraction: place === right ? 1 : 0, feedback: "" })).filter((answer) => answer.text !== "");
  return {
    type: "multichoice", line, name: nameFromText(text), text: withoutMarkup(text), format: "html", generalFeedback: "", defaultMark: 1, penalty: 0.3333333, category: "", tags: [], idNumber: "", hints: [], files: [],
    dropped: [], single: true, shuffle: true, answers, correctFeedback: "", partlyFeedback: "", incorrectFeedback: "",
  };
}

function withoutMarkup(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]!);
}
