import { EVERY_KIND, keepQuestion } from "./every-kind.ts";
import { makePerson, makeQuiz } from "./make.ts";
import { assign } from "./organisation.ts";
import { sit, type Sitting } from "./sitting.ts";
import type { Agent, World } from "./world.ts";
import type { Person, Quiz } from "../../src/storage/tables.ts";

export interface Sights { person: Person; quiz: Quiz; open: Sitting[]; finished: Sitting }

/** Every page that a learner meets, under the name that a complaint gives it. A new page joins with one line. */
export function learnerPages({ quiz, open, finished }: Sights): Record<string, string> {
  return {
    home: "/",
    quizzes: "/quizzes",
    quiz: `/quizzes/${quiz.slug}`,
    ...Object.fromEntries(open.map(({ attempt }, index) => [`question: ${EVERY_KIND[index]!.kind}`, `${attempt}/questions/1`])),
    ...Object.fromEntries(EVERY_KIND.map(({ kind }, index) => [`feedback: ${kind}`, `${finished.attempt}/questions/${index + 1}`])),
    result: `${finished.attempt}/result`,
    progress: "/progress",
    policies: "/policies",
    security: "/account/security",
    "no such page": "/nowhere",
  };
}

/** Somebody with quizzes that are due, one attempt open for each kind of question, and one finished with wrong and right answers. */
export async function makeSights(world: World): Promise<Sights> {
  const person = await makePerson(world.db, { name: "Wilhelmina Featherstonehaugh-Cholmondeley" });
  const agent = await world.signedInAs(person);
  const quiz = await makeLongQuiz(world);
  const open: Sitting[] = [];
  for (const kind of EVERY_KIND) open.push(await sit(world, agent, (await makeQuiz(world.db, { questions: [await keepQuestion(world.db, { ...kind, id: `open-${kind.id}` })] })).quiz.slug));
  return { person, quiz, open, finished: await finishOne(world, agent, quiz) };
}

async function makeLongQuiz(world: World): Promise<Quiz> {
  const questions = await Promise.all(EVERY_KIND.map((kind) => keepQuestion(world.db, kind)));
  const { quiz } = await makeQuiz(world.db, { questions, title: "A quiz about Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetze", summary: `See https://signin.bank.example.${"a-very-long-name.".repeat(6)}example. ${"It goes on. ".repeat(20)}` });
  await assign(world, quiz, null);
  return quiz;
}

async function finishOne(world: World, agent: Agent, quiz: Quiz): Promise<Sitting> {
  const finished = await sit(world, agent, quiz.slug);
  for (const [index, { kind }] of EVERY_KIND.entries()) await finished.answer(index + 1, kind === "single" ? finished.wrong(index + 1) : finished.right(index + 1));
  return finished;
}
