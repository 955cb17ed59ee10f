import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disputeFact, restoreFact } from "../../src/domain/ageing.ts";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { erasePerson } from "../../src/domain/erasing.ts";
import { deactivatePerson } from "../../src/domain/people.ts";
import { judgeQuestions } from "../../src/domain/judging.ts";
import { startPractice } from "../../src/domain/practising.ts";
import { keepShown, noteShown } from "../../src/domain/showing.ts";
import { retally, retallyAll, tallyUp } from "../../src/domain/tallying.ts";
import type { Kind } from "../../src/engine/questions/question.ts";
import { later } from "../../src/lib/clock.ts";
import { listAnswerTallies, listAttemptTallies, listLineCounts, listPaceTallies, TALLY_TABLES } from "../../src/storage/tallies.ts";
import { listQuestions } from "../../src/storage/questions.ts";
import { listVerdictsOf } from "../../src/storage/verdicts.ts";
import { updateAttempt } from "../../src/storage/attempts.ts";
import type { Attempt, Person } from "../../src/storage/tables.ts";
import { makeCrowd } from "../support/crowd.ts";
import { DOUBT, makeFact, makeQuestionOn } from "../support/facts.ts";
import { makePerson, makeQuestion, makeQuiz, type MadeQuiz } from "../support/make.ts";
import { keepQuestion, EVERY_KIND } from "../support/every-kind.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let admin: Person;
beforeAll(async () => { world = await openWorld(); admin = await makePerson(world.db, { roles: ["admin", "trainer"] }); });
afterAll(() => world.close());

const kindOf = (kind: Kind) => EVERY_KIND.find((question) => question.kind === kind)!;
const scopeOf = ({ version }: MadeQuiz, firstOnly = true) => ({ quizVersionIds: [version.id], firstOnly });
const start = ({ quiz }: MadeQuiz, learner: Person) => startAttempt(world.db, learner, quiz, world.now());
const answer = (learner: Person, attempt: Attempt, position: number, chosen: string) => answerQuestion(world.db, learner, attempt, position, [chosen], world.now());
const take = async (made: MadeQuiz, learner: Person, picks: string) => { const attempt = await start(made, learner); for (const [place, pick] of [...picks].entries()) await answer(learner, attempt, place + 1, pick); return attempt; };
const everything = async ({ version }: MadeQuiz) => {
  const rows = await Promise.all(TALLY_TABLES.map(async (table) => (await world.db(table as "slot_tallies").where({ quiz_version_id: version.id })).map((row) => JSON.stringify(Object.entries(row).sort())).sort()));
  return Object.fromEntries(TALLY_TABLES.map((table, place) => [table, rows[place]]));
};
const answersTo = async (made: MadeQuiz, question: number, firstOnly = true) => (await listAnswerTallies(world.db, scopeOf(made, firstOnly)))
  .filter(({ question_version_id }) => question_version_id === made.questions[question - 1]!.version.id).map(({ chosen, score, total, lines, answers }) => [chosen, score, total, lines, answers]).sort();
const sameAfresh = async (made: MadeQuiz) => { await tallyUp(world.db); const before = await everything(made); await retally(world.db, made.version.id); expect(await everything(made)).toEqual(before); return before; };

describe("judging", () => {
  test("marks questions that figures speak against from thirty answers on, and takes it back when they speak no more", async () => {
    const made = await makeQuiz(world.db, { questions: 6 });
    const marked = async () => (await listQuestions(world.db, { q: "", topic: "", kind: "", level: "", state: "", incident: "", origin: "", flag: "statistics" }, 1)).rows.map(({ id }) => made.questions.findIndex(({ row }) => row.id === id)).sort();
    const judge = async () => { await tallyUp(world.db); return judgeQuestions(world.db); };
    const chooses = (ability: number, place: number, random: () => number) => (place === 2 ? "a" : place === 1 ? (random() < 0.95 - ability ? "a" : random() < 0.5 ? "b" : "c") : random() < 0.1 + 0.8 * ability ? "a" : random() < 0.5 ? "b" : "c");
    await makeCrowd(world.db, made, 29, { chooses });
    await judge();
    expect(await marked()).toEqual([]);
    await makeCrowd(world.db, made, 120, { seed: "more", from: 100, chooses });
    expect([await judge(), await judge()]).toEqual([1, 0]);
    expect(await marked()).toEqual(expect.arrayContaining([1, 2]));
    const verdicts = await listVerdictsOf(world.db, made.questions.map(({ version }) => version.id));
    expect([1, 2].map((place) => verdicts.get(made.questions[place]!.version.id))).toEqual([expect.arrayContaining(["key-doubtful"]), ["too-easy", "idle-options"]]);
    await world.db("question_versions").insert({ ...made.questions[2]!.version, id: undefined as never, number: 2 });
    expect(await marked()).not.toContain(2);
    await world.db("attempts").where({ quiz_version_id: made.version.id }).limit(1).update({ tallied: -1 });
    await world.db("question_verdicts").where({ quiz_version_id: made.version.id }).update({ verdicts: "[]" });
    expect(await judge()).toBe(1);
    expect((await listVerdictsOf(world.db, [made.questions[1]!.version.id])).size).toBe(1);
  });
});

