import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { finishOverdueOf } from "../../src/domain/deadlines.ts";
import { erasePerson } from "../../src/domain/erasing.ts";
import { deactivatePerson } from "../../src/domain/people.ts";
import { startPractice } from "../../src/domain/practising.ts";
import { keepRecordStore, replayStatements, tryRecordStore, type StoreWish } from "../../src/domain/record-store.ts";
import { requestOffice } from "../../src/domain/request-office.ts";
import type { Proposal } from "../../src/domain/rulings.ts";
import { sendStatements, type SendingRules } from "../../src/domain/sending-statements.ts";
import { retractFact } from "../../src/domain/ageing.ts";
import { regradeQuestion, reverseRegrade, tryRegrade } from "../../src/domain/regrading.ts";
import type { Question } from "../../src/engine/questions/question.ts";
import { DAY, HOUR, later } from "../../src/lib/clock.ts";
import type { Attempt, Person } from "../../src/storage/tables.ts";
import { EVERY_KIND, keepQuestion } from "../support/every-kind.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { KEY, openRecordStore, SECRET, type Stored, type TestStore } from "../support/record-store.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let store: TestStore;
let admin: Person;
beforeAll(async () => { [world, store] = [await openWorld(), await openRecordStore()]; admin = await makePerson(world.db, { roles: ["admin"] }); });
afterAll(async () => { store.close(); await world.close(); });
beforeEach(async () => {
  world.travelTo("2026-01-05T09:00:00Z");
  Object.assign(store, { statements: [], moods: [], requests: [], refuses: () => false, forbids: () => false });
  await world.db("statements").delete();
  await world.db("record_stores").delete();
  await world.db("outbox").delete();
});

const SITE = "https://debrief.example";
const connect = (given: Partial<StoreWish> = {}, mode: SendingRules["mode"] = "named") =>
  keepRecordStore(world.db, admin, { address: `${store.address}/`, key: KEY, secret: SECRET, version: "1.0.3", actors: "account", grounds: "", isOn: true, ...given }, { secret: "a secret", origins: [store.origin], site: SITE, mode }, world.now());
const office = (patience = 15_000) => requestOffice([store.origin], { patience, mostRead: 500 });
const send = (mode: SendingRules["mode"] = "named", from = office()) => sendStatements(world.db, from, { site: SITE, platform: "Debrief", language: "en", mode, secret: "a secret", timeZone: "UTC" }, world.now);
const storeNow = async () => (await world.db("record_stores").first())!;
const verbs = () => store.statements.map(({ verb: { id } }) => id.split("/").at(-1));
const passTime = (milliseconds: number) => world.travelTo(later(world.now(), milliseconds));

function rightAnswer(question: Question): string[] {
  if (question.kind === "matching") return question.pairs.map(({ response }) => response);
  if (question.kind === "ordering") return question.sequence.map(({ id }) => id);
  if (question.kind === "numeric") return [String(question.answer.value)];
  return question.kind === "short" ? [question.answer.accept[0]!] : question.options.filter(({ correct }) => correct).map(({ id }) => id);
}

async function answerAll(person: Person, attempt: Attempt, count?: number): Promise<void> {
  const rows = await world.db("paper_items").join("question_versions", "question_versions.id", "paper_items.question_version_id").where({ attempt_id: attempt.id }).orderBy("position").select<{ position: number; body: string }[]>("position", "body");
  for (const { position, body } of rows.slice(0, count)) {
    passTime(1_500);
    await answerQuestion(world.db, person, attempt, position, rightAnswer(JSON.parse(body) as Question), world.now());
  }
}

async function take(given: Parameters<typeof makeQuiz>[1] = { questions: 2 }, person?: Person): Promise<{ person: Person; attempt: Attempt; quiz: Awaited<ReturnType<typeof makeQuiz>> }> {
  const [who, quiz] = [person ?? (await makePerson(world.db)), await makeQuiz(world.db, given)];
  return { person: who, quiz, attempt: await startAttempt(world.db, who, quiz.quiz, world.now()) };
}

