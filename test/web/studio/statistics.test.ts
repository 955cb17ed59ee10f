import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../../src/domain/answering.ts";
import { startAttempt } from "../../../src/domain/attempts.ts";
import { regradeQuestion, tryRegrade } from "../../../src/domain/regrading.ts";
import { loadContent } from "../../../src/domain/loading-content.ts";
import { generate } from "../../../src/engine/generation/generate.ts";
import { keepShown } from "../../../src/domain/showing.ts";
import { tallyUp } from "../../../src/domain/tallying.ts";
import { keyOf } from "../../../src/engine/questions/keys.ts";
import { isChoice, takesSeveral, type ChoiceQuestion, type Question } from "../../../src/engine/questions/question.ts";
import { newPublicId } from "../../../src/lib/ids.ts";
import { listBodiesByPublicIds } from "../../../src/storage/questions.ts";
import { later } from "../../../src/lib/clock.ts";
import type { Person } from "../../../src/storage/tables.ts";
import { entitySchema } from "../../../src/engine/knowledge/entity.ts";
import { contentOf, GROUPS, incidentFile, knowledgeOf } from "../../support/knowledge.ts";
import { makeCrowd } from "../../support/crowd.ts";
import { makePerson, makeQuestion, makeQuiz, type MadeQuiz } from "../../support/make.ts";
import { keepQuestion, EVERY_KIND } from "../../support/every-kind.ts";
import { learnerAt, sit } from "../../support/sitting.ts";
import { loadPiggybacking } from "../../support/studio.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let trainer: Person;
let agent: Agent;
beforeAll(async () => { world = await openWorld(); trainer = await makePerson(world.db, { roles: ["trainer"] }); agent = await world.signedInAs(trainer); });
afterAll(() => world.close());

const pageOf = async ({ quiz }: MadeQuiz, query = "") => (await agent.get(`/studio/quizzes/${quiz.slug}/statistics${query}`).expect(200)).text;
const figureIn = (html: string, name: string) => new RegExp(`data-figure="${name}">[\\s\\S]*?class="number">([^<]*)<`).exec(html)?.[1];
const rowsIn = (html: string) => [...html.matchAll(/data-question="([^"]+)">[\s\S]*?<\/th>\s*([\s\S]*?)<\/tr>/g)].map(([, id, cells]) => [id, ...[...cells!.matchAll(/class="number">([^<]*)</g)].map(([, cell]) => cell)]);
const itemPage = async (made: MadeQuiz, place: number, query = "") => (await agent.get(`/studio/questions/${made.questions[place]!.row.public_id}/statistics${query}`).expect(200)).text;

/** What is stored where somebody answers rightly. */
function rightTo(question: Question): string | string[] {
  const key = keyOf(question);
  if ("right" in key) return key.right;
  if ("pairs" in key) return Object.values(key.pairs);
  return "sequence" in key ? key.sequence : "value" in key ? String(key.value) : key.accept[0]!;
}

function wrongTo(question: Question): string | string[] {
  if (isChoice(question)) { const wrong = question.options.filter(({ correct }) => !correct).map(({ id }) => id); return takesSeveral(question) ? wrong : wrong[0]!; }
  if (question.kind === "numeric") return "1";
  return question.kind === "short" ? "Nobody" : [rightTo(question)].flat().toReversed();
}

async function inTurn<From, To>(all: readonly From[], deed: (each: From) => Promise<To>): Promise<To[]> {
  const done: To[] = [];
  for (const each of all) done.push(await deed(each));
  return done;
}

