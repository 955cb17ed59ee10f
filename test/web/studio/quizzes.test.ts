import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../../src/storage/tables.ts";
import { EVERY_KIND, keepQuestion } from "../../support/every-kind.ts";
import { makePerson, makeQuestion, makeQuiz, makeTeam, type MadeQuestion } from "../../support/make.ts";
import { learnerAt, sit } from "../../support/sitting.ts";
import { makeDraft, QUIZ } from "../../support/studio.ts";
import { typedIn } from "../../support/typed.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let trainer: Person;
let agent: Agent;
beforeAll(async () => {
  world = await openWorld();
  trainer = await makePerson(world.db, { name: "Tessa", roles: ["trainer"] });
  agent = await world.signedInAs(trainer);
});
afterAll(() => world.close());

const send = (address: string, fields: object = {}) => agent.post(address).type("form").send(fields);
const add = (quiz: string, { row }: MadeQuestion) => send(`${quiz}/questions`, { question: row.public_id }).expect(303);
const draftQuestion = (given: Parameters<typeof makeQuestion>[1] = {}) => makeQuestion(world.db, { level: "mechanism", row: { state: "draft" }, ...given });
const rowOf = async (quiz: string) => (await world.db("quizzes").where({ slug: quiz.split("/").at(-1)! }).first())!;
const versionsOf = async (quiz: string) => world.db("quiz_versions").where({ quiz_id: (await rowOf(quiz)).id }).orderBy("number");
const stemsIn = (html: string) => [...html.split('id="questions"')[1]!.split("</section>")[0]!.matchAll(/card__place">\d+\.<\/span> ([^<]+)</g)].map(([, stem]) => stem!);

describe("making a quiz", () => {
  test("begins a draft, and leads to its page", async () => {
    const quiz = await makeDraft(agent);
    expect(quiz).toBe("/studio/quizzes/doors-left-open");
    expect(await makeDraft(agent)).toBe("/studio/quizzes/doors-left-open-2");
    expect((await agent.get(quiz).expect(200)).text).toContain("The quiz is empty.");
    expect((await agent.get("/studio/quizzes?q=LEFT")).text).toContain(quiz);
    expect((await agent.get("/studio/quizzes?q=nowhere")).text).toContain("No quiz has");
  });

  test.each<[string, Partial<typeof QUIZ>]>([
    ["title", { title: " " }], ["summary", { summary: "" }], ["topic", { topic: "" }], ["pass_percent", { pass_percent: "101" }], ["pass_percent", { pass_percent: "1e1" }],
    ["mode", { mode: "perhaps" }], ["draw_count", { mode: "draw", draw_count: "0" }], ["draw_count", { mode: "draw", draw_count: "many" }],
  ])("with a wrong %s says so and keeps what was typed", async (field, given) => {
    const { text } = await send("/studio/quizzes", { ...QUIZ, ...given }).expect(422);
    expect(text).toContain(`<a href="#${field}">`);
    expect(text).toMatch(new RegExp(`id="${field}"`));
    const { mode: _radio, ...typed } = { ...QUIZ, ...given };
    expect(typedIn(text, "/studio/quizzes")).toMatchObject(typed);
  });
});

describe("the page of a quiz", () => {
  test("adds, moves and removes questions", async () => {
    const [quiz, one, two] = [await makeDraft(agent), await draftQuestion({ stem: "First stem?" }), await draftQuestion({ stem: "Second stem?" })];
    await send(`${quiz}/questions`, { question: one.row.public_id, back: "&level=mechanism&q=a%20b" }).expect(303).expect("location", `${quiz}?level=mechanism&q=a%20b#add`);
    await add(quiz, two);
    expect(stemsIn((await agent.get(quiz)).text)).toEqual(["First stem?", "Second stem?"]);
    await send(`${quiz}/questions/${two.row.public_id}/position`, { to: "up" }).expect(303);
    expect(stemsIn((await agent.get(quiz)).text)).toEqual(["Second stem?", "First stem?"]);
    await send(`${quiz}/questions/${two.row.public_id}/removal`).expect(303);
    expect(stemsIn((await agent.get(quiz)).text)).toEqual(["First stem?"]);
  });

  test("offers what is not in the quiz and not retired, as filtered", async () => {
    const [quiz, inside, outside, retired] = [await makeDraft(agent), await draftQuestion({ topic: "reporting" }), await draftQuestion({ topic: "reporting" }), await draftQuestion({ topic: "reporting", row: { state: "retired" } })];
    await add(quiz, inside);
    const offered = (await agent.get(`${quiz}?topic=reporting`)).text.split('id="add"')[1]!.split("</section>")[0]!;
    expect(offered).toContain(outside.row.public_id);
    for (const { row } of [inside, retired]) expect(offered).not.toContain(row.public_id);
    await send(`${quiz}/questions`, { question: retired.row.public_id }).expect(422, /retired question cannot be added/);
  });

  test("never leads away by what a form says to go back to", async () => {
    const [quiz, question] = [await makeDraft(agent), await draftQuestion()];
    await send(`${quiz}/questions`, { question: question.row.public_id, back: "//evil.example/\r\nX: y" }).expect(303).expect("location", `${quiz}#add`);
  });

  test("touches no question of another quiz, and finds nothing that is not there", async () => {
    const [quiz, theirs] = [await makeDraft(agent), (await makeQuiz(world.db)).questions[0]!];
    await send(`${quiz}/questions/${theirs.row.public_id}/removal`).expect(404);
    await send(`${quiz}/questions/${theirs.row.public_id}/position`, { to: "up" }).expect(404);
    await send(`${quiz}/questions`, { question: "nothing" }).expect(404);
    for (const path of ["questions", "publication", "retirement", "reinstatement", "assignments"]) await send(`/studio/quizzes/nothing/${path}`).expect(404);
    await agent.get("/studio/quizzes/nothing/preview").expect(404);
  });

  test("previews every kind, first without and then with the key, no id twice", async () => {
    const quiz = await makeDraft(agent);
    for (const body of EVERY_KIND) await add(quiz, await keepQuestion(world.db, body));
    const [asked, keyed] = [(await agent.get(`${quiz}/preview`).expect(200)).text, (await agent.get(`${quiz}/preview?key=1`).expect(200)).text];
    expect(asked).not.toContain("sealed");
    for (const body of EVERY_KIND) for (const text of [asked, keyed]) expect(text).toContain(body.stem);
    for (const body of EVERY_KIND) expect(keyed).toContain(body.explanation);
    for (const text of [asked, keyed]) {
      const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe("publishing", () => {
  test("opens the quiz to learners, and says what is published", async () => {
    const [quiz, question] = [await makeDraft(agent, { title: "Ready to go" }), await draftQuestion()];
    await add(quiz, question);
    await send(`${quiz}/publication`).expect(303).expect("location", quiz);
    const { text } = await agent.get(quiz);
    expect(text).toContain("Version 1 is published, and nothing has changed since.");
    expect(text.replace(/\s+/g, " ")).toMatch(/Version 1, published <time[^>]*>5 January 2026<\/time> by Tessa/);
    const learner = await world.signedInAs(await makePerson(world.db));
    await learner.get("/quizzes/ready-to-go").expect(200, /Start quiz/);
    expect((await agent.get("/studio")).text).toContain("Ready to go");
  });

  test("of an empty quiz, or one that draws more than it has, says why not", async () => {
    const quiz = await makeDraft(agent);
    expect((await send(`${quiz}/publication`).expect(422)).text).toContain('<a href="#publication">A quiz needs at least one question.');
    await add(quiz, await draftQuestion());
    await send(quiz, { ...QUIZ, mode: "draw", draw_count: "3" }).expect(303);
    expect((await send(`${quiz}/publication`).expect(422)).text).toContain("It draws 3 questions, but its pool has 1 question.");
    expect(await versionsOf(quiz)).toEqual([]);
  });

  test("of recall only asks for a reason first", async () => {
    const quiz = await makeDraft(agent);
    await add(quiz, await draftQuestion({ level: "recall" }));
    expect((await agent.get(quiz)).text).toContain(`href="/studio/questions/new?kind=decide&amp;quiz=${quiz.split("/").at(-1)!}"`);
    expect((await agent.get(quiz)).text).toContain("Or say why it should go out as it is");
    expect((await send(`${quiz}/publication`, { reason: "  " }).expect(422)).text).toContain('<a href="#reason">');
    await send(`${quiz}/publication`, { reason: "A warm-up" }).expect(303);
    expect(JSON.parse((await world.db("audit_events").where({ deed: "quiz.published", subject: quiz.split("/").at(-1)! }).first())!.detail)).toMatchObject({ reason: "A warm-up" });
  });

  test("warns of questions that give each other away", async () => {
    const quiz = await makeDraft(agent);
    const one = await draftQuestion();
    for (const question of [one, await draftQuestion(), await draftQuestion({ enemies: [one.body.id] })]) await add(quiz, question);
    expect((await agent.get(quiz)).text).toContain("Questions 1 and 3 give each other away.");
    await send(quiz, { ...QUIZ, mode: "draw", draw_count: "3" }).expect(303);
    expect((await agent.get(quiz)).text).toContain("may get only 2 of 3");
    await send(quiz, { ...QUIZ, mode: "draw", draw_count: "2" }).expect(303);
    expect((await agent.get(quiz)).text).not.toContain("give each other away");
  });

  test("a second time, at once, makes no error and no number twice", async () => {
    const quiz = await makeDraft(agent);
    await add(quiz, await draftQuestion());
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(`${quiz}/publication`)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303));
    expect((await versionsOf(quiz)).map(({ number }) => number)).toEqual([1]);
  });

  test("leaves an attempt under way, and one that is finished, as they were", async () => {
    const { agent: learner, quiz: { slug }, questions: [question] } = await learnerAt(world, { questions: [await draftQuestion({ stem: "As it was?" })] });
    const [quiz, address] = [`/studio/quizzes/${slug}`, `/studio/questions/${question!.row.public_id}`];
    const open = await sit(world, learner, slug);
    const form = typedIn((await agent.get(`${address}/edit`)).text, address);
    await send(address, { ...form, stem: "As it is now?" }).expect(303);
    expect((await agent.get(quiz)).text).toContain("The draft is not what learners take now: they have version 1.");
    await send(`${quiz}/publication`).expect(303);
    expect((await versionsOf(quiz)).map(({ number }) => number)).toEqual([1, 2]);

    expect((await learner.get(`${open.attempt}/questions/1`)).text).toContain("As it was?");
    await open.finish();
    expect((await learner.get(`${open.attempt}/result`)).text).toContain("As it was?");
    const next = await sit(world, learner, slug);
    expect((await learner.get(`${next.attempt}/questions/1`)).text).toContain("As it is now?");
  });
});

describe("after publishing", () => {
  test("the quiz can be taken off the list and put back", async () => {
    const { agent: learner, quiz } = await learnerAt(world);
    await send(`/studio/quizzes/${quiz.slug}/retirement`).expect(303);
    await learner.get(`/quizzes/${quiz.slug}`).expect(404);
    await send(`/studio/quizzes/${quiz.slug}/reinstatement`).expect(303);
    await learner.get(`/quizzes/${quiz.slug}`).expect(200);
  });

  test("it is assigned to everybody or to a team, until the end of a day", async () => {
    const [{ quiz }, team] = [await makeQuiz(world.db), await makeTeam(world.db, { name: "Night shift" })];
    const address = `/studio/quizzes/${quiz.slug}`;
    await send(`${address}/assignments`, { team: "everybody", due_at: "" }).expect(303);
    await send(`${address}/assignments`, { team: team.public_id, due_at: "2026-01-05" }).expect(303);
    const made = world.db("assignments as s").join("assignment_quizzes as q", "q.assignment_id", "s.id").join("assignment_audiences as a", "a.assignment_id", "s.id").where("q.quiz_id", quiz.id).orderBy("s.id");
    expect(await made).toMatchObject([{ kind: "everyone", due_on: null }, { kind: "team", team_id: team.id, due_on: "2026-01-05", author_id: trainer.id }]);
    expect((await agent.get(address)).text).toContain("Night shift");
  });

  test.each([["due_at", { due_at: "2026-02-30" }], ["due_at", { due_at: "soon" }], ["due_at", { due_at: "2026-01-04" }]])("an assignment with a wrong %s says so: %o", async (field, given) => {
    const { quiz } = await makeQuiz(world.db);
    const { text } = await send(`/studio/quizzes/${quiz.slug}/assignments`, { team: "everybody", ...given }).expect(422);
    expect(text).toContain(`<a href="#${field}">`);
    expect(text).toContain(`value="${given.due_at}"`);
    expect(await world.db("assignment_quizzes").where({ quiz_id: quiz.id })).toEqual([]);
  });

  test("an assignment of a draft, or to a team that is not there, is refused", async () => {
    await send(`${await makeDraft(agent)}/assignments`, { team: "everybody", due_at: "" }).expect(422, /Publish the quiz before you assign it/);
    await send(`/studio/quizzes/${(await makeQuiz(world.db)).quiz.slug}/assignments`, { team: "nothing", due_at: "" }).expect(404);
  });
});
