import { say, type Message } from "../../../lib/messages.ts";
import { picturesWithoutWords } from "../alternatives.ts";
import type { Question } from "../question.ts";
import { finding, type Finding } from "./finding.ts";
import type { Check } from "./stem-checks.ts";

/** Rule 25. A question from another system is used as it came; whoever writes here explains. */
export const missingExplanation: Check = ({ question }) => {
  const severity = question.carried ? "warning" : "blocking";
  const { where, noun, lines } = explainedLines(question);
  const silent = lines.filter(({ feedback }) => feedback === "").length;
  return [
    ...(question.explanation === "" ? [finding("missing-explanation", "explanation", say("linting.explanation.none"), { severity })] : []),
    ...(silent > 0 ? [finding("missing-explanation", where, silentWords(silent, lines.length, noun), { severity, mend: say(`linting.explanation.mend.${noun}`) })] : []),
  ] satisfies Finding[];
};

/** Rule 26. */
export const pictureWithoutWords: Check = ({ question }) => picturesWithoutWords(question).map(({ where, count }) => finding("picture-without-words", where, say("linting.pictures.bare", { count })));

function silentWords(silent: number, all: number, noun: string): Message {
  if (silent === all) return say(`linting.explanation.all.${noun}`);
  return say(`linting.explanation.some.${noun}`, { count: silent, of: all });
}

function explainedLines(question: Question): { where: string; noun: string; lines: readonly { feedback: string }[] } {
  if ("options" in question) return { where: "options", noun: "option", lines: question.options };
  if (question.kind === "matching") return { where: "pairs", noun: "pair", lines: question.pairs };
  return { where: "sequence", noun: "line", lines: question.kind === "ordering" ? question.sequence : [] };
}
