import type { Question } from "../../src/engine/questions/question.ts";
import type { Person, ResponseRow } from "../../src/storage/tables.ts";
import { rightPicks } from "./every-kind.ts";
import { makePerson, makeQuiz, type MadeQuiz } from "./make.ts";
import type { Agent, World } from "./world.ts";
import { attemptIn } from "./attempt-in.ts";

/** A learner with a browser and one attempt, driven by the addresses that a person clicks through. */
export interface Sitting {
  attempt: string;
  answer: (position: number, chosen: string | readonly string[], agent?: Agent, confidence?: string) => ReturnType<Agent["post"]>;
  right: (position: number) => string[];
  wrong: (position: number) => string[];
  finish: () => Promise<void>;
  responses: () => Promise<ResponseRow[]>;
}

export async function learnerAt(world: World, given: Parameters<typeof makeQuiz>[1] = {}, someone: Parameters<typeof makePerson>[1] = {}): Promise<MadeQuiz & { person: Person; agent: Agent }> {
  const person = await makePerson(world.db, someone);
  return { person, agent: await world.signedInAs(person), ...(await makeQuiz(world.db, given)) };
}

export async function sit(world: World, agent: Agent, slug: string): Promise<Sitting> {
  const { headers } = await agent.post(`/quizzes/${slug}/attempts`).expect(303);
  const attempt = attemptIn(headers["location"]);
  const paper = await paperOf(world, attempt);
  const answer: Sitting["answer"] = (position, chosen, by = agent, confidence = undefined) => by.post(`${attempt}/questions/${position}/response`).type("form").send({ chosen, confidence });
  const picksAt = (position: number) => { const { question, layout } = paper[position - 1]!; return rightPicks(question, layout); };
  return {
    attempt, answer,
    right: picksAt,
    wrong: (position) => [picksAt(position)[0] === "1" ? "2" : "1"],
    finish: async () => { for (const [index] of paper.entries()) await answer(index + 1, picksAt(index + 1)).expect(303); },
    responses: () => world.db("responses").join("attempts", "attempts.id", "responses.attempt_id").where("attempts.public_id", idOf(attempt)).select("responses.*"),
  };
}

async function paperOf(world: World, attempt: string): Promise<{ question: Question; layout: string[] }[]> {
  const rows = await world.db("paper_items").join("attempts", "attempts.id", "paper_items.attempt_id").join("question_versions", "question_versions.id", "paper_items.question_version_id")
    .where("attempts.public_id", idOf(attempt)).orderBy("paper_items.position").select<{ body: string; layout: string }[]>("question_versions.body", "paper_items.layout");
  return rows.map((row) => ({ question: JSON.parse(row.body) as Question, layout: JSON.parse(row.layout) as string[] }));
}

function idOf(attempt: string): string {
  return attempt.split("/").at(-1)!;
}
