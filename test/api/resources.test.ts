import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { partsFrom } from "../../src/engine/library/packs/packing.ts";
import { writePack } from "../../src/engine/library/packs/writing.ts";
import { EVERY_KIND } from "../support/every-kind.ts";
import { makeFact } from "../support/facts.ts";
import { shipped } from "../support/knowledge.ts";
import { makePerson, makeQuestion, makeQuiz, makeTeam } from "../support/make.ts";
import { programOf, type Program } from "../support/api.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let program: Program;
beforeAll(async () => {
  world = await openWorld();
  program = await programOf(world, "admin");
});
afterAll(() => world.close());

type Thing = Record<string, unknown> & { id: string };
const read = async (path: string) => (await program.get(path)).body as Thing;
const itemsOf = async (path: string) => ((await program.get(path)).body as { items: Thing[] }).items;
const made = async (path: string, body: object) => {
  const answer = await program.post(path, body);
  const thing = answer.body as Thing;
  expect([answer.status, answer.headers["location"]]).toEqual([201, `${world.address}/api/v1${path}/${thing.id}`]);
  return thing;
};
const edit = async (path: string, body: object, method: "patch" | "put" = "patch") => program.ask(method, path, { body, headers: { "If-Match": (await program.get(path)).headers["etag"]! } });

