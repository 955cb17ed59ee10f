import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { QuestionRow } from "../../../src/storage/tables.ts";
import { makePerson, makeQuestion } from "../../support/make.ts";
import { loadPiggybacking, makeDraft } from "../../support/studio.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let agent: Agent;
let questions: QuestionRow[];
beforeAll(async () => {
  world = await openWorld();
  agent = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
  questions = await loadPiggybacking(world.db, world.now());
});
afterAll(() => world.close());

const PAGE = "/studio/incidents/piggybacking";
const add = (fields: object) => agent.post(`${PAGE}/additions`).type("form").send(fields);
const plain = (html: string) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

describe("the list of incidents", () => {
  test("shows each with how much is known and asked, and is searched by title and summary", async () => {
    expect(plain((await agent.get("/studio/incidents").expect(200)).text)).toMatch(new RegExp(`Turla hides behind others.*2 facts ${questions.length} questions`));
    expect((await agent.get("/studio/incidents?q=TOOLS of another")).text).toContain(PAGE);
    const { text } = await agent.get("/studio/incidents?q=%25");
    expect(text).not.toContain(PAGE);
    expect(text).toContain("No incident has");
  });
});

describe("the page of an incident", () => {
  test("says its facts in names, with who says so, when, and what is denied", async () => {
    const text = plain((await agent.get(PAGE).expect(200)).text);
    expect(text).toContain("Turla hijacked tools of OilRig Assessed by UK and US intelligence agencies, October 2019 List complete: both ways");
    expect(text).toContain("The piggybacking of 2019 not: attributed to Lazarus Group Not so Claimed by UK and US intelligence agencies Happened October 2019");
    for (const key of ["took-over", "not-oilrig", "lazarus"]) expect(text).not.toContain(key);
  });

  test("has the evidence, the lessons, and below each fact its questions", async () => {
    const { text } = await agent.get(PAGE);
    expect(text).toContain("hijacking tools and techniques");
    expect(text).toContain('href="https://press.example/turla"');
    expect(text).toContain("Tools do not tell who used them.");
    const fact = text.split('id="fact-took-over"')[1]!.split("</details>")[0]!;
    const aboutIt = await world.db("question_facts").join("facts", "facts.id", "fact_id").where({ key: "took-over" });
    expect(fact.match(/href="\/studio\/questions\/[\w-]{16}"/g)).toHaveLength(aboutIt.length);
  });

  test("filters its questions by kind and level", async () => {
    const listed = async (query: string) => ((await agent.get(`${PAGE}?${query}`)).text.split('id="questions"')[1] ?? "").match(/card__title/g)?.length ?? 0;
    expect(await listed("")).toBe(questions.length);
    for (const kind of ["single", "true_false"]) expect(await listed(`kind=${kind}`)).toBe(questions.filter((question) => question.kind === kind).length);
    expect(await listed("kind=single&level=decide")).toBe(0);
  });

  test("adds the ticked questions to a quiz", async () => {
    const quiz = await makeDraft(agent);
    const chosen = questions.slice(0, 2).map((question) => question.public_id);
    await add({ quiz: quiz.split("/").at(-1), questions: chosen }).expect(303).expect("location", quiz);
    expect(await world.db("quiz_questions").orderBy("position").select("question_id")).toEqual(questions.slice(0, 2).map(({ id }) => ({ question_id: id })));
    await add({ quiz: quiz.split("/").at(-1), questions: chosen }).expect(303);
    expect(await world.db("quiz_questions")).toHaveLength(2);
    await add({ quiz: "+new", questions: chosen }).expect(303).expect("location", "/studio/quizzes/turla-hides-behind-others");
    const made = await world.db("quizzes").where({ slug: "turla-hides-behind-others" }).first();
    expect(made).toMatchObject({ state: "draft", topic: "attribution" });
    expect(await world.db("quiz_questions").where({ quiz_id: made!.id })).toHaveLength(2);
  });

  test("says what is missing, keeps the ticks, and takes no question of another incident", async () => {
    const { text } = await add({ quiz: "", questions: questions[0]!.public_id }).expect(422);
    expect(text).toContain('<a href="#quiz">Choose a quiz.');
    expect(text).toContain(`value="${questions[0]!.public_id}" checked`);
    expect((await add({ quiz: "x" }).expect(422)).text).toContain("Tick at least one question.");
    const quiz = await makeDraft(agent);
    await add({ quiz: quiz.split("/").at(-1), questions: (await makeQuestion(world.db)).row.public_id }).expect(303);
    expect((await agent.get(quiz)).text).toContain("The quiz is empty.");
  });

  test("of nothing is not found", async () => {
    await agent.get("/studio/incidents/nothing").expect(404);
    await add({ quiz: "nothing", questions: questions[0]!.public_id }).expect(404);
  });
});
