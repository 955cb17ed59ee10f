import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { refreshFigures } from "../../../src/domain/refreshing-figures.ts";
import { rulesOf } from "../../../src/domain/desk-rules.ts";
import { askForEvidence, makeEvidence } from "../../../src/domain/evidence-packs.ts";
import { readSettings } from "../../../src/domain/installation.ts";
import type { Person } from "../../../src/storage/tables.ts";
import { openBeside, type Beside } from "../../support/beside.ts";
import { makeCrowd } from "../../support/crowd.ts";
import { newDatabase } from "../../support/database.ts";
import { makePerson, makeQuiz, PASSWORD } from "../../support/make.ts";
import { layWire, type Wire } from "../../support/wire.ts";
import { openOn, type Agent, type World } from "../../support/world.ts";
import { attemptIn } from "../../support/attempt-in.ts";

let wire: Wire;
let world: World;
let beside: Beside;
let staff: Person;
let agent: Agent;
let slug: string;
beforeAll(async () => {
  const made = await newDatabase(inject("database"));
  wire = await layWire(Number(new URL(made.url).port));
  world = await openOn(made, { replicaUrl: `${made.url.replace(/:\d+\//, `:${wire.port}/`)}?options=-c%20default_transaction_read_only%3Don` });
  staff = await makePerson(world.db, { roles: ["admin", "manager", "trainer"] });
  const quiz = await makeQuiz(world.db, { questions: 3 });
  slug = quiz.quiz.slug;
  await makeCrowd(world.db, quiz, 40);
  await refreshFigures(world.db, rulesOf(await readSettings(world.db, world.config)), world.now(), { all: true });
  beside = await openBeside(world);
  agent = beside.visitor();
  await agent.post("/session").type("form").send({ email: staff.email, password: PASSWORD }).expect(303);
});
afterAll(async () => { await beside.close(); await world.close(); await wire.close(); });

/** What was asked last on each connection to the copy, and to nothing but it. */
const askedOfCopy = async () => (await world.db.raw<{ rows: { query: string }[] }>("SELECT query FROM pg_stat_activity WHERE application_name = 'debrief reports of a copy' AND datname = current_database()")).rows.map(({ query }) => query);
const reports = () => ["/desk", `/desk/quizzes/${slug}`, "/desk/knowledge", "/desk/report", "/desk/tables/quizzes", `/studio/quizzes/${slug}/statistics`, `/studio/quizzes/${slug}/statistics/download`, `/studio/quizzes/${slug}/statistics/answers`];

test("reports only read, and are read from a copy that allows nothing else, where nobody else goes", async () => {
  const attempt = attemptIn((await agent.post(`/quizzes/${slug}/attempts`).type("form").send({}).expect(303)).headers["location"]);
  await agent.post(`${attempt}/questions/1/response`).type("form").send({ chosen: "1", confidence: "sure" }).expect(303);
  for (const path of ["/", "/progress", "/studio/questions", "/admin/people", "/desk/assignments"]) await agent.get(path).expect(200);
  expect(await askedOfCopy()).toEqual([]);
  for (const path of reports()) expect([path, (await agent.get(path)).status]).toEqual([path, 200]);
  expect((await askedOfCopy()).join()).toMatch(/select/i);

  const { errands } = beside.databases;
  await askForEvidence(world.db, world.config, staff, { from: "2025-03-01", to: "2025-04-30" }, world.now());
  await makeEvidence(errands, world.config, "the secret of the tests", world.now);
  expect(await world.db("evidence_packs").first()).toMatchObject({ state: "done" });
});

test("a copy that does not answer is done without, with a note for whoever runs it, and used again when it does", async () => {
  const notes = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  const noted = (words: string) => notes.mock.calls.filter(([first]) => typeof first === "string" && first.includes(words)).length;
  try {
    wire.cut();
    await vi.waitFor(async () => { await agent.get("/desk"); expect(noted("more than a minute behind")).toBe(1); }, { timeout: 10_000, interval: 100 });
    for (const path of reports().slice(0, 3)) await agent.get(path).expect(200);
    wire.mend();
    await vi.waitFor(async () => { await agent.get("/desk").expect(200); expect(noted("again")).toBe(1); }, { timeout: 10_000, interval: 100 });
    expect(noted("more than a minute behind")).toBe(1);
  } finally {
    notes.mockRestore();
  }
});
