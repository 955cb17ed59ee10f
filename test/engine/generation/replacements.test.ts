import { describe, expect, test } from "vitest";
import { generate } from "../../../src/engine/generation/generate.ts";
import { isReplaceable, replacementsOf } from "../../../src/engine/generation/replacements.ts";
import { lint } from "../../../src/engine/questions/linting/lint.ts";
import { isBlocking } from "../../../src/engine/questions/linting/finding.ts";
import { isChoice, type ChoiceQuestion } from "../../../src/engine/questions/question.ts";
import { shipped } from "../../support/knowledge.ts";

const { knowledge } = shipped();
const questions = generate(knowledge).filter((question): question is ChoiceQuestion => isChoice(question) && isReplaceable(knowledge, question)).filter((_, place) => place % 9 === 0);
const offered = questions.flatMap((question) => {
  const [wrong] = question.options.filter(({ correct }) => !correct);
  return (replacementsOf(knowledge, question, [wrong!.id]).get(wrong!.id) ?? []).map((other) => ({ question, wrong: wrong!, other }));
});

describe("what is proposed in the place of a wrong option", () => {
  test("is there for most questions, proven, new, and passes the linter", () => {
    expect(new Set(offered.map(({ question }) => question)).size).toBeGreaterThan(questions.length / 2);
    for (const { question, wrong, other } of offered) {
      expect(question.options.map(({ text }) => text)).not.toContain(other.text);
      expect(other.proof).toMatch(/^P[1-5]$/);
      expect(lint({ ...question, options: question.options.map((option) => (option === wrong ? { ...option, text: other.text, feedback: other.feedback } : option)) }).filter(isBlocking)).toEqual([]);
    }
  });

  test("is the same each time, and nothing where the facts are not known", () => {
    const [{ question, wrong }] = offered as [(typeof offered)[number]];
    expect(replacementsOf(knowledge, question, [wrong.id])).toEqual(replacementsOf(knowledge, question, [wrong.id]));
    expect(isReplaceable(knowledge, { ...question, facts: ["unknown"] })).toBe(false);
    expect(isReplaceable(knowledge, { ...question, facts: [] })).toBe(false);
    expect(replacementsOf(knowledge, { ...question, facts: [] }, [wrong.id]).size).toBe(0);
  });
});
