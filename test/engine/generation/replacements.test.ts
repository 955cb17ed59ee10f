import { describe, expect, test } from "vitest";
import { obstacleToReplacing, replacementsOf } from "../../../src/engine/generation/replacements.ts";
import { lint } from "../../../src/engine/questions/linting/lint.ts";
import { isBlocking } from "../../../src/engine/questions/linting/finding.ts";
import { isChoice, type ChoiceQuestion } from "../../../src/engine/questions/question.ts";
import { shipped, shippedQuestions } from "../../support/knowledge.ts";

const { knowledge } = shipped();
const questions = shippedQuestions().filter((question): question is ChoiceQuestion => isChoice(question) && obstacleToReplacing(knowledge, question) === undefined).filter((_, place) => place % 9 === 0);
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
      const place = other.place ?? question.options.indexOf(wrong);
      expect(lint({ ...question, options: question.options.filter((option) => option !== wrong).toSpliced(place, 0, { ...wrong, text: other.text, feedback: other.feedback }) }).filter(isBlocking)).toEqual([]);
    }
  });

  test("is the same each time, and nothing where the facts are not known", () => {
    const [{ question, wrong }] = offered as [(typeof offered)[number]];
    expect(replacementsOf(knowledge, question, [wrong.id])).toEqual(replacementsOf(knowledge, question, [wrong.id]));
    expect(obstacleToReplacing(knowledge, { ...question, facts: ["unknown"] })).toBe("facts");
    expect(obstacleToReplacing(knowledge, { ...question, facts: [] })).toBe("by-hand");
    expect(replacementsOf(knowledge, { ...question, facts: [] }, [wrong.id]).size).toBe(0);
  });

  test("is a date or a figure in its order, apart from every other, where that is asked", () => {
    const figures = shippedQuestions().filter((question): question is ChoiceQuestion => isChoice(question) && question.sorted === true).filter((_, place) => place % 4 === 0);
    const found = figures.flatMap((question) => [...replacementsOf(knowledge, question, question.options.filter(({ correct }) => !correct).map(({ id }) => id))].flatMap(([id, others]) => others.map((other) => ({ question, id, other }))));
    expect(new Set(found.map(({ question }) => question)).size).toBeGreaterThan(0.9 * figures.length);
    for (const { question, id, other } of found) {
      const texts = question.options.filter((option) => option.id !== id).map(({ text }) => text).toSpliced(other.place!, 0, other.text);
      expect(other).toMatchObject({ proof: "P5", feedback: expect.stringMatching(/^That is too (early|late|low|high)\. .+ gave .+\.$/) as string });
      expect(new Set(texts).size).toBe(question.options.length);
      const key = texts.indexOf(question.options.find(({ correct }) => correct)!.text);
      expect(/too (early|low)/.test(other.feedback)).toBe(other.place! < key || other.place === key);
    }
    const [question] = figures as [ChoiceQuestion];
    expect(obstacleToReplacing(knowledge, { ...question, options: question.options.map((option, place) => (place === 0 ? { ...option, text: "A while ago" } : option)) })).toBe("figures");
  });
});
