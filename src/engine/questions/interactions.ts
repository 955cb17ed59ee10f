import { truthCalled } from "./formats/sheet-words.ts";
import type { Chosen } from "./marking.ts";
import { figuresIn, readInUnits } from "./marking-numeric.ts";
import { readMoodleNumber } from "./moodle-numbers.ts";
import { takesSeveral, type ChoiceQuestion, type MatchingQuestion, type NumericQuestion, type OrderingQuestion, type Question, type ShortQuestion } from "./question.ts";
import { plainTextOf } from "./rich-text.ts";
import type { Format } from "./texts.ts";

type Component = { id: string; description: Record<string, string> };
/** A question as learning systems describe it. `components` are what can be chosen, without the key. */
export interface Interaction {
  interactionType: "choice" | "true-false" | "matching" | "sequencing" | "numeric" | "fill-in";
  components: { choices?: Component[]; source?: Component[]; target?: Component[] };
  /** What was answered; undefined where it cannot be said in this way, such as a number that nobody can read. */
  response: string | undefined;
  /** The key: each of these is right; there is none where it cannot be written down. It must not leave before its learner may be told. */
  patterns: string[];
}

const AND = "[,]";
const WITH = "[.]";
const TO = "[:]";

/**
 * The question and an answer to it as an interaction of xAPI 1.0.3 (Data, 2.4.4.1, "Interaction Activities"; Appendix C), which follows SCORM's cmi.interactions. Question and answer are in `language`.
 */
export function interactionOf(question: Question, chosen: Chosen, language: string): Interaction {
  switch (question.kind) {
    case "matching": return matching(question, chosen, language);
    case "ordering": return sequencing(question, chosen, language);
    case "numeric": return numeric(question, chosen);
    case "short": return fillIn(question, chosen);
    default: return trueFalse(question, chosen) ?? choice(question, chosen, language);
  }
}

function choice({ kind, options, format }: ChoiceQuestion, chosen: Chosen, language: string): Interaction {
  const idOf = idsOf(options.map(({ id }) => id), "option");
  const right = options.filter(({ correct }) => correct).map(({ id }) => idOf(id));
  return {
    interactionType: "choice", components: { choices: options.map((option) => component(idOf(option.id), option.text, language, option.format ?? format)) },
    response: chosen.map(idOf).join(AND), patterns: takesSeveral({ kind }) && right.length > 0 ? [right.join(AND)] : right,
  };
}

/** Undefined where the two are not called true and false, or a corrected key lets both count. */
function trueFalse({ kind, options }: ChoiceQuestion, chosen: Chosen): Interaction | undefined {
  const truths = new Map(options.map(({ id, text }) => [id, truthCalled(text)]));
  const right = options.filter(({ correct }) => correct);
  if (kind !== "true_false" || right.length !== 1 || [...truths.values()].sort().join() !== "false,true") return undefined;
  return { interactionType: "true-false", components: {}, response: String(truths.get(chosen[0]!)), patterns: [String(truths.get(right[0]!.id))] };
}

function matching({ pairs, responses, format }: MatchingQuestion, chosen: Chosen, language: string): Interaction {
  const idOf = idsOf(pairs.map(({ id }) => id), "line");
  const targetOf = (response: string) => `match-${responses.indexOf(response) + 1}`;
  const matched = (given: Chosen) => pairs.map(({ id }, place) => `${idOf(id)}${WITH}${targetOf(given[place]!)}`).join(AND);
  return {
    interactionType: "matching", response: matched(chosen), patterns: [matched(pairs.map(({ response }) => response))],
    components: { source: pairs.map((pair) => component(idOf(pair.id), pair.premise, language, pair.format ?? format)), target: responses.map((response) => component(targetOf(response), response, language)) },
  };
}

function sequencing({ sequence, format }: OrderingQuestion, chosen: Chosen, language: string): Interaction {
  const idOf = idsOf(sequence.map(({ id }) => id), "step");
  const shown = [...sequence].sort((a, b) => a.text.localeCompare(b.text, "en"));
  return {
    interactionType: "sequencing", components: { choices: shown.map(({ id, text }) => component(idOf(id), text, language, format)) },
    response: chosen.map(idOf).join(AND), patterns: [sequence.map(({ id }) => idOf(id)).join(AND)],
  };
}

function numeric({ answer, graded }: NumericQuestion, [typed = "", language]: Chosen): Interaction {
  const given = graded ? readMoodleNumber(typed)?.values[0] : readInUnits(typed, answer, figuresIn(language));
  const [least, most] = [plain(answer.value - answer.tolerance), plain(answer.value + answer.tolerance)];
  return { interactionType: "numeric", components: {}, response: plain(given), patterns: least !== undefined && most !== undefined ? [`${least}${TO}${most}`] : [] };
}

/** Figures alone, without what adding up fractions leaves behind; nothing where that would take an exponent. */
function plain(value: number | undefined): string | undefined {
  const figures = value === undefined ? "" : String(Number(value.toPrecision(15)));
  return /^-?\d+(?:\.\d+)?$/.test(figures) ? figures : undefined;
}

function fillIn({ answer, graded }: ShortQuestion, [typed = ""]: Chosen): Interaction {
  return { interactionType: "fill-in", components: {}, response: undivided(typed), patterns: answer.accept.map((name) => `{case_matters=${graded?.caseSensitive ?? false}}${undivided(name)}`) };
}

/** What would be read as the end of one answer and the beginning of another. */
function undivided(text: string): string {
  return text.replaceAll(AND, ", ");
}

function component(id: string, text: string, language: string, format?: Format): Component {
  return { id, description: { [language]: plainTextOf(text, format) || id } };
}

/** Ids that stand between delimiters: those of the question where they can, else numbers. */
function idsOf(ids: readonly string[], word: string): (id: string) => string {
  const areGood = ids.every((id) => /^[\w.-]+$/.test(id));
  return (id) => (areGood ? id : `${word}-${ids.indexOf(id) + 1}`);
}
