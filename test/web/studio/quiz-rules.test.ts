import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAttempt } from "../../../src/domain/attempts.ts";
import { debrief } from "../../support/command-line.ts";
import { makeFact, makeQuestionOn } from "../../support/facts.ts";
import { makePerson, makeQuestion, makeQuiz } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let trainer: Agent;
beforeAll(async () => { world = await openWorld(); trainer = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] })); });
afterAll(() => world.close());

const DEFAULTS = { order: "set", unseen: "1", shuffles: "1" };

async function pooled(): Promise<{ slug: string; id: number; state: "published" }> {
  const questions = [];
  for (const difficulty of ["easy", "easy", "easy", "hard", "hard", "medium"] as const) questions.push(await makeQuestion(world.db, { difficulty, level: difficulty === "hard" ? "mechanism" : "recall" }));
  return (await makeQuiz(world.db, { questions })).quiz as { slug: string; id: number; state: "published" };
}
const save = (slug: string, rules: object) => trainer.post(`/studio/quizzes/${slug}/rules`).type("form").send({ ...DEFAULTS, ...rules });
const publish = (slug: string) => trainer.post(`/studio/quizzes/${slug}/publication`).type("form").send({ reason: "As a test." });

describe("drawing by rules", () => {
  test("gives each attempt what the rules say, once they are published", async () => {
    const { slug, id, state } = await pooled();
    const { text } = await save(slug, { "count-1": "2", "difficulty-1": "easy", "count-2": "1", "difficulty-2": "hard", order: "shuffled" }).expect(303).then(() => trainer.get(`/studio/quizzes/${slug}/rules`).expect(200));
    expect(text).not.toContain("These rules cannot be kept");
    expect((await startAttempt(world.db, await makePerson(world.db), { id, state }, world.now())).of).toBe(6);
    await publish(slug).expect(303);

    for (let turn = 0; turn < 4; turn++) {
      const attempt = await startAttempt(world.db, await makePerson(world.db), { id, state }, world.now());
      const bodies = await world.db("paper_items").join("question_versions", "question_versions.id", "paper_items.question_version_id").where({ attempt_id: attempt.id }).pluck<string[]>("body");
      expect(bodies.map((body) => (JSON.parse(body) as { difficulty: string }).difficulty).sort()).toEqual(["easy", "easy", "hard"]);
    }
  });

  test("says at once which rule wants too much, and is not published so", async () => {
    const { slug } = await pooled();
    await save(slug, { "count-1": "3", "difficulty-1": "hard" }).expect(303);
    const { text } = await trainer.get(`/studio/quizzes/${slug}/rules`).expect(200);
    expect(text).toContain("Rule 1 wants 3, and the pool has 2 questions that fit.");
    const refused = await publish(slug).expect(422);
    expect(refused.text).toContain("Rule 1 wants 3");
  });

  test("refuses what is no number and keeps what was typed; another number to draw ends the rules", async () => {
    const { slug, id } = await pooled();
    const { text } = await save(slug, { "count-1": "many", "level-1": "recall" }).expect(422);
    expect(text).toContain("Enter a whole number from 1 to 300.");
    expect(text).toMatch(/id="count-1"[^>]*value="many"/);
    await save(slug, { "count-1": "2", "level-1": "nonsense" }).expect(422);
    await save(slug, { "count-1": "2", "level-1": "recall" }).expect(303);
    const details = { title: "T", summary: "S", topic: "phishing", pass_percent: "80", feedback: "immediate", mode: "draw" };
    await trainer.post(`/studio/quizzes/${slug}`).type("form").send({ ...details, draw_count: "2" }).expect(303);
    expect((await world.db("quizzes").where({ id }).first())!.draw_rules).not.toBe("[]");
    await trainer.post(`/studio/quizzes/${slug}`).type("form").send({ ...details, draw_count: "4" }).expect(303);
    expect((await world.db("quizzes").where({ id }).first())!.draw_rules).toBe("[]");
  });

  test("goes by tags and incidents as they were when it was published", async () => {
    const questions = [await makeQuestion(world.db, { incident: "the-breach" }), await makeQuestion(world.db), await makeQuestion(world.db), await makeQuestion(world.db, { level: "mechanism" })];
    const { quiz: { slug, id } } = await makeQuiz(world.db, { questions });
    await world.db("question_tags").insert({ question_id: questions[1]!.row.id, tag: "new staff" });
    const page = await trainer.get(`/studio/quizzes/${slug}/rules`).expect(200);
    expect(page.text).toContain('<option value="new staff">');
    await save(slug, { "count-1": "1", "tag-1": "new staff", "count-2": "1", "incident-2": "the-breach" }).expect(303);
    await publish(slug).expect(303);
    await world.db("question_tags").where({ question_id: questions[1]!.row.id }).delete();
    await world.db("question_tags").insert({ question_id: questions[2]!.row.id, tag: "new staff" });

    const drawn = async () => {
      const attempt = await startAttempt(world.db, await makePerson(world.db), { id, state: "published" }, world.now());
      return new Set(await world.db("paper_items").where({ attempt_id: attempt.id }).pluck<number[]>("question_version_id"));
    };
    expect(await drawn()).toEqual(new Set([questions[0]!.version.id, questions[1]!.version.id]));
    expect((await trainer.get(`/studio/quizzes/${slug}`).expect(200)).text).toContain("Changed since");
    await publish(slug).expect(303);
    expect(await drawn()).toEqual(new Set([questions[0]!.version.id, questions[2]!.version.id]));
  });

  test("leaves options as they were written where the quiz does not mix them", async () => {
    const { slug, id, state } = await pooled();
    await save(slug, { order: "level", shuffles: undefined }).expect(303);
    await publish(slug).expect(303);
    const attempt = await startAttempt(world.db, await makePerson(world.db), { id, state }, world.now());
    const layouts = await world.db("paper_items").where({ attempt_id: attempt.id }).pluck<string[]>("layout");
    expect(new Set(layouts)).toEqual(new Set(['["a","b","c"]']));
  });
});

