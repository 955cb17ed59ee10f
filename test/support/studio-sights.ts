import { makeArticleSights } from "./article-sights.ts";
import type { Person } from "../../src/storage/tables.ts";
import { DOUBT, makeFact, makeQuestionOn } from "./facts.ts";
import { makePerson, makeQuestion, makeQuiz } from "./make.ts";
import { EVERY_KIND, keepQuestion } from "./every-kind.ts";
import { DECISION, loadPiggybacking, makeDraft, QUIZ, TYPED } from "./studio.ts";
import type { Agent, World } from "./world.ts";

/** A trainer and the pages that they read; `refused` are forms that come back with complaints. */
export interface StudioSights { person: Person; agent: Agent; places: string[]; refused: { path: string; sent: Record<string, string> }[] }

/** A studio in which everything has happened that its pages can tell of. */
export async function makeStudioSights(world: World, language: string): Promise<StudioSights> {
  const person = await makePerson(world.db, { roles: ["trainer"], name: "Anna Vogt", language });
  const agent = await world.signedInAs(person);
  await loadPiggybacking(world.db, world.now());
  const kinds = await Promise.all(EVERY_KIND.map((kind) => keepQuestion(world.db, kind)));
  const fact = await makeFact(world.db);
  const doubted = await makeQuiz(world.db, { title: "Zweifel", summary: "Eine Zusammenfassung.", questions: [await makeQuestion(world.db), await makeQuestionOn(world.db, fact)] });
  await agent.post(`/studio/facts/${fact.key}/standing`).type("form").send({ standing: "disputed", ...DOUBT }).expect(303);
  const flawed = await makeQuestion(world.db, { stem: "What is not so recently in the FOOBAR text above?" });
  const draft = await makeDraft(agent, { ...QUIZ, title: "Offene Fenster", summary: "Eine Zusammenfassung.", mode: "draw", draw_count: "40" });
  for (const { row } of [flawed, ...kinds]) await agent.post(`${draft}/questions`).type("form").send({ question: row.public_id }).expect(303);
  const lasting = await makeQuiz(world.db, { title: "Begrenzt", summary: "Eine Zusammenfassung.", limit_minutes: 10 });
  await agent.post(`/studio/quizzes/${lasting.quiz.slug}/assignments`).type("form").send({ team: "everybody", due_at: "2026-02-01" }).expect(303);
  const questions = [flawed, ...kinds].map(({ row }) => `/studio/questions/${row.public_id}`);
  const sent = kinds[0]!.row.public_id;
  await agent.post(`/studio/questions/${sent}/drop`).type("form").send({ due_at: "2026-02-01", reason: "Weil es eilt." });
  const read = await makeArticleSights(world, agent);
  return {
    person, agent,
    places: [
      ...read.places, "/studio", "/studio/questions", "/studio/questions?q=zzz", "/studio/questions/new", "/studio/questions/new?incident=piggybacking", "/studio/quizzes", "/studio/quizzes?q=zzz", "/studio/quizzes/new", draft, `${draft}/preview`,
      `${draft}/preview?key=1`, `/studio/quizzes/${doubted.quiz.slug}`, `/studio/quizzes/${lasting.quiz.slug}`, "/studio/extra-time", "/studio/extra-time?q=zzz", "/studio/extra-time?q=vogt", ...questions, `${questions[0]!}/versions/1`,
      ...questions.map((place) => `${place}/drop`), `${questions[0]!}/edit`, "/studio/incidents", "/studio/incidents?q=zzz", "/studio/incidents/piggybacking", "/studio/incidents/piggybacking?kind=numeric",
      "/studio/incidents/piggybacking/lessons/new", "/studio/incidents/piggybacking/lessons/1", "/studio/questions/new?kind=decide", `/studio/questions/new?kind=decide&incident=piggybacking&quiz=${draft.split("/").at(-1)!}`, `/studio/facts/${fact.key}`, "/studio/facts/took-over", "/studio/packs", "/studio/paths", "/studio/paths/everybody",
    ],
    refused: [
      ...read.refused, { path: "/studio/questions", sent: {} }, { path: "/studio/questions", sent: { ...TYPED, "option-1-text": "All of the above", "option-1-correct": "1", stem: "x ".repeat(400) } }, { path: "/studio/questions", sent: { kind: "numeric", value: "?", tolerance: "-1" } },
      { path: "/studio/quizzes", sent: { mode: "draw", draw_count: "0", certificate: "1", limit_minutes: "x", pass_percent: "200" } }, { path: `${draft}/publication`, sent: {} },
      { path: `/studio/quizzes/${lasting.quiz.slug}/assignments`, sent: { team: "everybody", due_at: "2020-01-01" } }, { path: `/studio/quizzes/${lasting.quiz.slug}/added-time`, sent: { key: "0123456789", who: "person", added: "x" } },
      { path: `/studio/extra-time/${person.public_id}`, sent: { percent: "999" } }, { path: "/studio/questions", sent: { kind: "decide", situation: DECISION.decision.situation, ask: "No" } }, { path: "/studio/incidents/piggybacking/lessons", sent: {} },
      { path: "/studio/incidents/piggybacking/additions", sent: {} }, { path: "/studio/paths/everybody/weeks", sent: {} }, { path: `/studio/facts/${fact.key}/standing`, sent: {} }, { path: `${questions[1]!}/report-closures`, sent: {} },
    ],
  };
}
