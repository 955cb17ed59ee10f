import { fits, type Key } from "./keys.ts";
import { takesSeveral, type ChoiceQuestion, type MatchingQuestion, type NumericQuestion, type OrderingQuestion, type Question, type ShortQuestion } from "./question.ts";

/**
 * The question with another key and all else as it was: texts, ids and layout stay, so answers that were given can be marked anew. Feedback that said why something was right or wrong and
 * would say it of the contrary now is left out, and so is the proof of an option that is right now. Where answers say what they are worth (Moodle's rule), what is right is worth all,
 * what is right no more nothing, and the rest what it was.
 * @throws RangeError where the key does not fit (see `fits`)
 */
export function rekeyed(question: Question, key: Key): Question {
  if (!fits(key, question)) throw new RangeError("The key does not fit the question.");
  if ("right" in key) return withRight(question as ChoiceQuestion, new Set(key.right));
  if ("pairs" in key) return withPairs(question as MatchingQuestion, key.pairs);
  if ("sequence" in key) return withSequence(question as OrderingQuestion, key.sequence);
  return "value" in key ? withNumber(question as NumericQuestion, key) : withNames(question as ShortQuestion, key.accept);
}

function withRight(question: ChoiceQuestion, right: ReadonlySet<string>): ChoiceQuestion {
  const share = takesSeveral(question) ? 1 / right.size : 1;
  const options = question.options.map((option) => {
    const { fraction, ...rest } = option;
    const correct = right.has(option.id);
    const worth = fraction === undefined ? {} : { fraction: correct ? share : option.correct || fraction >= 1 ? 0 : fraction };
    return correct === option.correct ? { ...rest, ...worth } : { ...unproven(rest), correct, feedback: "", ...worth };
  });
  return { ...question, options, ...mute(question, "options", options.filter((option, place) => option.correct !== question.options[place]!.correct)) };
}

function unproven({ proof: _, ...option }: Omit<ChoiceQuestion["options"][number], "fraction">): Omit<ChoiceQuestion["options"][number], "fraction" | "proof"> {
  return option;
}

function withPairs(question: MatchingQuestion, responses: Readonly<Record<string, string>>): MatchingQuestion {
  const changed = question.pairs.filter((pair) => responses[pair.id] !== pair.response);
  const pairs = question.pairs.map((pair) => (changed.includes(pair) ? { ...pair, response: responses[pair.id]!, feedback: "" } : pair));
  return { ...question, pairs, ...mute(question, "pairs", changed) };
}

function withSequence(question: OrderingQuestion, ids: readonly string[]): OrderingQuestion {
  const changed = question.sequence.filter((item, place) => ids[place] !== item.id);
  const sequence = ids.map((id) => question.sequence.find((item) => item.id === id)!).map((item) => (changed.includes(item) ? { ...item, feedback: "" } : item));
  return { ...question, sequence, ...mute(question, "sequence", changed) };
}

function withNumber(question: NumericQuestion, { value, tolerance }: { value: number; tolerance: number }): NumericQuestion {
  const { graded, answer } = question;
  const kept = graded?.answers.filter(({ fraction }) => fraction < 1) ?? [];
  return { ...question, answer: { ...answer, value, tolerance }, ...(graded && { graded: { ...graded, answers: [{ value: String(value), tolerance, fraction: 1, feedback: "" }, ...kept] } }) };
}

function withNames(question: ShortQuestion, accept: readonly string[]): ShortQuestion {
  const { graded, answer } = question;
  const kept = graded?.answers.filter(({ fraction }) => fraction < 1) ?? [];
  const right = accept.map((name) => ({ pattern: name.replaceAll("*", String.raw`\*`), fraction: 1, feedback: "" }));
  return {
    ...question, ...withoutNames(question), answer: { accept: [...accept], reject: answer.reject.filter((name) => !accept.includes(name)) },
    ...(graded && { graded: { ...graded, answers: [...right, ...kept] } }),
  };
}

/** Names in other languages stood for the old key: those that are still right are among the new ones. */
function withoutNames({ translations }: ShortQuestion): Pick<ShortQuestion, "translations"> {
  if (!translations) return {};
  return { translations: Object.fromEntries(Object.entries(translations).map(([language, { answer: _, ...rest }]) => [language, rest])) };
}

/** The translations without what they said of the lines that changed. */
function mute(question: Question, part: "options" | "pairs" | "sequence", changed: readonly { id: string }[]): Pick<Question, "translations"> {
  if (!question.translations || changed.length === 0) return {};
  const ids = new Set(changed.map(({ id }) => id));
  return { translations: Object.fromEntries(Object.entries(question.translations).map(([language, texts]) => [language, {
    ...texts, [part]: Object.fromEntries(Object.entries(texts[part] ?? {}).map(([id, line]) => [id, ids.has(id) ? { ...line, feedback: undefined } : line])),
  }])) };
}
