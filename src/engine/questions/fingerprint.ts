import { createHash } from "node:crypto";
import { messageInWords } from "./message.ts";
import { isChoice, type ChoiceQuestion, type Question } from "./question.ts";

/**
 * What twins share: the same stem and the same key, whatever else they say. Case, spaces, markup, kinds of quotation marks and what stands at the end do not count;
 * other signs do, because "C" and "C++" are not the same.
 */
export function fingerprintOf(question: Question): string {
  return createHash("sha256").update(JSON.stringify([bare(question.stem), ...keyOf(question)])).digest("base64url").slice(0, 27);
}

function keyOf(question: Question): string[] {
  if (question.kind === "spot") return [bare(messageInWords(question.message, question.options)), ...keysOf(question)];
  if (isChoice(question)) return keysOf(question);
  switch (question.kind) {
    case "matching": return question.pairs.map(({ premise, response }) => `${bare(premise)} = ${bare(response)}`).sort();
    case "ordering": return question.sequence.map(({ text }) => bare(text));
    case "numeric": return [String(question.answer.value)];
    case "short": return question.answer.accept.map(bare).sort();
  }
}

function keysOf({ options }: ChoiceQuestion): string[] {
  return options.filter(({ correct }) => correct).map(({ text }) => bare(text)).sort();
}

function bare(text: string): string {
  const plain = text.replace(/<\/?[a-z][^<>]*>/gi, " ").replaceAll("&nbsp;", " ").normalize("NFKC").toLowerCase();
  return plain.replace(/[“”„«»‟"]/g, '"').replace(/[‘’‚‹›`´]/g, "'").replace(/\s+/g, " ").trim().replace(/(?<![\s.?!:;…])[\s.?!:;…]+$/, "") || text.trim();
}
