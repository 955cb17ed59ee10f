import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disputeFact, restoreFact } from "../../src/domain/ageing.ts";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { revokeCertificate, stateOf } from "../../src/domain/certificates.ts";
import { checkCertificate } from "../../src/domain/checking-certificates.ts";
import { startPractice } from "../../src/domain/practising.ts";
import { newCertificateNumber } from "../../src/lib/certificate-number.ts";
import { listCertificatesOf } from "../../src/storage/certificates.ts";
import type { Attempt, Person } from "../../src/storage/tables.ts";
import { DOUBT, makeFact, makeQuestionOn } from "../support/facts.ts";
import { makePerson, makeQuestion, makeQuiz, type MadeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let admin: Person;
beforeAll(async () => { world = await openWorld(); admin = await makePerson(world.db, { roles: ["admin"] }); });
afterAll(() => world.close());

const YEAR = { certificate_months: 12, pass_percent: 60 };
const take = async ({ quiz, questions }: MadeQuiz, learner: Person, chosen: string) => {
  const attempt = await startAttempt(world.db, learner, quiz, world.now());
  for (const index of questions.keys()) await answerQuestion(world.db, learner, attempt, index + 1, [chosen], world.now());
  return attempt;
};
const held = (learner: Person) => listCertificatesOf(world.db, learner);
const deeds = async (number: string) => (await world.db("audit_events").where({ subject: number }).orderBy("id")).map(({ deed }) => deed);

describe("passing a quiz that gives a certificate", () => {
  test("gives one, and only who passes, and only where the quiz gives any", async () => {
    const [learner, other] = [await makePerson(world.db), await makePerson(world.db)];
    const made = await makeQuiz(world.db, { questions: 2, ...YEAR });
    await take(made, other, "b");
    await take(await makeQuiz(world.db, { questions: 1 }), other, "a");
    const { id } = await take(made, learner, "a");
    expect(await held(other)).toEqual([]);
    expect(await held(learner)).toMatchObject([{ attempt_id: id, title: made.quiz.title, issued_at: "2026-01-05T09:00:00.000Z", expires_at: "2027-01-05T23:59:59.999Z", shows: "nothing" }]);
    expect(await deeds((await held(learner))[0]!.number)).toEqual([]);
  });

  test("in practice gives none, however well it goes", async () => {
    const learner = await makePerson(world.db);
    const failed = await take(await makeQuiz(world.db, { questions: 2, ...YEAR }), learner, "b");
    const practice = await startPractice(world.db, learner, failed, world.now());
    for (const position of [1, 2]) await answerQuestion(world.db, learner, practice, position, ["a"], world.now());
    expect(await world.db("attempts").where({ id: practice.id }).first()).toMatchObject({ score: 2, of: 2 });
    expect(await held(learner)).toEqual([]);
  });

  test("again gives another only in its last 30 days, or after it has expired", async () => {
    const learner = await makePerson(world.db);
    const made = await makeQuiz(world.db, { questions: 1, ...YEAR });
    for (const [day, count] of [["2026-02-10", 1], ["2026-03-01", 1], ["2027-01-09", 1], ["2027-01-20", 2], ["2029-01-01", 3]] as const) {
      world.travelTo(`${day}T12:00:00Z`);
      await take(made, learner, "a");
      expect((await held(learner)).length, day).toBe(count);
    }
    world.travelTo("2026-01-05T09:00:00Z");
  });

  test("of the last answer sent twice at once gives one", async () => {
    const learner = await makePerson(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: 1, ...YEAR });
    const attempt = await startAttempt(world.db, learner, quiz, world.now());
    const send = () => answerQuestion(world.db, learner, attempt, 1, ["a"], world.now());
    await world.atOnce<unknown>(send, send, send, send);
    expect(await held(learner)).toHaveLength(1);
  });
});

describe("an attempt that is counted anew", () => {
  async function passedBy(chosen: readonly string[]): Promise<{ learner: Person; attempt: Attempt; fact: Awaited<ReturnType<typeof makeFact>> }> {
    const fact = await makeFact(world.db);
    const learner = await makePerson(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: [await makeQuestionOn(world.db, fact), await makeQuestion(world.db)], ...YEAR });
    const attempt = await startAttempt(world.db, learner, quiz, world.now());
    for (const [index, choice] of chosen.entries()) await answerQuestion(world.db, learner, attempt, index + 1, [choice], world.now());
    return { learner, attempt, fact };
  }

  test("earns a certificate that a wrong question had cost, loses it, and gets the same one back", async () => {
    const { learner, fact } = await passedBy(["b", "a"]);
    expect(await held(learner)).toEqual([]);
    await disputeFact(world.db, admin, fact, DOUBT, world.now());
    const [first] = await held(learner);
    expect(stateOf(first!, world.now())).toBe("valid");
    await restoreFact(world.db, admin, fact, { reason: "It stands after all." }, world.now());
    expect(await held(learner)).toMatchObject([{ number: first!.number, revoked_by: null, revoked_reason: expect.stringContaining("counted anew") as string }]);
    await disputeFact(world.db, admin, fact, DOUBT, world.now());
    expect(await held(learner)).toEqual([first]);
    expect(await deeds(first!.number)).toEqual(["certificate.revoked", "certificate.reinstated"]);
  });

  test("gives nothing back that a person has revoked", async () => {
    const { learner, fact } = await passedBy(["a", "a"]);
    const [certificate] = await held(learner);
    await revokeCertificate(world.db, admin, certificate!, "Somebody else took the quiz.", world.now());
    await disputeFact(world.db, admin, fact, DOUBT, world.now());
    await restoreFact(world.db, admin, fact, { reason: "It stands after all." }, world.now());
    expect(await held(learner)).toMatchObject([{ revoked_by: admin.id, revoked_reason: "Somebody else took the quiz." }]);
    await expect(revokeCertificate(world.db, admin, certificate!, "Somebody else took the quiz.", world.now())).rejects.toThrow("revoked already");
  });
});

describe("checking a number", () => {
  test("is refused after thirty that nobody has, for this network and this hour, whatever is asked", async () => {
    const learner = await makePerson(world.db);
    await take(await makeQuiz(world.db, { questions: 1, ...YEAR }), learner, "a");
    const [certificate] = await held(learner);
    const check = (number: string, ip: string, secret?: string) => checkCertificate(world.db, { number, secret }, ip, world.now());
    await world.atOnce(...Array.from({ length: 29 }, () => () => check(newCertificateNumber(), "203.0.113.7")));
    expect(await check(certificate!.number, "203.0.113.7")).toMatchObject({ number: certificate!.number });
    expect(await check(certificate!.number, "203.0.113.7", "000000000000")).toBe("unknown");
    expect(await check(certificate!.number, "203.0.113.7")).toBe("too many");
    expect(await check(certificate!.number, "203.0.113.8", certificate!.secret)).toMatchObject({ number: certificate!.number });
    world.travelTo("2026-01-05T10:00:01Z");
    expect(await check(certificate!.number, "203.0.113.7")).toMatchObject({ number: certificate!.number });
  });
});