describe("a program", () => {
  test("finds out whom its token acts as", async () => {
    expect(await read("/token")).toMatchObject({ name: "Test", person: { id: program.person.public_id }, roles: ["learner", "admin"] });
  });

  test("adds, finds, changes, deactivates and reactivates people, as their maker's deed in the log", async () => {
    const team = await makeTeam(world.db, { name: "Harbour" });
    const boss = await makePerson(world.db, { name: "Boss" });
    const ann = await made("/people", { name: "Ann", email: "Ann@Example.org", team: team.public_id, roles: ["trainer"], external_id: "P-7", department: "Pilots", line_manager: boss.public_id });
    expect(ann).toMatchObject({ email: "ann@example.org", roles: ["learner", "trainer"], team: { name: "Harbour" }, line_manager: { name: "Boss" }, is_active: true });
    for (const found of ["q=pilots", "email=ANN@example.org", "external_id=P-7", `team=${team.public_id}`, "department=Pilots&role=trainer&state=active"]) expect((await itemsOf(`/people?${found}`)).map(({ id }) => id)).toEqual([ann.id]);
    expect((await edit(`/people/${ann.id}`, { team: null, line_manager: null, external_id: null })).body).toMatchObject({ name: "Ann", roles: ["learner", "trainer"], team: null, line_manager: null, external_id: null, department: "Pilots" });
    expect((await program.post(`/people/${ann.id}/deactivation`)).body).toMatchObject({ is_active: false });
    expect((await program.post(`/people/${ann.id}/reactivation`)).body).toMatchObject({ is_active: true });
    expect((await itemsOf(`/audit-events?subject=${ann.id}`)).map(({ deed, actor }) => [deed, (actor as { name: string }).name])).toEqual(["reactivated", "deactivated", "changed", "added"].map((deed) => [`person.${deed}`, program.person.name]));
    expect(new Set((await itemsOf(`/audit-events?subject=${ann.id}`)).map(({ detail }) => (detail as { token: string }).token))).toEqual(new Set([program.token.public_id]));
    expect((await program.post(`/people/${program.person.public_id}/deactivation`)).body).toMatchObject({ status: 422 });
  });

  test("keeps teams and groups, and is refused what a rule forbids", async () => {
    const [top, boss] = [await made("/teams", { name: "Fleet" }), await makePerson(world.db, { roles: ["manager"], site: "Bonn" })];
    const below = await made("/teams", { name: "Tugs", parent: top.id, manager: boss.public_id });
    expect((await edit(`/teams/${top.id}`, { parent: below.id })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/parent" }] });
    expect((await edit(`/teams/${below.id}`, { name: "Tow boats" })).body).toMatchObject({ name: "Tow boats", parent: { name: "Fleet" }, manager: { id: boss.public_id } });
    expect((await program.ask("delete", `/teams/${top.id}`)).status).toBe(422);
    const ann = await makePerson(world.db, { team_id: (await world.db("teams").where({ public_id: below.id }).first())!.id });
    expect((await program.post(`/teams/${top.id}/merger`, { into: below.id })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/into" }] });
    expect((await program.post(`/teams/${below.id}/merger`, { into: top.id })).body).toMatchObject({ team: { id: top.id }, people: 1 });
    expect(await read(`/people/${ann.public_id}`)).toMatchObject({ team: { id: top.id } });
    expect([(await program.post(`/teams/${below.id}/merger`, { into: top.id })).status, (await program.ask("delete", `/teams/${below.id}`)).status]).toEqual([404, 404]);

    const [list, rule] = [await made("/groups", { name: "Crew" }), await made("/groups", { name: "In Bonn", rule: { match: "all", conditions: [{ field: "site", is: "one-of", values: ["Bonn"] }] } })];
    expect((await program.post(`/groups/${list.id}/members`, { people: [boss.public_id] })).body).toEqual({ changed: 1 });
    for (const { id } of [list, rule]) expect((await itemsOf(`/groups/${id}/members`)).map((person) => person.id)).toEqual([boss.public_id]);
    expect((await program.post(`/groups/${list.id}/members`, { people: ["nobody"] })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/people/0" }] });
    expect((await program.post(`/groups/${rule.id}/members`, { people: [boss.public_id] })).status).toBe(422);
    expect((await program.post(`/groups/${list.id}/members/removal`, { people: [boss.public_id] })).body).toEqual({ changed: 1 });
    expect((await edit(`/groups/${rule.id}`, { rule: { match: "all", conditions: [{ field: "site", is: "one-of", values: ["Rome"], extra: 1 }] } })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/rule/conditions/0/extra" }] });
    expect((await program.ask("delete", `/groups/${list.id}`)).status).toBe(204);
  });
});

const SINGLE = {
  kind: "single", level: "recall", topic: "phishing", stem: "What did the mail at the harbour ask for?", explanation: "It asked for the gate code.",
  options: [{ text: "The gate code", correct: true, feedback: "The mail asked for it." }, { text: "A ship's log", correct: false, feedback: "Nobody asked for it." }, { text: "A crew list", correct: false, feedback: "Nobody asked for it." }],
};

describe("a question", () => {
  test("is written, found, edited with a reason, looked through by somebody else, retired and brought back", async () => {
    const written = await made("/questions", { content: SINGLE });
    const path = `/questions/${written.id}`;
    expect(written).toMatchObject({ state: "draft", version: 1, content: { ...SINGLE, facts: [], language: "en", format: "plain" } });
    expect((await itemsOf("/questions?q=gate+harbour")).map(({ id }) => id)).toEqual([written.id]);
    expect((await edit(path, { content: { ...SINGLE, explanation: "It asked for the code of the gate." } }, "put")).body).toMatchObject({ version: 2 });
    expect((await program.post(`${path}/review`, { note: "Please look" })).body).toMatchObject({ is_in_review: true });
    expect((await program.post(`${path}/verdict`, { decision: "approved", version: 2 })).body).toMatchObject({ status: 422 });
    const other = await programOf(world, "trainer");
    expect((await other.post(`${path}/verdict`, { decision: "approved", version: 2 })).body).toMatchObject({ state: "published", is_in_review: false });
    expect((await edit(path, { content: SINGLE }, "put")).body).toMatchObject({ status: 422, errors: [{ pointer: "#/why" }] });
    expect((await edit(path, { content: SINGLE, why: "Shorter" }, "put")).body).toMatchObject({ version: 3 });
    expect(await itemsOf(`${path}/versions`)).toMatchObject([{ number: 1 }, { number: 2 }, { number: 3, why: "Shorter" }]);
    expect(await read(`${path}/versions/2`)).toMatchObject({ content: { explanation: "It asked for the code of the gate." } });
    expect([(await program.post(`${path}/retirement`)).body, (await program.post(`${path}/reinstatement`)).body]).toMatchObject([{ state: "retired" }, { state: "published" }]);
  });

  test("says at its place in the content what is wrong with it", async () => {
    const odd = { ...SINGLE, stem: "What was stolen from the ferry?", options: [SINGLE.options[0]!, { ...SINGLE.options[1]!, feedback: "" }] };
    expect((await program.post("/questions", { content: odd })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/content/options/1/feedback" }] });
    expect((await program.post("/questions", { content: { ...SINGLE, answer: { value: 1 } } })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/content/answer" }] });
  });

  test("of every kind reads as it can be written: sent back unchanged, nothing is changed", async () => {
    for (const body of EVERY_KIND) {
      const { row } = await makeQuestion(world.db, { ...body, facts: [], evidence: [], enemies: [], row: { kind: body.kind } } as never);
      const path = `/questions/${row.public_id}`;
      const { content } = (await read(path)) as Thing & { content: object };
      const answer = await edit(path, { content, why: "Nothing" }, "put");
      expect([body.kind, answer.status, answer.body]).toEqual([body.kind, 200, expect.objectContaining({ version: 1, content })]);
    }
  });
});

describe("a quiz", () => {
  test("is begun, filled, published in versions that stay, assigned with more time for one, and ended", async () => {
    const quiz = await made("/quizzes", { title: "Harbour gates", summary: "About gates.", topic: "phishing", pass_percent: 70 });
    const path = `/quizzes/${quiz.id}`;
    const [first, second] = [await makeQuestion(world.db, { level: "decide" }), await makeQuestion(world.db, { level: "mechanism" })];
    expect((await program.post(`${path}/questions`, { questions: [first.row.public_id, second.row.public_id] })).body).toMatchObject({ questions: [{ id: first.row.public_id }, { id: second.row.public_id }] });
    expect((await program.post(`${path}/questions`, { questions: ["nothing"] })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/questions/0" }] });
    expect((await program.post(`${path}/publication`, {})).body).toMatchObject({ state: "published", published_version: 1 });
    expect((await program.ask("delete", `${path}/questions/${second.row.public_id}`)).body).toMatchObject({ questions: [{ id: first.row.public_id }], published_version: 1 });
    expect((await edit(path, { pass_percent: 90, limit_minutes: 10 })).body).toMatchObject({ pass_percent: 90, limit_minutes: 10, title: "Harbour gates" });
    expect((await program.post(`${path}/publication`)).body).toMatchObject({ published_version: 2 });
    expect(await itemsOf(`${path}/versions`)).toMatchObject([{ number: 1, pass_percent: 70 }, { number: 2, pass_percent: 90 }]);
    expect(await read(`${path}/versions/1`)).toMatchObject({ questions: [{ id: first.row.public_id, version: 1 }, { id: second.row.public_id }] });
    expect((await itemsOf("/quizzes?q=harbour&state=published")).map(({ id }) => id)).toEqual([quiz.id]);

    const ann = await makePerson(world.db, { name: "Assigned" });
    const given = await made("/assignments", { quizzes: [quiz.id], audience: [{ kind: "person", id: ann.email }], due_on: "2026-02-01" });
    expect(given).toMatchObject({ audience: [{ kind: "person", id: ann.public_id, name: "Assigned" }], late: true, required: true });
    expect((await edit(`/assignments/${given.id}`, { late: false, audience: given["audience"] })).body).toMatchObject({ late: false, due_on: "2026-02-01" });
    expect((await program.post(`/assignments/${given.id}/exceptions`, { kind: "extension", person: ann.public_id, until: "2026-03-01", reason: "Ill" })).status).toBe(204);
    expect(await itemsOf(`/duties?person=${ann.public_id}`)).toMatchObject([{ state: "open", due_on: "2026-03-01", quiz: { id: quiz.id } }]);
    const [{ number }] = (await itemsOf(`/assignments/${given.id}/exceptions`)) as [Thing];
    expect((await program.ask("delete", `/assignments/${given.id}/exceptions/${number as number}`)).status).toBe(204);
    expect([(await program.post(`/assignments/${given.id}/ending`)).body, (await program.post(`/assignments/${given.id}/resumption`)).body]).toMatchObject([{ left: 1 }, { joined: 1 }]);
    expect((await program.post("/assignments", { quizzes: ["nothing"], audience: [{ kind: "everyone" }] })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/quizzes" }] });
    expect([(await program.post(`${path}/retirement`)).body, (await program.post(`${path}/reinstatement`)).body]).toMatchObject([{ state: "retired" }, { state: "published" }]);
  });
});

describe("the draft of a quiz", () => {
  test("is put in order, draws by rules and from a filter, says where these contradict, and reads as it can be written", async () => {
    const [one, two, three] = [await makeQuestion(world.db, { topic: "ferries" }), await makeQuestion(world.db, { topic: "ferries" }), await makeQuestion(world.db, { topic: "gates" })].map(({ row }) => row.public_id) as [string, string, string];
    const quiz = await made("/quizzes", { title: "Ferries", summary: "About ferries.", topic: "ferries", pass_percent: 70, draw_rules: [{ count: 1, topic: "gates" }], question_order: "shuffled" });
    const path = `/quizzes/${quiz.id}`;
    expect(quiz).toMatchObject({ draw_count: 1, draw_rules: [{ count: 1, topic: "gates" }], question_order: "shuffled", unseen_first: true, pool: null });
    const asked = (answer: { body: unknown }) => (answer.body as { questions: { id: string; joined: boolean }[] }).questions.map(({ id, joined }) => [id, joined]);
    expect(asked(await edit(`${path}`, { pool: { topic: "ferries" } }))).toEqual([[one, true], [two, true]]);
    const etag = (await program.get(path)).headers["etag"]!;
    const arranged = await program.ask("put", `${path}/questions`, { body: { questions: [three, two] }, headers: { "If-Match": etag } });
    expect(asked(arranged)).toEqual([[three, false], [two, false], [one, true]]);
    expect((await program.ask("put", `${path}/questions`, { body: { questions: [two, three] }, headers: { "If-Match": etag } })).status).toBe(412);
    expect(asked(await program.ask("put", `${path}/questions`, { body: { questions: [two, three] }, headers: { "If-Match": arranged.headers["etag"]! } }))).toEqual([[two, false], [three, false], [one, true]]);
    expect((await edit(path, { pool: {} })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/pool" }] });
    expect((await edit(path, { draw_rules: [{ count: 2 }], draw_count: 3 })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/draw_count" }] });
    expect((await edit(path, { draw_rules: [{ count: 2, colour: "red" }] })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/draw_rules/0/colour" }] });
    const { id: _, state: _state, published_version: _number, created_at: _at, questions: _asked, ...rules } = await read(path);
    expect((await edit(path, { ...rules, pool: null })).body).toMatchObject({ ...rules, pool: null, draw_count: 1 });
    expect((await edit(path, { draw_count: 2 })).body).toMatchObject({ draw_count: 2, draw_rules: [], question_order: "shuffled" });
  });
});

const parts = () => { const all = structuredClone(partsFrom(shipped().content, "twitter-takeover")!); delete all.incident.verified; return all; };

describe("what trainers bring and start", () => {
  test("is done by programs too: a pack is looked at, imported, read, hidden and removed, and a path made and assigned", async () => {
    const pack = writePack({ ...parts(), version: 1, made: { on: "2026-01-01", by: "Northwind" } });
    expect((await program.post("/pack-plans", { pack })).body).toMatchObject({ incident: "twitter-takeover", fate: "new", refusals: [] });
    expect((await program.post("/pack-plans", { pack: "nothing: of it" })).body).toMatchObject({ fate: null, refusals: [expect.any(String)] });
    expect((await program.post("/packs", { pack: "nothing: of it" })).body).toMatchObject({ status: 422 });
    expect((await program.post("/packs", { pack })).body).toMatchObject({ incident: "twitter-takeover", fate: "new" });
    expect(await itemsOf("/packs")).toMatchObject([{ id: "twitter-takeover", version: 1 }]);
    expect(await read("/incidents/twitter-takeover/pack")).toEqual({ pack });
    expect([(await program.post("/incidents/twitter-takeover/hiding")).body, (await program.post("/incidents/twitter-takeover/showing")).body]).toMatchObject([{ is_hidden: true }, { is_hidden: false }]);

    expect((await itemsOf("/paths")).map(({ id }) => id)).toContain("everybody");
    expect((await program.post("/paths/everybody/weeks", { months: 1, audience: "everyone" })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/from" }] });
    expect((await program.post("/paths/everybody/weeks", { months: 1, audience: "everyone", from: "2020-01" })).body).toMatchObject({ status: 422, errors: [{ pointer: "#/from" }] });
    const narrow = await programOf(world, "trainer", ["quizzes:write"]);
    expect((await narrow.post("/paths/everybody/weeks", { months: 1, audience: "everyone", from: "2027-01" })).status).toBe(403);
    expect((await program.post("/paths/everybody/weeks", { months: 1, audience: "everyone", from: "2027-01" })).body).toMatchObject({ id: "everybody", next_month: 2, weeks: expect.arrayContaining([expect.objectContaining({ week: 1, month: 1 })]) as unknown });
    expect(await itemsOf("/assignments?state=running")).toEqual(expect.arrayContaining([expect.objectContaining({ opens_on: "2027-01-01", audience: [{ kind: "everyone", id: null, name: null }] })]));
    expect((await program.post("/paths/help-desk/starter")).status).toBe(201);
    expect([(await program.ask("delete", "/packs/twitter-takeover")).status, (await program.ask("delete", "/packs/twitter-takeover")).status]).toEqual([204, 404]);
  });
});

describe("a certificate", () => {
  test("is read by number and in a list, with its state, and without the secret that shows its holder's name", async () => {
    const [ann, { quiz }] = [await makePerson(world.db, { name: "Certified" }), await makeQuiz(world.db, { questions: 1, certificate_months: 12, pass_percent: 60 })];
    const attempt = await startAttempt(world.db, ann, quiz, world.now());
    await answerQuestion(world.db, ann, attempt, 1, ["a"], world.now());
    const [one] = await itemsOf(`/certificates?quiz=${quiz.slug}&state=valid`);
    expect(one).toMatchObject({ person: { name: "Certified" }, quiz: { id: quiz.slug }, state: "valid", expires_at: "2027-01-05T23:59:59.999Z", check_url: `${world.address}/certificates/${one!["number"] as string}` });
    expect(await read(`/certificates/${(one!["number"] as string).toLowerCase()}`)).toEqual(one);
    expect([await itemsOf(`/certificates?quiz=${quiz.slug}&state=expired`), (await program.get("/certificates/0000-0000-0000-0000")).status]).toEqual([[], 404]);
    expect(await world.db("sightings").where({ person_id: ann.id })).not.toEqual([]);
  });
});

describe("what an installation knows", () => {
  test("is read with its sources: incidents, facts and figures of all teams", async () => {
    const fact = await makeFact(world.db);
    const [incident] = await itemsOf(`/incidents?q=affair+${fact.key}`);
    expect(await read(`/incidents/${incident!.id}`)).toMatchObject({ title: `The affair ${fact.key}`, sources: [{ id: "press", url: "https://press.example/turla" }] });
    expect(await itemsOf(`/incidents/${incident!.id}/facts`)).toMatchObject([{ id: fact.key, relation: "attributed-to", object: { id: "turla" }, modality: "claimed", standing: "current", evidence: [{ quote: "it was Turla", publisher: "The Press" }] }]);
    expect(await read("/reports/completion")).toMatchObject({ privacy: "named", teams: expect.any(Array) as unknown[] });
    expect(await read("/reports/knowledge")).toMatchObject({ subjects: expect.any(Array) as unknown[] });
  });
});