describe("the versions of a quiz", () => {
  test("are listed, and what changed between two of them is told", async () => {
    const { slug, id } = await pooled();
    expect((await trainer.get(`/studio/quizzes/${slug}/versions`).expect(200)).text).toContain("All versions");
    const [first] = await world.db("quiz_questions").where({ quiz_id: id }).orderBy("position");
    const gone = (await world.db("questions").where({ id: first!.question_id }).first())!;
    await trainer.post(`/studio/quizzes/${slug}/questions/${gone.public_id}/removal`).expect(303);
    const fresh = await makeQuestion(world.db, { stem: "Which question is new?" });
    await trainer.post(`/studio/quizzes/${slug}/questions`).type("form").send({ question: fresh.row.public_id }).expect(303);
    await save(slug, { "count-1": "2", "difficulty-1": "easy" }).expect(303);
    await publish(slug).expect(303);

    const { text } = await trainer.get(`/studio/quizzes/${slug}/versions`).expect(200);
    expect(text).toContain("From version 1 to version 2");
    expect(text).toMatch(/data-rule="draw_rules"[\s\S]*?<del>0 rules<\/del>[\s\S]*?<ins>1 rule<\/ins>/);
    expect(text).toMatch(/data-change="added"[\s\S]*?Which question is new\?/);
    expect(text).toMatch(new RegExp(`data-change="removed"[\\s\\S]*?${gone.public_id}`));
    expect((await trainer.get(`/studio/quizzes/${slug}/versions?from=2&to=2`).expect(200)).text).toContain("Nothing is different.");
    await trainer.get("/studio/quizzes/nowhere/versions").expect(404);
  });
});

describe("a sample paper", () => {
  test("shows what an attempt could get, the same for the same seed, and stores nothing", async () => {
    const { slug } = await pooled();
    await save(slug, { "count-1": "2", "difficulty-1": "easy" }).expect(303);
    const sample = async (seed: string) => [...(await trainer.get(`/studio/quizzes/${slug}/preview?paper=${seed}`).expect(200)).text.matchAll(/What is asked in question \d+\?/g)].map(([stem]) => stem);
    const count = async () => Number((await world.db("attempts").count({ total: "*" }).first())!["total"]);
    const before = await count();
    expect(await sample("one")).toHaveLength(2);
    expect(await sample("one")).toEqual(await sample("one"));
    expect(await count()).toBe(before);
  });
});

