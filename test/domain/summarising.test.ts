import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disputeFact, restoreFact } from "../../src/domain/ageing.ts";
import { answerQuestion } from "../../src/domain/answering.ts";
import { assignQuiz, removeAssignment } from "../../src/domain/assignments.ts";
import { saveAssignment } from "../../src/domain/assigning.ts";
import { grantException } from "../../src/domain/assignment-exceptions.ts";
import { refreshDuties } from "../../src/domain/refreshing-duties.ts";
import { countProgress } from "../../src/storage/assignment-lists.ts";
import { listMembersOf, type MemberFilter } from "../../src/storage/audience-pages.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { erasePerson } from "../../src/domain/erasing.ts";
import { changePerson, deactivatePerson, reactivatePerson } from "../../src/domain/people.ts";
import { startPractice } from "../../src/domain/practising.ts";
import { checkSummaries, rebuildSummaries } from "../../src/domain/rebuilding.ts";
import { summarise } from "../../src/domain/summarising.ts";
import { regradeQuestion, tryRegrade } from "../../src/domain/regrading.ts";
import { changeTeam } from "../../src/domain/teams.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import { newPublicId } from "../../src/lib/ids.ts";
import { randomFrom } from "../../src/lib/random.ts";
import type { Assignment, FactRow, Person, QuestionRow, Team } from "../../src/storage/tables.ts";
import { DOUBT, makeFact, makeQuestionOn } from "../support/facts.ts";
import { makePerson, makeQuestion, makeQuiz, makeTeam, type MadeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let admin: Person;
beforeAll(async () => { world = await openWorld(); admin = await makePerson(world.db, { roles: ["admin", "trainer"] }); });
afterAll(() => world.close());

const sums = async (team: Team | null, own: 0 | 1, measure: string) => {
  await summarise(world.db, world.now());
  const rows = await world.db("summaries").where({ team_id: team?.id ?? 0, own, measure });
  return rows.map(({ subject, period, people, amount, answers }) => [subject, period, Number(people), Number(amount), Number(answers)]);
};

/** How far each assignment is by the sums, and by looking at everybody. */
async function progressTwice() {
  const [today, now] = [world.now().toISOString().slice(0, 10), world.now().toISOString()];
  const ids = (await world.db("assignments")).map(({ id }) => id);
  const looked = async (id: number, filter: MemberFilter) => (await listMembersOf(world.db, id, { filter, teamIds: undefined, page: 1 }, today, now)).total;
  const seen = await Promise.all(ids.map(async (id) => ({ id, people: await looked(id, ""), todo: await looked(id, "todo"), overdue: await looked(id, "overdue"), done: await looked(id, "done") })));
  const sums = await countProgress(world.db, ids, undefined, today, now);
  return { seen, sums: ids.map((id) => { const { people, todo, overdue, done } = sums.get(id)!; return { id, people, todo, overdue, done }; }) };
}

async function take(person: Person, made: MadeQuiz, picks: string, confidence: "sure" | "guess" = "sure") {
  const attempt = await startAttempt(world.db, person, made.quiz, world.now());
  for (const [place, pick] of [...picks].entries()) await answerQuestion(world.db, person, attempt, place + 1, [pick], world.now(), confidence);
  return attempt;
}

async function regrade(question: QuestionRow) {
  const proposal = { kind: "drop", versions: [1] } as const;
  const { digest } = await tryRegrade(world.db, admin, question, proposal, world.now());
  await regradeQuestion(world.db, admin, question, proposal, { reason: "It is unfair.", digest, key: newPublicId() }, world.now());
}

describe("adding up", () => {
  test("counts each person once in their team and in every team above it", async () => {
    const top = await makeTeam(world.db);
    const below = await makeTeam(world.db, { parent_id: top.id });
    const [ann, ben] = [await makePerson(world.db, { team_id: below.id }), await makePerson(world.db, { team_id: top.id })];
    const made = await makeQuiz(world.db, { questions: 2, pass_percent: 100 });
    const quiz = String(made.quiz.id);
    await assignQuiz(world.db, admin, made.quiz, { teamId: below.id, dueAt: "2026-02-01T23:59:59.000Z" }, world.now());
    const first = await take(ann, made, "ab");
    await take(ann, made, "aa");
    const practice = await startPractice(world.db, ann, first, world.now());
    await answerQuestion(world.db, ann, practice, 1, ["b"], world.now());
    await startAttempt(world.db, ben, made.quiz, world.now());

    expect(await sums(below, 0, "assigned")).toEqual([[quiz, "2026-02-01", 1, 1000, 0]]);
    expect(await sums(top, 0, "assigned")).toEqual([[quiz, "2026-02-01", 1, 1000, 0]]);
    expect(await sums(top, 1, "assigned")).toEqual([]);
    expect(await sums(top, 0, "finished")).toEqual([[quiz, "", 1, 1000, 0]]);
    expect(await sums(top, 0, "first")).toEqual([[quiz, "", 1, 500, 0]]);
    expect(await sums(top, 0, "open")).toEqual([[quiz, "", 1, 1000, 0]]);
    expect((await sums(top, 0, "right")).sort()).toEqual([["all", "2026-01", 1, 750, 4], ["l:recall", "2026-01", 1, 750, 4], ["t:phishing", "2026-01", 1, 750, 4]]);
    expect((await sums(top, 0, "sure"))[0]).toEqual(["all", "2026-01", 1, 250, 4]);
    expect(await sums(top, 0, "head")).toEqual([["", "", 2, 2000, 0]]);
  });

  test("stays equal to what everything comes to, whatever is done", async () => {
    const random = randomFrom("deeds");
    const among = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)]!;
    const teams = [await makeTeam(world.db), await makeTeam(world.db)];
    teams.push(await makeTeam(world.db, { parent_id: teams[0]!.id }), await makeTeam(world.db, { parent_id: teams[1]!.id }));
    const facts: FactRow[] = [await makeFact(world.db), await makeFact(world.db)];
    const about = await Promise.all(facts.map((fact) => makeQuestionOn(world.db, fact)));
    const quizzes = [await makeQuiz(world.db, { questions: [about[0]!, await makeQuestion(world.db, { level: "mechanism" })] }), await makeQuiz(world.db, { questions: [about[1]!, about[0]!], feedback: "deferred" })];
    const people: Person[] = [];
    for (let made = 0; made < 12; made++) people.push(await makePerson(world.db, { team_id: among([null, ...teams.map(({ id }) => id)]) }));
    const given: { assignment: Assignment; made: MadeQuiz }[] = [];
    const retired = new Set<number>();
    const quietly = (deed: Promise<unknown>) => deed.catch(() => undefined);
    const deeds: (() => Promise<unknown>)[] = [
      () => quietly(take(among(people), among(quizzes), among(["aa", "ab", "ba", "b"]), among(["sure", "guess"]))),
      () => quietly(take(among(people), among(quizzes), among(["aa", "bb"]))),
      async () => { const person = among(people); await quietly(changePerson(world.db, admin, person.public_id, { name: person.name, email: person.email, team: among(["", ...teams.map(({ public_id }) => public_id)]), roles: [] }, world.now())); },
      () => quietly(changeTeam(world.db, admin, among(teams).public_id, { name: "Moved", parent: among(["", ...teams.map(({ public_id }) => public_id)]), manager: "" }, world.now())),
      () => quietly(deactivatePerson(world.db, admin, among(people).public_id, world.now())),
      () => quietly(reactivatePerson(world.db, admin, among(people).public_id, world.now())),
      async () => { const made = among(quizzes.filter(({ quiz }) => !retired.has(quiz.id))); given.push({ made, assignment: await assignQuiz(world.db, admin, made.quiz, { teamId: among([null, ...teams.map(({ id }) => id)]), dueAt: among([null, later(world.now(), 9 * DAY).toISOString()]) }, world.now()) }); },
      async () => { const one = given.pop(); if (one) await quietly(removeAssignment(world.db, admin, one.made.quiz, one.assignment.public_id, world.now())); },
      async () => {
        const path = { title: "Path", opens_on: among([null, later(world.now(), 9 * DAY).toISOString().slice(0, 10)]), due_on: null, due_days: among([null, 5]), every_months: null, repeats: null, late: among([0, 1] as const), required: 1, done_when: "finished", quizIds: quizzes.map(({ quiz }) => quiz.id).filter((id) => !retired.has(id)), parts: [{ kind: "everyone", team_id: null, group_id: null, person_id: null, is_exclusion: 0 }] } as const;
        await saveAssignment(world.db, { person: admin, reach: "everybody" }, newPublicId(), path, world.now());
      },
      async () => { if (given.length > 0) await quietly(grantException(world.db, { person: admin, reach: "everybody" }, among(given).assignment.public_id, { kind: "exemption", person: among(people).email, due_on: null, reason: "Away" }, world.now())); },
      async () => { const one = given.at(-1); if (one) await quietly(world.db.transaction(async (tx) => { await tx("assignments").where({ id: one.assignment.id }).update({ late: 0 }); await refreshDuties(tx, { assignments: [one.assignment.id] }, world.now()); })); },
      () => quietly(disputeFact(world.db, admin, among(facts), DOUBT, world.now())),
      () => quietly(restoreFact(world.db, admin, among(facts), { reason: "The second report was withdrawn." }, world.now())),
      async () => { await world.db("questions").where({ id: among(about).row.id }).update({ topic: among(["phishing", "patching"]) }); },
      async () => { const { id } = quizzes[0]!.quiz; await world.db("quizzes").where({ id }).update({ state: retired.has(id) ? "published" : "retired" }); if (!retired.delete(id)) retired.add(id); },
      async () => { people.push(await makePerson(world.db, { team_id: among(teams).id })); },
      () => { world.travelTo(later(world.now(), 11 * DAY)); return Promise.resolve(); },
      async () => { const gone = among(people); await quietly(deactivatePerson(world.db, admin, gone.public_id, world.now())); if (random() < 0.3) await quietly(erasePerson(world.db, admin, gone.public_id, world.now())); },
      () => quietly(regrade(among(about).row)),
      () => summarise(world.db, world.now()),
    ];
    for (let round = 0; round < 12; round++) {
      for (let deed = 0; deed < 15; deed++) await among(deeds)();
      expect(await checkSummaries(world.db, world.now())).toEqual([]);
      const { seen, sums: added } = await progressTwice();
      expect(added).toEqual(seen);
    }
    const before = await world.db("summaries").count("* as rows");
    await rebuildSummaries(world.db, world.now());
    expect(await checkSummaries(world.db, world.now())).toEqual([]);
    expect(await world.db("summaries").count("* as rows")).toEqual(before);
    await world.db("summaries").limit(1).update({ amount: 1 }).whereNot({ amount: 1 });
    expect(await checkSummaries(world.db, world.now())).not.toEqual([]);
  });
});
