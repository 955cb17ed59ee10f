import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isChoice, isTyped, KINDS, type Question } from "../../src/engine/questions/question.ts";
import { EVERY_KIND, keepQuestion } from "../support/every-kind.ts";
import { shippedQuestions } from "../support/knowledge.ts";
import { makeFact, makeQuestionAbout } from "../support/facts-asked.ts";
import { makePerson, makeQuiz, type MadeQuestion } from "../support/make.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

async function quizOf(questions: readonly Question[]): ReturnType<typeof learnerAt> {
  const kept: MadeQuestion[] = [];
  for (const question of questions) kept.push(await keepQuestion(world.db, question));
  return learnerAt(world, { questions: kept });
}

/** Every body that the server gives out while this question is open. */
async function everyBody(agent: Agent, slug: string, attempt: string, position: number): Promise<string> {
  const paths = ["/", "/review", "/incidents", "/quizzes", `/quizzes/${slug}`, "/progress", attempt, `${attempt}/result`, `${attempt}/questions/1`, `${attempt}/questions/${position}`, `${attempt}/questions/${position + 1}`];
  const bodies = [await agent.post(`${attempt}/questions/${position}/response`).type("form").send({ chosen: [] })];
  for (const path of paths) bodies.push(await agent.get(path));
  return bodies.map((response) => `${JSON.stringify(response.headers)}\n${response.text}`).join("\n");
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&#34;").replaceAll("'", "&#39;");

/** What only the answer may bring out. */
function secretsOf(question: Question): string[] {
  const lines = question.kind === "matching" ? question.pairs : question.kind === "ordering" ? question.sequence : isTyped(question) ? [] : question.options;
  const evidence = question.evidence.flatMap(({ quote, source }) => [quote, source.title, source.url]);
  return [question.explanation, question.id, ...question.facts, ...question.enemies, ...evidence, ...lines.map((line) => line.feedback), ...answersTo(question)].map(escaped);
}

function answersTo(question: Question): string[] {
  if (question.kind === "numeric") return [question.answer.value, question.answer.tolerance].flatMap((figure) => [String(figure), figure.toLocaleString("en-GB")]);
  return question.kind === "short" ? [...question.answer.accept, ...question.answer.reject] : [];
}

describe("while a question is open", () => {
  test("nothing that gives it away leaves the server, for every kind", async () => {
    const kinds = EVERY_KIND;
    const { agent, quiz } = await quizOf(kinds);
    const { attempt, answer, right } = await sit(world, agent, quiz.slug);
    for (const [index, { kind, stem }] of kinds.entries()) {
      const text = await everyBody(agent, quiz.slug, attempt, index + 1);
      expect(text).toContain(stem);
      for (const later of kinds.slice(index)) for (const secret of [`sealed-${later.kind}`, ...answersTo(later)]) expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
      if (index === 0) expect(text).not.toMatch(/correct|sealed/i);
      await answer(index + 1, right(index + 1)).expect(303);
      expect((await agent.get(`${attempt}/questions/${index + 1}`)).text).toContain(`sealed-${kind} quotation`);
    }
  });

  test("a question that comes back for review keeps its secrets as well", async () => {
    const person = await makePerson(world.db);
    const before = world.now();
    const question = await makeQuestionAbout(world.db, [await makeFact(world.db)]);
    await (await sit(world, await world.signedInAs(person), (await makeQuiz(world.db, { questions: [question] })).quiz.slug)).finish();
    world.travelTo("2026-03-05T09:00:00Z");
    const agent = await world.signedInAs(person);
    const address = (await agent.post("/review").expect(303)).headers["location"]!;
    const paths = ["/", "/review", address, `${address}/response`, "/progress"];
    const bodies = [await agent.post(`${address}/response`).type("form").send({ chosen: [] }).expect(422), ...(await Promise.all(paths.map((path) => agent.get(path).redirects(1))))];
    expect(bodies.some(({ text }) => text.includes(question.body.stem))).toBe(true);
    for (const { text } of bodies) for (const secret of [question.body.explanation, ...question.body.options.map(({ feedback }) => feedback)]) expect(text).not.toContain(secret);
    world.travelTo(before);
  });

  test("the questions that ship keep their secrets too", async () => {
    const made = shippedQuestions();
    const chosen = KINDS.flatMap((kind) => made.find((question) => question.kind === kind) ?? []);
    expect(chosen.map((question) => question.kind)).toEqual(expect.arrayContaining(["single", "multiple", "true_false", "matching", "ordering"]));
    const { agent, quiz } = await quizOf(chosen);
    const { attempt, answer, right } = await sit(world, agent, quiz.slug);
    let told = "";
    for (const [index, question] of chosen.entries()) {
      const text = await everyBody(agent, quiz.slug, attempt, index + 1);
      const secrets = chosen.slice(index).flatMap(secretsOf).filter((secret) => secret.length > 20 && !told.includes(secret));
      for (const secret of secrets) expect(text, question.kind).not.toContain(secret);
      await answer(index + 1, right(index + 1)).expect(303);
      told += (await agent.get(`${attempt}/questions/${index + 1}`)).text;
      expect(told).toContain(escaped(question.evidence[0]!.quote));
    }
  });

  test.each(KINDS)("the page of a %s question is the same whatever the right answer is", async (kind) => {
    const question = EVERY_KIND.find((each) => each.kind === kind)!;
    const pages = [await pageOf(question), await pageOf(turned(question))];
    expect(pages[0]).toBe(pages[1]);
  });
});

/** The page of an open question, with the ids of this attempt taken out and what is offered in one order. */
async function pageOf(question: Question): Promise<string> {
  const { agent, quiz, questions, person } = await quizOf([question]);
  const { attempt } = await sit(world, agent, quiz.slug);
  const items = question.kind === "ordering" ? question.sequence : isChoice(question) ? question.options : [];
  const layout = question.kind === "matching" ? ["Iran", "North Korea", "Russia"] : [...items].sort((a, b) => a.text.localeCompare(b.text)).map((item) => item.id);
  await world.db("paper_items").where({ question_version_id: questions[0]!.version.id }).update({ layout: JSON.stringify(layout) });
  const { text } = await agent.get(`${attempt}/questions/1`).expect(200);
  const own = [attempt.split("/").at(-1)!, questions[0]!.row.public_id, quiz.slug, quiz.title, person.name];
  return own.reduce((page, id) => page.replaceAll(id, "…"), text);
}

/** The same question with another right answer. */
function turned(question: Question): Question {
  const other = { explanation: "Something else.", evidence: [], facts: [], enemies: [], id: "other" };
  if (question.kind === "matching") return { ...question, ...other, pairs: question.pairs.map((pair, line) => ({ ...pair, response: question.pairs[1 - line]!.response })) };
  if (question.kind === "ordering") return { ...question, ...other, sequence: [...question.sequence].reverse().map((item, place) => ({ ...item, id: `sealed-${place + 1}` })) };
  if (question.kind === "numeric") return { ...question, ...other, answer: { ...question.answer, value: 12, tolerance: 0 } };
  if (question.kind === "short") return { ...question, ...other, answer: { accept: ["Somebody else"], reject: [] } };
  return { ...question, ...other, options: question.options.map((option) => ({ ...option, correct: !option.correct, feedback: "Another reason." })) };
}
