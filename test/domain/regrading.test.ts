import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { publishQuiz } from "../../src/domain/publishing.ts";
import { totalsOf } from "../../src/domain/regrade-outlook.ts";
import { regradeQuestion, reverseRegrade, tryRegrade } from "../../src/domain/regrading.ts";
import type { Proposal } from "../../src/domain/rulings.ts";
import type { Regrade } from "../../src/storage/regrade-tables.ts";
import type { Person, QuestionRow } from "../../src/storage/tables.ts";
import { newPublicId } from "../../src/lib/ids.ts";
import { listUnseenRecountsOf } from "../../src/storage/recounts.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
beforeAll(async () => { world = await openWorld(); trainer = await makePerson(world.db, { roles: ["trainer"] }); });
afterAll(() => world.close());

const REASON = "Option b is what the source says.";
const KEY_B: Proposal = { kind: "key", corrected: { right: ["b"] }, versions: [1] };

/** A quiz whose first question was answered by some, each with one option; they answer all else rightly. */
async function answered(picks: readonly string[], given: Parameters<typeof makeQuiz>[1] = {}) {
  const { quiz, questions: [first, ...others] } = await makeQuiz(world.db, { questions: 2, pass_percent: 100, certificate_months: 12, ...given });
  const sit = async (pick: string, all = true) => {
    const learner = await makePerson(world.db);
    const attempt = await startAttempt(world.db, learner, quiz, world.now());
    const answer = (position: number, chosen: string) => answerQuestion(world.db, learner, attempt, position, [chosen], world.now());
    await answer(1, pick);
    if (all) for (const [index] of others.entries()) await answer(index + 2, "a");
    return { learner, attempt, answer, now: () => world.db("attempts").where({ id: attempt.id }).first() };
  };
  const sittings: Awaited<ReturnType<typeof sit>>[] = [];
  for (const pick of picks) sittings.push(await sit(pick));
  return { quiz, question: first!.row, sit, sittings };
}

async function regrade(question: QuestionRow, proposal: Proposal): Promise<Regrade> {
  const { digest } = await tryRegrade(world.db, trainer, question, proposal, world.now());
  return regradeQuestion(world.db, trainer, question, proposal, { reason: REASON, digest, key: newPublicId() }, world.now());
}

const reverse = (regraded: Regrade) => reverseRegrade(world.db, trainer, regraded, "The source was read wrongly.", world.now());
const certificatesOf = async ({ id }: Person) => (await world.db("certificates").where({ person_id: id })).map(({ revoked_at }) => (revoked_at === null ? "valid" : "revoked"));

async function rowsOf(question: QuestionRow) {
  const attempts = world.db("paper_items").join("question_versions", "question_versions.id", "paper_items.question_version_id").where({ question_id: question.id }).select("attempt_id");
  const of = async (table: string, column: string, key: string) => (await world.db(table).whereIn(column, attempts).orderBy(key)) as Record<string, unknown>[];
  return { attempts: await of("attempts", "id", "id"), responses: await of("responses", "attempt_id", "id"), items: await of("paper_items", "attempt_id", "id"), certificates: await of("certificates", "attempt_id", "id") };
}