describe("tallying", () => {
  test("counts finished attempts once, first ones apart, and no practice", async () => {
    const [made, learner, other] = [await makeQuiz(world.db, { questions: 2 }), await makePerson(world.db), await makePerson(world.db)];
    const first = await take(made, learner, "ab");
    await take(made, learner, "aa");
    await take(made, other, "ab");
    await start(made, await makePerson(world.db));
    const practice = await startPractice(world.db, learner, first, world.now());
    await answer(learner, practice, 1, "a");
    await tallyUp(world.db);
    await tallyUp(world.db);

    expect(await answersTo(made, 2)).toEqual([['["b"]', 0, 1, 2, 2]]);
    expect(await answersTo(made, 2, false)).toEqual([['["a"]', 1, 2, 2, 1], ['["b"]', 0, 1, 2, 2]]);
    expect((await listAttemptTallies(world.db, scopeOf(made))).map(({ score, of, attempts }) => [score, of, attempts])).toEqual([[1, 2, 2]]);
  });

  test("goes on where it stopped, in portions, and comes out as if made at once, by two processes too", async () => {
    const made = await makeQuiz(world.db, { questions: 4 });
    await makeCrowd(world.db, made, 2_050);
    await world.atOnce(() => tallyUp(world.db), () => tallyUp(world.db, [made.version.id]));
    await makeCrowd(world.db, made, 40, { seed: "later", from: 6_000 });
    const tallies = await sameAfresh(made);
    expect((await listAttemptTallies(world.db, scopeOf(made))).reduce((sum, { attempts }) => sum + attempts, 0)).toBe(2_090);
    expect(tallies["month_tallies"]!.length).toBeGreaterThan(2);
  });

  test("counts anew when a fact is disputed: its question is in no total, and comes back with it", async () => {
    const fact = await makeFact(world.db);
    const made = await makeQuiz(world.db, { questions: [await makeQuestion(world.db), await makeQuestionOn(world.db, fact), await makeQuestion(world.db)] });
    await take(made, await makePerson(world.db), "aab");
    await take(made, await makePerson(world.db), "bba");
    await tallyUp(world.db);
    expect(await answersTo(made, 1)).toEqual([['["a"]', 1, 2, 3, 1], ['["b"]', 0, 1, 3, 1]]);

    await disputeFact(world.db, admin, fact, DOUBT, world.now());
    await sameAfresh(made);
    expect(await answersTo(made, 1)).toEqual([['["a"]', 1, 1, 2, 1], ['["b"]', 0, 1, 2, 1]]);
    expect((await listAttemptTallies(world.db, scopeOf(made))).map(({ score, of, total, lines }) => [score, of, total, lines]).sort()).toEqual([[1, 2, 1, 2], [2, 3, 1, 2]]);
    await restoreFact(world.db, admin, fact, { reason: "The second report was withdrawn." }, world.now());
    await sameAfresh(made);
    expect(await answersTo(made, 1)).toEqual([['["a"]', 1, 2, 3, 1], ['["b"]', 0, 1, 3, 1]]);
  });

  test("counts what was missed when the time was up as wrong, and an answer that came late as it is", async () => {
    const [made, late, learner] = [await makeQuiz(world.db, { questions: 2, limit_minutes: 5 }), await makePerson(world.db), await makePerson(world.db)];
    const [missing, whole] = [await start(made, learner), await start(made, late)];
    await answer(learner, missing, 1, "a");
    await answer(late, whole, 1, "a");
    world.travelTo(later(world.now(), 5 * 60_000 + 2_000));
    await answer(late, whole, 2, "a");
    world.travelTo(later(world.now(), 10_000));
    await startAttempt(world.db, learner, made.quiz, world.now());
    await sameAfresh(made);
    expect((await answersTo(made, 2)).sort()).toEqual([['["a"]', 1, 2, 2, 1], ["[]", 0, 1, 2, 1]]);
  });

  test("keeps what somebody answered when they are erased, and how long it took", async () => {
    const [made, learner] = [await makeQuiz(world.db, { questions: 1 }), await makePerson(world.db)];
    const attempt = await start(made, learner);
    const [line] = await world.db("paper_items").where({ attempt_id: attempt.id });
    noteShown(world.db, line!.id, world.now());
    noteShown(world.db, line!.id, later(world.now(), 9_000));
    world.travelTo(later(world.now(), 12_000));
    await keepShown(world.db);
    await answer(learner, attempt, 1, "b");
    const before = await sameAfresh(made);
    await deactivatePerson(world.db, admin, learner.public_id, world.now());
    await erasePerson(world.db, admin, learner.public_id, world.now());
    expect(await sameAfresh(made)).toEqual(before);
    expect((await listPaceTallies(world.db, scopeOf(made))).map(({ seconds, answers }) => [seconds, answers])).toEqual([[12, 1]]);
    expect((await world.db("paper_items").where({ id: line!.id }).first())!.shown_at).toMatch(/T00:00:00/);
  });

  test("does not mind the order in which several options were ticked", async () => {
    const question = await makeQuestion(world.db);
    const made = await makeQuiz(world.db, { questions: [question] });
    await makeCrowd(world.db, made, 2);
    const [one, other] = await world.db("responses").join("attempts", "attempts.id", "responses.attempt_id").where({ quiz_version_id: made.version.id }).select<{ id: number }[]>("responses.id");
    for (const [row, chosen] of [[one, '["c","b"]'], [other, '["b","c"]']] as const) await world.db("responses").where({ id: row!.id }).update({ chosen, score: 0 });
    await tallyUp(world.db);
    expect((await answersTo(made, 1)).map(([chosen]) => chosen)).toEqual(['["b","c"]']);
    await updateAttempt(world.db, (await world.db("attempts").where({ quiz_version_id: made.version.id }).first())!.id, { finished_at: world.now().toISOString(), score: 0, of: 1 });
    await sameAfresh(made);
  });

  test("keeps what was put in each line, and of typed answers only what five people gave and nobody who was erased wrote", async () => {
    const [matching, ordering, short] = [kindOf("matching"), kindOf("ordering"), kindOf("short")];
    const questions = [];
    for (const body of [matching, ordering, short]) questions.push(await keepQuestion(world.db, { ...body, id: `tallied-${body.id}` }));
    const made = await makeQuiz(world.db, { questions });
    const words = ["Fancy Bear", "fancy  bear ", "FANCY BEAR", "Fancy Bear", "Fancy Bear", "my boss Ada Byron", "Sealed-short Bear", "Sealed-short Bear"];
    const people: Person[] = [];
    for (const typed of words) {
      const learner = await makePerson(world.db);
      const attempt = await start(made, learner);
      await answerQuestion(world.db, learner, attempt, 1, ["Russia", typed === "Fancy Bear" ? "North Korea" : "Iran"], world.now());
      await answerQuestion(world.db, learner, attempt, 2, ["sealed-ordering-2", "sealed-ordering-1", "sealed-ordering-3"], world.now());
      await answerQuestion(world.db, learner, attempt, 3, [typed], world.now());
      people.push(learner);
    }
    await sameAfresh(made);
    const counts = async (question: number, least = 5) => (await listLineCounts(world.db, { ...scopeOf(made), questionVersionId: made.questions[question - 1]!.version.id }, least)).map(({ line, choice, answers, points }) => [line.slice(-1), choice, answers, points]).sort();
    expect(await counts(1)).toEqual([["1", "1", 8, 6.5], ["2", "0", 5, 5], ["2", "2", 3, 1.5]]);
    expect(await counts(2)).toEqual([["1", "2", 8, 8 / 3], ["2", "1", 8, 8 / 3], ["3", "3", 8, 8 / 3]].map(([line, choice, answers, points]) => [line, choice, answers, expect.closeTo(points as number, 9) as number]));
    expect(await counts(3)).toEqual([["", "fancy bear", 5, 0]]);
    expect(JSON.stringify(await everything(made))).toContain("ada byron");

    await deactivatePerson(world.db, admin, people[5]!.public_id, world.now());
    await erasePerson(world.db, admin, people[5]!.public_id, world.now());
    await tallyUp(world.db);
    const forgotten = await everything(made);
    expect(JSON.stringify(forgotten)).not.toContain("ada byron");
    expect(await retallyAll(world.db)).toBeGreaterThan(0);
    expect(await everything(made)).toEqual(forgotten);
    expect(await counts(3, 1)).toEqual([["", "fancy bear", 5, 0], ["", "sealed-short bear", 2, 2]]);
  });
});