describe("debrief lint --quiz", () => {
  const lint = (slug: string, ...more: string[]) => debrief(["lint", "--quiz", slug, ...more], { env: { DATABASE_URL: world.config.databaseUrl } });

  test("finds in a draft what its page finds, for people and for programs, and ends with 1 where something blocks", async () => {
    const fact = await makeFact(world.db);
    const twins = [await makeQuestionOn(world.db, fact), await makeQuestionOn(world.db, fact)];
    const { quiz: { slug } } = await makeQuiz(world.db, { questions: twins });
    const { quiz: { slug: sound } } = await makeQuiz(world.db, { questions: [await makeQuestion(world.db, { level: "mechanism" }), await makeQuestion(world.db, { level: "mechanism" })] });
    const blocking = (await trainer.get(`/studio/quizzes/${slug}`)).text;
    const [people, programs, fine] = [await lint(slug), await lint(slug, "--json"), await lint(sound)];
    const lines = programs.stdout.trim().split("\n").map((line) => JSON.parse(line) as { severity?: string; text?: string; summary?: Record<string, number> });
    const { summary } = lines.pop()!;
    expect(people.stdout.trim().split("\n")).toEqual(lines.map(({ severity, text }) => `${slug}: [${severity}] ${text}`));
    for (const { text } of lines) expect(blocking).toContain(text!.split("“")[0]);
    expect(summary).toMatchObject({ questions: 2, blocking: lines.filter(({ severity }) => severity === "blocking").length });
    expect([people.status, fine.stdout.includes("[blocking]") ? fine.stdout : fine.status, (await lint(slug, "--strict")).status]).toEqual([summary!["blocking"]! > 0 ? 1 : 0, 0, 1]);
    expect(people.stderr).toContain("2 questions, about ");
    expect(await lint("nowhere")).toMatchObject({ status: 1, stderr: expect.stringContaining("There is no quiz nowhere.") as string });
  });
});

describe("a pool that is a filter of the bank", () => {
  test("takes what matches at each publication, and what was published before keeps its questions", async () => {
    const [picked, first] = [await makeQuestion(world.db, { level: "mechanism" }), await makeQuestion(world.db, { topic: "ransomware", stem: "Which matched first?" })];
    const { quiz: { slug, id } } = await makeQuiz(world.db, { questions: [picked] });
    const pool = (fields: object) => trainer.post(`/studio/quizzes/${slug}/pool`).type("form").send(fields);
    expect((await pool({ topic: "" }).expect(422)).text).toContain("Choose a topic, a tag or another trait first.");
    expect((await trainer.get(`/studio/quizzes/${slug}?topic=ransomware`).expect(200)).text).toContain("Let everything that matches join");
    await pool({ topic: "ransomware", state: "draft", nonsense: "1" }).expect(303);
    const held = async () => {
      const rows: { number: number; question_version_id: number }[] = await world.db("quiz_version_questions").join("quiz_versions", "quiz_versions.id", "quiz_version_id").where({ quiz_id: id }).orderBy(["number", "position"]).select("number", "question_version_id");
      return rows;
    };
    expect((await trainer.get(`/studio/quizzes/${slug}`).expect(200)).text).toMatch(/data-joined="1"[\s\S]*Which matched first\?/);
    expect((await trainer.get("/studio/quizzes")).text).toMatch(new RegExp(`/studio/quizzes/${slug}"[^]*?<li>2 questions</li>`));
    await publish(slug).expect(303);
    const second = await makeQuestion(world.db, { topic: "ransomware" });
    await makeQuestion(world.db, { topic: "ransomware", row: { state: "draft" } });
    expect((await trainer.get(`/studio/quizzes/${slug}`).expect(200)).text).toContain("Changed since");
    await publish(slug).expect(303);

    const [one, two, three] = [picked, first, second].map(({ version }) => version.id);
    expect((await held()).map(({ number, question_version_id }) => [number, question_version_id])).toEqual([[1, one], [2, one], [2, two], [3, one], [3, two], [3, three]]);
    expect((await trainer.get(`/studio/quizzes/${slug}/versions?from=1&to=3`).expect(200)).text).toMatch(/data-rule="pool_filter"[\s\S]*?<ins>Topic: /);
    await trainer.post(`/studio/quizzes/${slug}/pool/removal`).expect(303);
    expect((await trainer.get(`/studio/quizzes/${slug}`).expect(200)).text).not.toContain("data-joined");
  });
});
