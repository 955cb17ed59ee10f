import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { QuestionRow } from "../../../src/storage/tables.ts";
import { EVERY_KIND, keepQuestion } from "../../support/every-kind.ts";
import { makePerson, makeQuestion, makeQuiz } from "../../support/make.ts";
import { loadPiggybacking } from "../../support/studio.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let agent: Agent;
let generated: QuestionRow[];
beforeAll(async () => {
  world = await openWorld();
  agent = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
  generated = await loadPiggybacking(world.db, world.now());
});
afterAll(() => world.close());

const listed = async (query: string) => [...(await agent.get(`/studio/questions?${query}`).expect(200)).text.matchAll(/card__title"><a href="\/studio\/questions\/([\w-]+)"/g)].map(([, id]) => id!);
const idsOf = (rows: QuestionRow[]) => rows.map((row) => row.public_id).sort();

describe("the list of questions", () => {
  test("is searched in the stem and filtered by everything that a question has", async () => {
    const { row } = await makeQuestion(world.db, { stem: "Why 100% of ÄPFEL?", topic: "data", level: "decide" });
    for (const query of ["q=100%25", "q=%C3%84PFEL", "q=why%20100", "topic=data", "level=decide", "origin=hand"]) expect(await listed(query), query).toEqual([row.public_id]);
    for (const query of ["q=1%25%C3%84PFEL", "q=%C3%84_FEL"]) expect(await listed(query), query).toEqual([]);
    expect((await listed("origin=generated")).sort()).toEqual(idsOf(generated));
    expect((await listed("incident=piggybacking&kind=true_false")).sort()).toEqual(idsOf(generated.filter((question) => question.kind === "true_false")));
    expect(await listed("state=retired")).toEqual([]);
    expect(await listed("state=nonsense&kind='")).toEqual([]);
  });

  test("comes in pages that keep the filter", async () => {
    for (let count = 0; count < 26; count++) await makeQuestion(world.db, { topic: "continuity" });
    expect(await listed("topic=continuity")).toHaveLength(25);
    expect(await listed("topic=continuity&page=2")).toHaveLength(1);
    expect((await agent.get("/studio/questions?topic=continuity")).text).toContain('href="?page=2&amp;topic=continuity"');
  });
});

describe("the page of a question", () => {
  test("shows it as learners see it, then with key, proofs in words, feedback, evidence and facts", async () => {
    const { text } = await agent.get(`/studio/questions/${generated.find((question) => question.kind === "single")!.public_id}`).expect(200);
    const [before, after] = text.split('id="key"') as [string, string];
    expect(before).toContain('type="radio"');
    expect(before).not.toMatch(/Right answer|Proven wrong|hijacking tools and techniques/);
    expect(after).toContain("Right answer");
    expect(after).toMatch(/Proven wrong: (only one answer can be true|the source(?:'|&#39;)s list is complete)/);
    expect(after).toContain("hijacking tools and techniques");
    expect(after).toMatch(/href="\/studio\/facts\/took-over"/);
  });

  test.each(EVERY_KIND.map((question) => question.kind))("can show the kind %s", async (kind) => {
    const { row, body } = await keepQuestion(world.db, EVERY_KIND.find((question) => question.kind === kind)!);
    const { text } = await agent.get(`/studio/questions/${row.public_id}`).expect(200);
    expect(text).toContain(body.explanation);
    expect(await listed(`kind=${kind}&q=${encodeURIComponent(body.stem)}`)).toContain(row.public_id);
    expect(text).toContain(`/studio/questions/${row.public_id}/edit`);
  });

  test("names the quizzes that it stands in, with the version of each", async () => {
    const { quiz, questions: [first] } = await makeQuiz(world.db, { title: "A published quiz" });
    const { text } = await agent.get(`/studio/questions/${first!.row.public_id}`);
    expect(text).toContain(`/studio/quizzes/${quiz.slug}`);
    expect(text).toContain("Published as version 1, with version 1 of the question");
  });

  test("keeps markup as the text that it is", async () => {
    const { row } = await makeQuestion(world.db, { stem: "<script>alert(1)</script>?" });
    expect((await agent.get(`/studio/questions/${row.public_id}`)).text).not.toContain("<script>alert");
  });

  test("is not found by number, nor a version that it does not have", async () => {
    const [one, other] = [await makeQuestion(world.db), await makeQuestion(world.db)];
    await world.db("question_versions").insert({ question_id: other.row.id, number: 2, stem: "Theirs", body: JSON.stringify(other.body), author_id: null, created_at: "2026-01-02T00:00:00.000Z" });
    await agent.get(`/studio/questions/${one.row.id}`).expect(404);
    await agent.get(`/studio/questions/${other.row.public_id}/versions/2`).expect(200, /Version 2 of 2/);
    for (const number of ["2", "0", "x", "99999999999"]) await agent.get(`/studio/questions/${one.row.public_id}/versions/${number}`).expect(404);
  });

  test("retires and reinstates, and lists both in the audit log", async () => {
    const { row } = await makeQuestion(world.db, { row: { state: "draft" } });
    await agent.post(`/studio/questions/${row.public_id}/retirement`).expect(303).expect("location", `/studio/questions/${row.public_id}`);
    expect(await listed("state=retired")).toEqual([row.public_id]);
    await agent.post(`/studio/questions/${row.public_id}/reinstatement`).expect(303);
    expect(await listed("state=retired")).toEqual([]);
    expect((await world.db("audit_events").where({ subject: row.public_id }).orderBy("id")).map(({ deed }) => deed)).toEqual(["question.retired", "question.reinstated"]);
    await agent.post("/studio/questions/nothing/retirement").expect(404);
  });
});