describe("the statistics of a quiz", () => {
  test("say what is missing while it is unpublished, untaken, or taken by too few", async () => {
    const made = await makeQuiz(world.db, { questions: 2 });
    expect(await pageOf(made)).toContain("Nobody has finished this quiz yet.");
    await makeCrowd(world.db, made, 18);
    const html = await pageOf(made);
    expect(html).toContain("18 of 30 attempts so far");
    expect(html).not.toContain("data-figure");
    expect(rowsIn(html)[0]!.slice(1)).toEqual(["18", "–", "–", "–", "–", "–", "–", "–", "–"]);
    expect(await itemPage(made, 0)).toContain("18 of 30 answers so far");
    expect((await agent.get(`/studio/quizzes/${made.quiz.slug}/statistics/download`).expect(200)).text).toContain("Too few answers");
    const [draft] = await world.db("quizzes").insert({ ...made.quiz, id: undefined, slug: "unpublished", state: "draft" } as never).returning("*");
    expect((await agent.get(`/studio/quizzes/${draft!.slug}/statistics`).expect(200)).text).toContain("has not been published yet");
  });

  /** Expected values come from numpy: cov, var(ddof=1) and sort over the same 36 rows. */
  test("are Moodle's, provisional under a hundred answers, and name nobody", async () => {
    const made = await makeQuiz(world.db, { questions: 2 });
    const picks = [["aa", 12], ["ab", 9], ["ba", 6], ["bc", 9]] as const;
    for (const [pick, people] of picks) await makeCrowd(world.db, made, people, { seed: pick, chooses: (_, place) => pick[place]! });
    const html = await pageOf(made);
    expect(html).toContain("Provisional");
    expect(["mean", "median", "sd", "consistency"].map((name) => figureIn(html, name))).toEqual(["54.2%", "50%", "38.5%", "28.9%"]);
    expect(rowsIn(html).map((row) => row.slice(1, 9))).toEqual([["36", "58%", "50%", "33%", "50", "49.7", "16.9", "20"], ["36", "50%", "51%", "33%", "50", "50.3", "16.9", "20"]]);
    expect(html).not.toMatch(/Crowd \d|@crowd\.test/);
  });

  test("keep versions apart, put them together when asked, and sort by link", async () => {
    const made = await makeQuiz(world.db, { questions: 3 });
    await makeCrowd(world.db, made, 40);
    const [second] = await world.db("quiz_versions").insert({ ...made.version, id: undefined, number: 2 } as never).returning("*");
    for (const [place, { version }] of made.questions.entries()) await world.db("quiz_version_questions").insert({ quiz_version_id: second!.id, question_version_id: version.id, position: place + 1 });
    await makeCrowd(world.db, { ...made, version: second! }, 31, { seed: "second" });
    await makeCrowd(world.db, { ...made, version: second! }, 5, { seed: "again", number: 2 });
    const counted = async (query: string) => rowsIn(await pageOf(made, query))[0]![1];
    expect([await counted(""), await counted("?version=1"), await counted("?version=all"), await counted("?version=2&attempts=all"), await counted("?version=nonsense")]).toEqual(["31", "40", "71", "36", "31"]);
    const facilities = async (sort: string) => rowsIn(await pageOf(made, `?sort=${sort}`)).map((row) => parseInt(row[2]!, 10));
    expect(await facilities("facility")).toEqual((await facilities("-facility")).toReversed());
    expect(await facilities("facility")).toEqual((await facilities("facility")).toSorted((a, b) => a - b));
  });

  test("come as CSV that no spreadsheet runs as a formula", async () => {
    const made = await makeQuiz(world.db, { questions: [await makeQuestion(world.db, { stem: '=HYPERLINK("http://evil.example","Which, then?")' }), await makeQuestion(world.db)] });
    await makeCrowd(world.db, made, 120);
    const { text, headers } = await agent.get(`/studio/quizzes/${made.quiz.slug}/statistics/download`).expect(200);
    expect(headers["content-type"]).toMatch(/^text\/csv/);
    expect(text.split("\r\n")[1]).toContain(`"'=HYPERLINK(""http://evil.example"",""Which, then?"")"`);
    expect(text).not.toMatch(/(?:^|,|\n)"?[=@+]/);
  });
});

describe("what was answered", () => {
  test("comes as CSV line by line, and goes by the corrected key wherever a key is shown", async () => {
    const bodies = EVERY_KIND.filter(({ kind }) => kind !== "true_false").map((body) => ({ ...body, id: `figured-${body.id}` }));
    const made = await makeQuiz(world.db, { questions: await inTurn(bodies, (body) => keepQuestion(world.db, body)) });
    const learner = await makePerson(world.db);
    await makeCrowd(world.db, made, 40, { chooses: (ability, place, random) => (random() < ability ? rightTo(bodies[place]!) : wrongTo(bodies[place]!)) });
    const attempt = await startAttempt(world.db, learner, made.quiz, world.now());
    for (const [place, body] of bodies.entries()) await answerQuestion(world.db, learner, attempt, place + 1, [wrongTo(body)].flat(), world.now());

    const { row } = made.questions[0]!;
    const [was, is] = (bodies[0] as ChoiceQuestion).options.map(({ id }) => id) as [string, string];
    const before = await itemPage(made, 0);
    expect(before).not.toContain("data-correction");
    const proposal = { kind: "key" as const, corrected: { right: [is] }, versions: [1] };
    await regradeQuestion(world.db, trainer, row, proposal, { reason: "The advisory names APT28.", digest: (await tryRegrade(world.db, trainer, row, proposal, world.now())).digest, key: newPublicId() }, world.now());

    const note = /data-correction="key">[\s\S]*?Key corrected on[\s\S]*?The key was: Turla<[\s\S]*?The key is now: APT28<[\s\S]*?The advisory names APT28/;
    const html = await itemPage(made, 0);
    expect(html).toMatch(note);
    expect(new RegExp(`data-option="${is}">[\\s\\S]*?</tr>`).exec(html)![0]).toContain("Right answer");
    expect(new RegExp(`data-option="${was}">[\\s\\S]*?</tr>`).exec(html)![0]).not.toContain("Right answer");
    for (const path of ["", "/versions/1"]) expect((await agent.get(`/studio/questions/${row.public_id}${path}`).expect(200)).text).toMatch(note);
    expect(await pageOf(made)).toContain("Key corrected");
    expect(keyOf(JSON.parse((await listBodiesByPublicIds(world.db, [row.public_id]))[0]!) as Question)).toEqual({ right: [is] });
    const past = (await (await world.signedInAs(learner)).get("/progress/answers").expect(200)).text;
    expect(past).toContain("The key of this question was corrected.");
    expect(past).toContain("The advisory names APT28.");

    const { text } = await agent.get(`/studio/quizzes/${made.quiz.slug}/statistics/answers`).expect(200);
    const lines = text.trim().split("\r\n").slice(1).map((line) => line.split(",").slice(4));
    const kinds = new Map<string, number>();
    for (const [part] of lines) kinds.set(part!, (kinds.get(part!) ?? 0) + 1);
    expect(Object.fromEntries(kinds)).toMatchObject({ Option: 7, Line: 6, Place: 9, Region: 3 });
    expect(lines.find(([part, line]) => part === "Option" && line === "APT28")![3]).toBe("yes");
    expect(lines.filter(([part, , choice]) => part === "Line" && choice === "Russia").map(([, , , right]) => right)).toEqual(["yes", "no"]);
    expect(lines.filter(([part]) => part === "Typed").map(([, , choice, right]) => [choice, right]).sort()).toEqual([["1", "no"], ["48213.5", "yes"], ["nobody", "no"], ["sealed-short bear", "yes"]]);
    const own = (await agent.get(`/studio/quizzes/${made.quiz.slug}/statistics/answers?question=${row.public_id}`).expect(200)).text;
    expect(own.trim().split("\r\n")).toHaveLength(4);
  });
});

describe("the statistics of a question", () => {
  test("show who chose what, how long it took, how it went on, and what to do", async () => {
    const made = await makeQuiz(world.db, { questions: 4 });
    await makeCrowd(world.db, made, 150);
    await makeCrowd(world.db, made, 60, { seed: "later", first: new Date("2025-06-02T09:00:00Z") });
    const html = await itemPage(made, 1);
    expect([...html.matchAll(/data-option="(\w)"/g)].map(([, id]) => id)).toEqual(["a", "b", "c"]);
    expect(html).toContain("Settled");
    expect(html).toMatch(/Median time to answer<\/dt><dd>2\d(\.5)? s/);
    expect(html).toContain("June 2025");
    expect(html).toContain("<dt>Sound</dt>");
  });

  test("know when somebody first saw it, which is written once", async () => {
    const { agent: learner, quiz, version } = await learnerAt(world, { questions: 1 });
    const { attempt, finish } = await sit(world, learner, quiz.slug);
    const seen = async () => { await learner.get(`${attempt}/questions/1`).expect(200); await keepShown(world.db); return (await world.db("paper_items").join("attempts", "attempts.id", "attempt_id").where({ quiz_version_id: version.id }).select<{ shown_at: string }[]>("shown_at"))[0]!.shown_at; };
    const first = await seen();
    expect(first).toBe(world.now().toISOString());
    world.travelTo(later(world.now(), 20_000));
    expect(await seen()).toBe(first);
    await finish();
    await tallyUp(world.db);
    expect((await world.db("pace_tallies").where({ quiz_version_id: version.id })).map(({ seconds }) => seconds)).toEqual([20]);
  });

  test("add up every quiz in which enough answered it", async () => {
    const question = await makeQuestion(world.db);
    const [one, other, few] = [await makeQuiz(world.db, { questions: [question] }), await makeQuiz(world.db, { questions: [question, await makeQuestion(world.db)] }), await makeQuiz(world.db, { questions: [question] })];
    for (const [made, people] of [[one, 40], [other, 35], [few, 4]] as const) await makeCrowd(world.db, made, people, { seed: made.quiz.slug });
    const html = await itemPage(one, 0);
    expect(html).toContain("version 1 of the question has 75 answers");
    expect(html).toContain("4 of 30 answers so far");
    expect(await itemPage(one, 0, `?quiz=${other.quiz.slug}&version=1`)).toContain(`In ${other.quiz.title}, version 1`);
    const unasked = await makeQuestion(world.db);
    expect((await agent.get(`/studio/questions/${unasked.row.public_id}/statistics`).expect(200)).text).toContain("has never been in a published quiz");
  });

  test("offer proven options for one that nobody picks, and save a version with the chosen one", async () => {
    const rows = await loadPiggybacking(world.db, world.now());
    for (const [id, name] of [["sandworm", "Sandworm"], ["gamaredon", "Gamaredon"]] as const) await world.db("entities").insert({ key: id, incident_id: null, type: "intrusion-set", name, data: JSON.stringify(entitySchema.parse({ id, type: "intrusion-set", name })) });
    const row = rows.find(({ kind }) => kind === "single")!;
    const version = (await world.db("question_versions").where({ question_id: row.id }).orderBy("number", "desc").first())!;
    const body = JSON.parse(version.body) as MadeQuiz["questions"][number]["body"];
    const [key, tempting, idle] = [body.options.find(({ correct }) => correct)!, ...body.options.filter(({ correct }) => !correct)];
    const made = await makeQuiz(world.db, { questions: [{ row, version, body }, await makeQuestion(world.db)] });
    await makeCrowd(world.db, made, 60, { chooses: (ability, place, random) => (place === 1 ? (random() < ability ? "a" : "b") : random() < ability ? key.id : tempting!.id) });
    const html = (await agent.get(`/studio/questions/${row.public_id}/statistics`).expect(200)).text;
    expect(html).toContain("Nobody picks it");
    const [candidate] = [...html.matchAll(/data-replacement="([^"]+)"/g)].map(([, id]) => id);
    expect(candidate).toBeDefined();

    const send = (given: object) => agent.post(`/studio/questions/${row.public_id}/replacements`).type("form").send({ option: idle!.id, candidate, version: version.number, ...given });
    expect((await send({ candidate: "made-up" }).expect(422)).text).toContain("cannot be proven wrong any more");
    expect((await send({ version: 99 }).expect(422)).text).toContain("was saved meanwhile");
    expect((await send({ option: key.id }).expect(422)).text).toContain("cannot be proven wrong any more");
    await send({}).expect(303);
    const newest = (await world.db("question_versions").where({ question_id: row.id }).orderBy("number", "desc").first())!;
    const changed = JSON.parse(newest.body) as typeof body;
    expect(newest.number).toBe(version.number + 1);
    expect(changed.options.find(({ id }) => id === idle!.id)).toMatchObject({ correct: false, proof: expect.stringMatching(/^P[1-5]$/) as string });
    expect(changed.options.find(({ id }) => id === idle!.id)!.text).not.toBe(idle!.text);
    expect(changed.options.filter(({ id }) => id !== idle!.id)).toEqual(body.options.filter(({ id }) => id !== idle!.id));
  });

  test("offer another date that has nothing in common with the true one, and put it where it belongs", async () => {
    const dated = ["occurred-on", "disclosed-on", "charged-on"].map((relation) => `  - { id: ${relation}, subject: piggybacking, relation: ${relation}, object: { date: 2018-06 }, modality: asserted, asserted_by: agencies, evidence: [{ source: press, quote: today the agencies said }] }\n`).join("");
    const files = { "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(dated) };
    const body = generate(knowledgeOf(files)).find((question): question is ChoiceQuestion => isChoice(question) && question.sorted === true)!;
    await loadContent(world.db, contentOf(files));
    const kept = await keepQuestion(world.db, body);
    await world.db("questions").where({ id: kept.row.id }).update({ incident_id: (await world.db("incidents").where({ slug: "piggybacking" }).first())!.id });
    const [key, first, last] = [body.options.find(({ correct }) => correct)!, body.options.find(({ correct }) => !correct)!, body.options.findLast(({ correct }) => !correct)!];
    const made = await makeQuiz(world.db, { questions: [kept, await makeQuestion(world.db)] });
    await makeCrowd(world.db, made, 60, { chooses: (ability, place, random) => (place === 1 ? (random() < ability ? "a" : "b") : random() < ability ? key.id : last.id) });
    const html = await itemPage(made, 0);
    const [, candidate] = new RegExp(`name="option" value="${first.id}"><input type="hidden" name="candidate" value="([^"]+)"`).exec(html)!;
    expect(html).toContain("the figures or dates do not overlap");
    await agent.post(`/studio/questions/${kept.row.public_id}/replacements`).type("form").send({ option: first.id, candidate, version: 1 }).expect(303);
    const newest = JSON.parse((await world.db("question_versions").where({ question_id: kept.row.id, number: 2 }).first())!.body) as ChoiceQuestion;
    expect(newest.options.find(({ id }) => id === first.id)).toMatchObject({ text: candidate, proof: "P5", correct: false });
    expect(newest.options.map(({ text }) => Date.parse(`1 ${text}`))).toEqual(newest.options.map(({ text }) => Date.parse(`1 ${text}`)).toSorted((a, b) => a - b));
    expect(newest.sorted).toBe(true);
  });

  test("say plainly that nothing can be proposed for a question by hand", async () => {
    const made = await makeQuiz(world.db, { questions: 2 });
    await makeCrowd(world.db, made, 60, { chooses: (ability, _, random) => (random() < ability ? "a" : "b") });
    expect(await itemPage(made, 0)).toContain("does not come of facts, so nothing can be proposed");
  });
});

describe("statistics where no names are shown", () => {
  test("add five people at once and never one alone, also when they are counted anew, and say so", async () => {
    const discreet = await openWorld({ privacyMode: "aggregate" });
    const reader = await discreet.signedInAs(await makePerson(discreet.db, { roles: ["trainer"] }));
    const made = await makeQuiz(discreet.db, { questions: 2 });
    const address = `/studio/quizzes/${made.quiz.slug}/statistics`;
    const told = async () => inTurn(["", "/answers", "/download"].flatMap((path) => [`${address}${path}`, `${address}${path}?attempts=all`]), async (path) => (await reader.get(path).expect(200)).text);
    await makeCrowd(discreet.db, made, 30);
    const before = await told();
    await makeCrowd(discreet.db, made, 4, { from: 100, seed: "new" });
    expect(await told()).toEqual(before);
    await discreet.db("attempts").where({ tallied: 1 }).limit(1).update({ tallied: -1 });
    expect(await told()).toEqual(before);
    await makeCrowd(discreet.db, made, 1, { from: 200, seed: "last" });
    expect((await told())[0]).toContain("35 finished");
    for (const page of before) expect(page).toContain("New attempts are added when at least 5 people have made some");
    await discreet.close();
  });
});
