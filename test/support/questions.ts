import { questionSchema, type ChoiceQuestion, type Question, type SpotQuestion } from "../../src/engine/questions/question.ts";

const COMMON = { schema: 1, id: "q", level: "recall", difficulty: "easy", topic: "attribution", explanation: "Because.", facts: [], evidence: [], enemies: [] } as const;

/** A single-choice question out of texts; the right ones begin with an asterisk. Options go by the letters a, b, c. */
export function choice(stem: string, texts: readonly string[], given: Partial<Exclude<ChoiceQuestion, SpotQuestion>> = {}): Exclude<ChoiceQuestion, SpotQuestion> {
  const options = texts.map((text, place) => ({ id: String.fromCharCode(97 + place), text: text.replace(/^\*/, ""), correct: text.startsWith("*"), feedback: "Why." }));
  return { ...COMMON, facts: [], evidence: [], enemies: [], kind: "single", stem, options, ...given };
}

/** A question of another kind; what every kind has is filled in. */
export function question(given: { kind: Question["kind"]; stem: string } & Record<string, unknown>): Question {
  return questionSchema.parse({ ...COMMON, ...given });
}