describe("a record store", () => {
  test("is told of every kind of question what was asked, answered and right, and none of it before the end", async () => {
    await connect();
    const questions = [];
    for (const question of EVERY_KIND) questions.push(await keepQuestion(world.db, question));
    const { person, attempt, quiz } = await take({ questions });
    await answerAll(person, attempt, EVERY_KIND.length - 1);
    await send();
    expect([verbs(), JSON.stringify(store.statements)]).toEqual([["initialized"], expect.not.stringContaining("sealed")]);
    await answerAll(person, attempt);
    await send();
    expect(verbs()).toEqual(["initialized", ...EVERY_KIND.map(() => "answered"), "completed", "passed"]);
    const answered = store.statements.slice(1, -2);
    expect(answered.map(({ object: { definition } }) => definition!["interactionType"]).sort()).toEqual(["choice", "choice", "choice", "fill-in", "matching", "numeric", "sequencing", "true-false"]);
    expect(answered.every(({ result }) => result!["success"] === true)).toBe(true);
    expect(answered.every(({ object: { definition } }) => (definition!["correctResponsesPattern"] as string[]).length > 0)).toBe(true);
    const [registrations, completed] = [new Set(store.statements.map(({ context }) => context!["registration"])), store.statements.at(-2)!];
    expect(registrations.size).toBe(1);
    expect(completed).toMatchObject({
      actor: { account: { homePage: SITE, name: person.public_id } }, object: { id: `${SITE}/quizzes/${quiz.quiz.slug}` }, timestamp: world.now().toISOString(),
      result: { completion: true, success: true, score: { scaled: 1, raw: EVERY_KIND.length, min: 0, max: EVERY_KIND.length }, duration: `PT${(EVERY_KIND.length * 2 - 1) * 1.5}S` },
    });
    expect(answered[0]!.context).toMatchObject({ platform: "Debrief", language: "en", contextActivities: { parent: [{ id: `${SITE}/quizzes/${quiz.quiz.slug}` }] } });
    expect(await world.db("statements").whereNotNull("body")).toEqual([]);
  });

  test("has each statement once and in order, however often answers are lost and whoever sends", async () => {
    await connect({ version: "2.0.0" });
    const { person, attempt } = await take();
    await send();
    store.moods = ["lose the answer", 503, "silent", 429];
    await answerAll(person, attempt);
    for (let turn = 0; turn < 20 && (await world.db("statements").whereNot({ state: "sent" })).length > 0; turn += 1) {
      await Promise.all([send("named", office(500)), send("named", office(500))]);
      passTime(HOUR);
    }
    expect([verbs(), new Set(store.requests.map(({ version }) => version))]).toEqual([["initialized", "answered", "answered", "completed", "passed"], new Set(["2.0.0"])]);
    expect(await storeNow()).toMatchObject({ tries: 0, failing_since: null, failure: null });
    expect(await world.db("statements").whereNot({ state: "sent" })).toEqual([]);
  });

  test("that refuses one statement gets the others, and that one once it takes it", async () => {
    await connect();
    store.refuses = ({ verb: { id } }: Stored) => id.endsWith("completed");
    const { person, attempt } = await take();
    await answerAll(person, attempt);
    await send();
    expect(verbs()).toEqual(["initialized", "answered", "answered", "passed"]);
    expect(await world.db("statements").where({ state: "failed" })).toMatchObject([{ verb: "completed", failure: "record-store.reasons.refused", answer: "400 \"refused\"" }]);
    store.refuses = () => false;
    expect(await replayStatements(world.db, admin, world.now())).toBe(1);
    await send();
    expect(verbs().at(-1)).toBe("completed");
  });

  test("is told anew what a regrade changed, the former statement voided, and nothing of what it left as it was; and takes no offence at a store that voids nothing", async () => {
    await connect();
    const { person, attempt, quiz } = await take({ questions: 2, pass_percent: 100 });
    const { row: question } = quiz.questions[0]!;
    const version: Proposal = { kind: "key", corrected: { right: ["b"] }, versions: [1] };
    await answerAll(person, attempt);
    await send();
    const first = store.statements.slice(1);
    const { digest } = await tryRegrade(world.db, admin, question, version, world.now());
    passTime(HOUR);
    store.moods = ["lose the answer"];
    const regraded = await regradeQuestion(world.db, admin, question, version, { reason: "It was b all along.", digest, key: "once" }, world.now());
    await send();
    passTime(HOUR);
    await send();
    const again = store.statements.slice(5);
    expect(again.map(({ verb: { id }, object }) => [id.split("/").at(-1), object.objectType === "StatementRef" ? first.findIndex(({ id: former }) => former === object.id) : "result"])).toEqual(
      [["voided", 0], ["answered", "result"], ["voided", 2], ["completed", "result"], ["voided", 3], ["failed", "result"]]);
    expect([again[1], again[3]]).toMatchObject([{ result: { success: false }, timestamp: first[0]!.timestamp, object: { definition: { correctResponsesPattern: ["b"] } } }, { result: { success: false, score: { raw: 1, max: 2 } }, context: { registration: first[0]!.context!["registration"] } }]);
    expect([again[0]!.actor, again[0]!.context]).toEqual([{ objectType: "Agent", name: "Debrief", account: { homePage: SITE, name: "debrief" } }, undefined]);

    store.forbids = ({ verb: { id } }: Stored) => id.endsWith("voided");
    await reverseRegrade(world.db, admin, regraded, "No, it was a.", world.now());
    const other = await take();
    await answerAll(other.person, other.attempt);
    await send();
    expect([verbs().slice(11), await world.db("statements").where({ state: "failed" })]).toMatchObject([["initialized", "answered", "answered", "completed", "passed"], [{ verb: "answered" }, { verb: "completed" }, { verb: "outcome" }]]);
    store.forbids = () => false;
    await replayStatements(world.db, admin, world.now());
    await send();
    expect(verbs().slice(16)).toEqual(["voided", "answered", "voided", "completed", "voided", "passed"]);
    expect(new Set(store.statements.map(({ id }) => id)).size).toBe(22);
  });

  test("that does not know the key gets nothing until it does; after a day administrators get a mail", async () => {
    await connect({ secret: "another" });
    await expect(tryRecordStore(world.db, office(), "a secret")).rejects.toMatchObject({ words: { key: "record-store.reasons.key" } });
    const { person, attempt } = await take();
    await answerAll(person, attempt);
    await send();
    expect(await world.db("outbox").where({ kind: "alert" })).toEqual([]);
    passTime(DAY);
    await send();
    expect([await storeNow(), await world.db("outbox").where({ kind: "alert", person_id: admin.id })]).toMatchObject([{ failure: "record-store.reasons.key", tries: 2 }, [{ state: "queued" }]]);
    await connect();
    expect(await tryRecordStore(world.db, office(), "a secret")).toBe("read");
    await send();
    expect(verbs()).toHaveLength(5);
    await expect(connect({ address: "https://10.0.0.1/xapi" })).rejects.toMatchObject({ field: "address" });
    await expect(connect({ address: `${store.origin}/elsewhere`, secret: "" })).rejects.toMatchObject({ field: "secret" });
    expect(JSON.stringify([await world.db("record_stores"), await world.db("audit_events").where({ subject: "record-store" })])).not.toContain("sésame");
  });

  test("hears of nobody where figures are about groups only, unless somebody says why, and of no name or email but where results are shown by name", async () => {
    await expect(connect({}, "aggregate")).rejects.toMatchObject({ field: "grounds" });
    await connect({ actors: "mbox" });
    const { person, attempt } = await take();
    await send("aggregate");
    expect([store.statements, await world.db("statements")]).toEqual([[], []]);
    await connect({ grounds: "Agreed with the works council on 5 January", actors: "mbox" }, "aggregate");
    await answerAll(person, attempt);
    await send("aggregate");
    expect([verbs().at(-1), JSON.stringify(store.statements)]).toEqual(["passed", expect.not.stringContaining(person.email)]);
    const other = await take();
    await send("named");
    expect(store.statements.at(-1)!.actor).toEqual({ objectType: "Agent", name: other.person.name, mbox: `mailto:${other.person.email}` });
  });

  test("hears of what was answered while the time ran out, not of practice, nothing of what a retracted fact calls right, and nothing more of who was erased", async () => {
    await connect();
    const { person, attempt, quiz } = await take({ questions: 3, limit_minutes: 10 });
    await answerAll(person, attempt, 1);
    passTime(HOUR);
    await finishOverdueOf(world.db, person, world.now());
    await answerAll(person, await startPractice(world.db, person, attempt, world.now()));
    const [incident] = await world.db("incidents").insert({ kind: "incident", slug: "a", title: "A", label: "A", summary: "A", happened: "2020", class: null, topics: "[]" } as never).returning("*");
    const [fact] = await world.db("facts").insert({ key: "a-fact", incident_id: incident!.id, subject: "a", relation: "b", modality: "asserted", asserted_by: "c", data: "{}", state: "current", standing: "current" } as never).returning("*");
    await world.db("question_facts").insert(quiz.questions.map(({ version }) => ({ question_version_id: version.id, fact_id: fact!.id })));
    await retractFact(world.db, admin, fact!, { reason: "It was another one after all.", publisher: "P", title: "T", published: "2026-01-01", url: "https://p.example/t" }, world.now());
    passTime(HOUR);
    await send();
    expect(verbs()).toEqual(["initialized", "answered", "completed", expect.stringMatching(/passed|failed/)]);
    expect([store.statements[1]!.object.definition, store.statements[1]!.result]).toEqual([expect.not.objectContaining({ correctResponsesPattern: expect.anything() as unknown }), { response: "a" }]);
    const gone = await take();
    await answerAll(gone.person, gone.attempt);
    await deactivatePerson(world.db, admin, gone.person.public_id, world.now());
    await erasePerson(world.db, admin, gone.person.public_id, world.now());
    await send();
    expect(verbs()).toHaveLength(4);
  });
});
