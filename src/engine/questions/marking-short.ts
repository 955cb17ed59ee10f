import { say, type Message } from "../../lib/messages.ts";
import { isOneSlipApart } from "../../lib/slips.ts";
import { fold } from "../../lib/text.ts";
import type { ShortQuestion } from "./question.ts";

/** In characters; no name is longer. */
export const LONGEST_ANSWER = 200;

/** The answers of other systems may be whole sentences. */
const LONGEST_TEXT = 1000;

/** A slip is forgiven from so many letters on: shorter names are too near to one another. */
const LONG_NAME = 6;

/** Letters that stay letters of their own when accents are taken away. */
const PLAIN: Readonly<Record<string, string>> = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe" };

/**
 * 1 when a typed name is right, else 0. Case, spaces, punctuation, accents and a leading article never count.
 * An accepted name is right, in whatever language of the question, and so is one slip of the pen (`isOneSlipApart`) in an accepted name of six letters or more, for nobody should fail over a typing error.
 * Two things take that back, for a slip must not turn one known thing into another: the digits must be those of the name (APT28 is not APT29), and
 * a slip that is a rejected name, or as near to one, is wrong.
 */
export function markName({ answer, translations = {} }: ShortQuestion, typed: string): number {
  const { reject } = answer;
  const accept = [...answer.accept, ...Object.values(translations).flatMap((translation) => translation.answer?.accept ?? [])];
  if (accept.some((name) => isSameName(name, typed))) return 1;
  if (reject.some((name) => isSameName(name, typed) || isNear(name, typed))) return 0;
  return accept.some((name) => lettersOf(name) >= LONG_NAME && isNear(name, typed)) ? 1 : 0;
}

/** What is wrong with a typed name, for the learner. */
export function complaintAboutName(typed: string): Message | undefined {
  if (typed.length > LONGEST_ANSWER) return say("fields.too-long", { maximum: LONGEST_ANSWER });
  return spellingsOf(typed)[0] === "" ? say("marking.no-name") : undefined;
}

/** What is wrong with a text that is compared sign by sign. */
export function complaintAboutText(typed: string): Message | undefined {
  if (typed.length > LONGEST_TEXT) return say("fields.too-long", { maximum: LONGEST_TEXT });
  return /[^ \t\n\r\0\v]/.test(typed) ? undefined : say("marking.no-name");
}

/** Whether two names differ only in what never counts. A name of nothing but signs is no name. */
export function isSameName(one: string, other: string): boolean {
  const spellings = spellingsOf(other);
  return spellingsOf(one).some((spelling) => spelling !== "" && spellings.includes(spelling));
}

/** The name without spaces, with its article and without. */
function spellingsOf(name: string): string[] {
  const plain = fold(name.toUpperCase()).replace(/[øłđðþæœ]/g, (letter) => PLAIN[letter]!);
  return [plain, plain.replace(/^(?:the|an?) /, "")].map((spelling) => spelling.replaceAll(" ", ""));
}

function isNear(name: string, typed: string): boolean {
  const spellings = spellingsOf(typed);
  return spellingsOf(name).some((spelling) => spellings.some((other) => digitsOf(spelling) === digitsOf(other) && isOneSlipApart(spelling, other)));
}

function digitsOf(spelling: string): string {
  return spelling.replace(/\P{N}/gu, "");
}

function lettersOf(name: string): number {
  return spellingsOf(name).at(-1)!.replace(/\P{L}/gu, "").length;
}