describe("regrading a question", () => {
  test("with another key changes answers, results and certificates both ways, as the dry run said, and tells who is concerned why", async () => {
    const { question, sittings: [right, wrong, neither] } = await answered(["a", "b", "c"]);
    const outlook = await tryRegrade(world.db, trainer, question, KEY_B, world.now());
    expect(totalsOf(outlook)).toEqual({ changed: 2, up: 1, down: 1, passes: 1, fails: 1, given: 1, revoked: 1 });
    expect(await right!.now()).toMatchObject({ score: 2 });
    expect(await world.db("regrades").where({ question_id: question.id })).toEqual([]);

    const { id } = await regrade(question, KEY_B);
    expect([await right!.now(), await wrong!.now(), await neither!.now()]).toMatchObject([{ score: 1, of: 2 }, { score: 2, of: 2 }, { score: 1, of: 2 }]);
    expect([await certificatesOf(right!.learner), await certificatesOf(wrong!.learner)]).toEqual([["revoked"], ["valid"]]);
    expect(await listUnseenRecountsOf(world.db, wrong!.learner.id)).toMatchObject([{ regrade_id: id, kind: "key", reason: REASON, score_before: 1, score_after: 2 }]);
    expect(await listUnseenRecountsOf(world.db, neither!.learner.id)).toEqual([]);
    expect(await world.db("audit_events").where({ deed: "question.regraded", subject: question.public_id })).toMatchObject([{ actor_id: trainer.id }]);
  });

  test("marks later answers by the corrected key, in attempts that are open and in new ones", async () => {
    const { question, sit } = await answered([]);
    const open = await sit("c", false);
    await regrade(question, KEY_B);
    await open.answer(2, "a");
    expect(await open.now()).toMatchObject({ score: 1 });
    expect(await (await sit("b")).now()).toMatchObject({ score: 2, of: 2 });
  });

  test("drops it like a question that was withdrawn, or gives everybody who was asked full marks", async () => {
    const dropped = await answered(["a", "b"]);
    await regrade(dropped.question, { kind: "drop", versions: [1] });
    expect([await dropped.sittings[0]!.now(), await dropped.sittings[1]!.now()]).toMatchObject([{ score: 1, of: 1 }, { score: 1, of: 1 }]);
    const credited = await answered(["a", "b"]);
    await regrade(credited.question, { kind: "credit", versions: [1] });
    expect([await credited.sittings[1]!.now(), await (await credited.sit("c")).now()]).toMatchObject([{ score: 2, of: 2 }, { score: 2, of: 2 }]);
  });

  test("lets several options of a single choice be right, which the linter minds at the next publication", async () => {
    const { quiz, question, sittings: [a, b, c] } = await answered(["a", "b", "c"]);
    await regrade(question, { kind: "key", corrected: { right: ["a", "b"] }, versions: [1] });
    expect([await a!.now(), await b!.now(), await c!.now()]).toMatchObject([{ score: 2 }, { score: 2 }, { score: 1 }]);
    await world.db("quizzes").where({ id: quiz.id }).update({ title: "Another name" });
    await expect(publishQuiz(world.db, trainer, quiz, { reason: "Recall is what it is for." }, world.now())).rejects.toMatchObject({ words: { key: "publication.flawed" } });
  });

  test("is refused when somebody answered since the dry run, and done once however often the form is sent", async () => {
    const { question, sit } = await answered(["a"]);
    const { digest } = await tryRegrade(world.db, trainer, question, KEY_B, world.now());
    await sit("b");
    const deed = (of: string, key = "once") => regradeQuestion(world.db, trainer, question, KEY_B, { reason: REASON, digest: of, key: key + question.id }, world.now());
    await expect(deed(digest)).rejects.toMatchObject({ field: "digest", message: expect.stringContaining("One more person answered") as string });
    const again = await tryRegrade(world.db, trainer, question, KEY_B, world.now());
    const outcomes = await world.atOnce(() => deed(again.digest), () => deed(again.digest), () => deed(again.digest, "another trainer's"));
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ name: "Refused" });
    expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(await world.db("regrades").where({ question_id: question.id })).toHaveLength(1);
  });

  test("counts an answer that arrives during the deed one way or the other, never by the old key", async () => {
    const { question, sit } = await answered(["a", "b"]);
    const late = await sit("c", false);
    const { digest } = await tryRegrade(world.db, trainer, question, KEY_B, world.now());
    await world.atOnce(() => regradeQuestion(world.db, trainer, question, KEY_B, { reason: REASON, digest, key: newPublicId() }, world.now()), async () => { await late.answer(2, "a"); return undefined as never; });
    if ((await world.db("regrades").where({ question_id: question.id })).length === 0) await regrade(question, KEY_B);
    expect(await late.now()).toMatchObject({ score: 1, of: 2 });
  });

  test.each([[{ kind: "key", corrected: { right: ["z"] }, versions: [1] }, "key"], [{ kind: "key", corrected: { right: ["a"] }, versions: [1] }, "key"], [{ kind: "drop", versions: [2] }, "versions"]] as [Proposal, string][])("refuses what does not fit or changes nothing: %o", async (proposal, field) => {
    const { question } = await answered(["a"]);
    await expect(tryRegrade(world.db, trainer, question, proposal, world.now())).rejects.toMatchObject({ name: "Refused", field });
  });
});

describe("reversing a regrade", () => {
  const options = fc.constantFrom("a", "b", "c");
  const proposals = fc.oneof(
    fc.uniqueArray(options, { minLength: 1, maxLength: 3 }).map((right): Proposal => ({ kind: "key", corrected: { right }, versions: [1] })),
    fc.constantFrom<Proposal>({ kind: "drop", versions: [1] }, { kind: "credit", versions: [1] }),
  );

  test("leaves every row as it was, however many followed each other, and later answers as if nothing had been", async () => {
    await fc.assert(fc.asyncProperty(fc.array(options, { minLength: 1, maxLength: 4 }), fc.array(proposals, { minLength: 1, maxLength: 3 }), options, async (picks, several, later) => {
      const { question, sit } = await answered(picks, { pass_percent: 60 });
      const before = await rowsOf(question);
      const done: Regrade[] = [];
      for (const proposal of several) await regrade(question, proposal).then((regraded) => done.push(regraded), () => undefined);
      const dropped = await world.db("regrade_versions").where({ kind: "drop", stands: 1 }).whereIn("regrade_id", done.map(({ id }) => id));
      const last = dropped.length === 0 ? await sit(later) : undefined;
      for (const regraded of done.toReversed()) await reverse(regraded);
      const after = await rowsOf(question);
      const old = (rows: Record<string, unknown>[]) => rows.filter((row) => (row["attempt_id"] ?? row["id"]) !== last?.attempt.id);
      const certificates = (rows: Record<string, unknown>[]) => rows.filter(({ revoked_at }) => revoked_at === null);
      expect({ ...after, attempts: old(after.attempts), responses: old(after.responses), items: old(after.items), certificates: certificates(old(after.certificates)) }).toEqual(before);
      if (last) expect(await last.now()).toMatchObject({ score: later === "a" ? 2 : 1, of: 2 });
    }), { numRuns: 12 });
  });

  test("is refused while a newer one stands, and does nothing the second time", async () => {
    const { question, sittings: [right] } = await answered(["a"]);
    const [first, second] = [await regrade(question, KEY_B), await regrade(question, { kind: "credit", versions: [1] })];
    await expect(reverse(first)).rejects.toMatchObject({ name: "Refused" });
    await reverse(second);
    expect(await right!.now()).toMatchObject({ score: 1 });
    await reverse(second);
    await reverse(first);
    expect(await right!.now()).toMatchObject({ score: 2 });
    expect(await listUnseenRecountsOf(world.db, right!.learner.id)).toHaveLength(4);
  });
});
