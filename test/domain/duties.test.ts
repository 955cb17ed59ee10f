import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginAssignment, previewAssignment, previewEnd, saveAssignment, setEnded, type AssignmentWish } from "../../src/domain/assigning.ts";
import { grantException, withdrawException } from "../../src/domain/assignment-exceptions.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { fillAssignment, fillAssignments } from "../../src/domain/filling.ts";
import { addGroup, putIntoGroup, removeGroup, takeOutOfGroup } from "../../src/domain/groups.ts";
import { deactivatePerson, reactivatePerson } from "../../src/domain/people.ts";
import { changePreferences } from "../../src/domain/preferences.ts";
import { refreshDuties } from "../../src/domain/refreshing-duties.ts";
import { refreshGroups } from "../../src/domain/refreshing-groups.ts";
import { newPublicId } from "../../src/lib/ids.ts";
import { listDutiesOf } from "../../src/storage/duties.ts";
import type { Part } from "../../src/storage/assignments.ts";
import type { Person } from "../../src/storage/tables.ts";
import { dueFor } from "../support/duties.ts";
import { finish } from "../support/finishing.ts";
import { makePerson, makeQuiz, makeTeam } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
beforeAll(async () => { world = await openWorld(); trainer = await makePerson(world.db, { roles: ["trainer", "admin"] }); });
afterAll(() => world.close());

const part = (given: Partial<Part>): Part => ({ kind: "person", team_id: null, group_id: null, person_id: null, is_exclusion: 0, ...given });
const to = (...people: Person[]) => people.map(({ id }) => part({ person_id: id }));
const by = () => ({ person: trainer, reach: "everybody" as const });

async function assign(parts: Part[], wish: Partial<AssignmentWish> = {}, at = "2026-01-05T09:00:00Z", publicId = newPublicId()) {
  const quizIds = wish.quizIds ?? [(await makeQuiz(world.db)).quiz.id];
  const days = { title: "", opens_on: null, due_on: null, due_days: null, every_months: null, repeats: null, late: 1, required: 1, done_when: "finished" } as const;
  const full: AssignmentWish = { ...days, ...wish, quizIds, parts };
  return { full, quizIds, ...await saveAssignment(world.db, by(), publicId, full, new Date(at)) };
}

const board = (person: Person, day: string, at = `${day}T12:00:00Z`) => listDutiesOf(world.db, person, day, new Date(at));
const daysOf = async (person: Person) => (await world.db("duties").where({ person_id: person.id }).orderBy("round")).map(({ round, opens_on, due_on, state }) => [round, opens_on, due_on, state]);

describe("a day of an assignment", () => {
  test("ends by the clock of the person, also on the night when clocks change; what is late then does not count, unless the clock was another", async () => {
    const [berlin, honolulu] = [await makePerson(world.db, { time_zone: "Europe/Berlin" }), await makePerson(world.db, { time_zone: "Pacific/Honolulu" })];
    const { quizIds: [quiz] } = await assign(to(berlin, honolulu), { due_on: "2026-03-28", late: 0 });
    const ends = async () => (await world.db("duties").where({ quiz_id: quiz! }).orderBy("person_id")).map(({ counts_until }) => counts_until);
    expect(await ends()).toEqual(["2026-03-28T23:00:00.000Z", "2026-03-29T10:00:00.000Z"]);
    const late = new Date("2026-03-28T23:30:00Z");
    await finish(world.db, berlin, quiz!, late);
    await finish(world.db, honolulu, quiz!, late);
    expect((await world.db("duties").where({ quiz_id: quiz! }).orderBy("person_id")).map(({ state }) => state)).toEqual(["open", "done"]);
    expect((await board(berlin, "2026-03-29")).missed).toHaveLength(1);
    await changePreferences(world.db, berlin, { language: null, time_zone: "America/New_York" }, late);
    expect((await world.db("duties").where({ quiz_id: quiz!, person_id: berlin.id }).first())?.state).toBe("done");
  });

  test("that is still to come keeps the quiz closed to those who have it assigned", async () => {
    const learner = await makePerson(world.db);
    const { quizIds: [id] } = await assign(to(learner), { opens_on: "2026-01-20", due_on: "2026-01-30" });
    expect([(await board(learner, "2026-01-19")).now, (await board(learner, "2026-01-20")).now.map(({ due_on }) => due_on)]).toEqual([[], ["2026-01-30"]]);
    await expect(startAttempt(world.db, learner, { id: id!, state: "published" }, new Date("2026-01-10T12:00:00Z"))).rejects.toThrow("not open yet");
    await startAttempt(world.db, learner, { id: id!, state: "published" }, new Date("2026-01-20T12:00:00Z"));
  });
});

describe("an assignment that repeats", () => {
  test("by date begins anew on the last day of short months; an older round that was left counts as missed, and limits of attempts begin anew", async () => {
    const learner = await makePerson(world.db);
    const { quiz } = await makeQuiz(world.db, { most_attempts: 1 });
    const { full, assignment } = await assign(to(learner), { quizIds: [quiz.id], opens_on: "2026-01-31", due_on: "2026-02-10", repeats: "date", every_months: 1 });
    await finish(world.db, learner, quiz.id, new Date("2026-02-01T12:00:00Z"));
    for (const day of ["2026-02-28", "2026-03-31"]) await refreshDuties(world.db, {}, new Date(`${day}T12:00:00Z`));
    expect(await daysOf(learner)).toEqual([[1, "2026-01-31", "2026-02-10", "done"], [2, "2026-02-28", "2026-03-10", "open"], [3, "2026-03-31", "2026-04-10", "open"]]);
    const { now, missed } = await board(learner, "2026-04-01");
    expect([now.map(({ round }) => round), missed.map(({ round }) => round)]).toEqual([[3], [2]]);
    await finish(world.db, learner, quiz.id, new Date("2026-04-01T12:00:00Z"));
    expect((await daysOf(learner)).map(([, , , state]) => state)).toEqual(["done", "open", "done"]);
    await expect(saveAssignment(world.db, by(), assignment.public_id, { ...full, due_on: "2026-03-05" }, world.now())).rejects.toThrow("begins again");
  });

  test("after each completion comes that many months after it, with its own days", async () => {
    const learner = await makePerson(world.db, { time_zone: "Asia/Tokyo" });
    const { quizIds: [quiz] } = await assign(to(learner), { due_days: 10, repeats: "completion", every_months: 1 });
    await finish(world.db, learner, quiz!, new Date("2026-01-30T20:00:00Z"));
    await refreshDuties(world.db, {}, new Date("2026-02-26T12:00:00Z"));
    expect(await daysOf(learner)).toHaveLength(1);
    await world.atOnce(...[1, 2].map(() => () => world.db.transaction((tx) => refreshDuties(tx, {}, new Date("2026-02-28T12:00:00Z")))));
    expect(await daysOf(learner)).toEqual([[1, null, "2026-01-15", "done"], [2, "2026-02-28", "2026-03-10", "open"]]);
  });
});

describe("an audience", () => {
  test("of overlapping parts gives one duty, and two assignments the earlier day; whoever is left out has none", async () => {
    const [top, out] = [await makeTeam(world.db), await makePerson(world.db)];
    const learner = await makePerson(world.db, { team_id: (await makeTeam(world.db, { parent_id: top.id })).id });
    const group = await addGroup(world.db, trainer, { name: `Group ${top.id}`, rule: null }, world.now());
    await putIntoGroup(world.db, trainer, group.public_id, [learner.id, out.id], world.now());
    const parts = [part({ kind: "team", team_id: top.id }), part({ kind: "group", group_id: group.id }), ...to(learner), part({ person_id: out.id, is_exclusion: 1 })];
    const { quizIds } = await assign(parts, { due_on: "2026-02-20", required: 0 });
    await assign(to(learner), { quizIds, due_on: "2026-02-10" });
    expect((await dueFor(world, learner)).map(({ due_on, required }) => [due_on, required])).toEqual([["2026-02-10", 1]]);
    expect(await world.db("duties").where({ person_id: learner.id })).toHaveLength(2);
    expect(await dueFor(world, out)).toEqual([]);
    await expect(removeGroup(world.db, trainer, group.public_id, world.now())).rejects.toThrow("assignment");
    await takeOutOfGroup(world.db, trainer, group.public_id, [out.public_id], world.now());
  });

  test("takes up joiners with days of their own, drops leavers and keeps what they did, and takes returners up again", async () => {
    const [team, quiet] = [await makeTeam(world.db), await makeTeam(world.db)];
    const [early, late] = [await makePerson(world.db, { team_id: team.id }), await makePerson(world.db, { team_id: quiet.id })];
    const { quizIds: [quiz] } = await assign([part({ kind: "team", team_id: team.id })], { due_on: "2026-02-01", due_days: 14 });
    const move = (person: Person, team_id: number, at: string) => world.db.transaction(async (tx) => { await tx("people").where({ id: person.id }).update({ team_id }); await refreshGroups(tx, [person.id], new Date(at)); });
    await move(late, team.id, "2026-01-30T12:00:00Z");
    expect([await daysOf(early), await daysOf(late)]).toEqual([[[1, null, "2026-02-01", "open"]], [[1, null, "2026-02-13", "open"]]]);
    await move(late, quiet.id, "2026-02-02T12:00:00Z");
    expect(await daysOf(late)).toEqual([]);
    await move(late, team.id, "2026-03-01T12:00:00Z");
    expect(await daysOf(late)).toEqual([[1, null, "2026-03-15", "open"]]);
    await finish(world.db, early, quiz!, new Date("2026-01-20T12:00:00Z"));
    await deactivatePerson(world.db, trainer, early.public_id, world.now());
    await reactivatePerson(world.db, trainer, early.public_id, world.now());
    expect(await daysOf(early)).toEqual([[1, null, "2026-02-01", "done"]]);
  });

  test("that people leave and join while it changes forgets nobody", async () => {
    const [team, ...people] = [await makeTeam(world.db), await makePerson(world.db), await makePerson(world.db)] as const;
    const id = newPublicId();
    const { quiz } = await makeQuiz(world.db);
    const join = (person: Person) => () => world.db.transaction(async (tx) => { await tx("people").where({ id: person.id }).update({ team_id: team.id }); await refreshGroups(tx, [person.id], world.now()); });
    await world.atOnce(join(people[0]), async () => { await assign([part({ kind: "team", team_id: team.id })], { quizIds: [quiz.id] }, undefined, id); }, join(people[1]));
    for (const person of people) expect(await dueFor(world, person)).toHaveLength(1);
  });
});

describe("a path", () => {
  test("opens a step when the one before is passed, and goes past a quiz that was withdrawn", async () => {
    const learner = await makePerson(world.db);
    const [first, second, third] = [await makeQuiz(world.db), await makeQuiz(world.db), await makeQuiz(world.db)].map(({ quiz }) => quiz);
    await assign(to(learner), { quizIds: [first!.id, second!.id, third!.id], done_when: "passed" });
    const due = async () => (await dueFor(world, learner)).map(({ quiz }) => quiz.id);
    await finish(world.db, learner, first!.id, world.now(), 0);
    expect(await due()).toEqual([first!.id]);
    await expect(startAttempt(world.db, learner, second!, world.now())).rejects.toThrow("before it");
    await finish(world.db, learner, first!.id, world.now(), 1);
    expect(await due()).toEqual([second!.id]);
    await world.db("quizzes").where({ id: second!.id }).update({ state: "retired" });
    expect(await due()).toEqual([third!.id]);
  });
});

describe("an exception", () => {
  test("gives one person more time, or frees them, and can be taken back", async () => {
    const [one, other] = [await makePerson(world.db), await makePerson(world.db)];
    const { assignment } = await assign(to(one, other), { due_on: "2026-02-01", late: 0 });
    const grant = (person: Person, given: { kind: "extension" | "exemption"; due_on: string | null }) => grantException(world.db, by(), assignment.public_id, { ...given, person: person.email, reason: "Parental leave" }, world.now());
    await grant(one, { kind: "extension", due_on: "2026-02-20" });
    await grant(other, { kind: "exemption", due_on: null });
    expect([await daysOf(one), await daysOf(other)]).toEqual([[[1, null, "2026-02-20", "open"]], [[1, null, "2026-02-01", "exempt"]]]);
    expect((await world.db("duties").where({ person_id: one.id }).first())?.counts_until).toBe("2026-02-21T00:00:00.000Z");
    for (const { id } of await world.db("assignment_exceptions").where({ assignment_id: assignment.id })) await withdrawException(world.db, by(), assignment.public_id, id, world.now());
    expect([await daysOf(one), await daysOf(other)]).toEqual([[[1, null, "2026-02-01", "open"]], [[1, null, "2026-02-01", "open"]]]);
    await expect(grant(trainer, { kind: "exemption", due_on: null })).rejects.toThrow("audience");
  });
});

describe("a change", () => {
  test("is counted before it is done, done once, and undone by changing back", async () => {
    const [begun, finished, fresh] = [await makePerson(world.db), await makePerson(world.db), await makePerson(world.db)];
    const { assignment, full, quizIds: [quiz] } = await assign(to(begun, finished));
    await startAttempt(world.db, begun, { id: quiz!, state: "published" }, world.now());
    await finish(world.db, finished, quiz!, world.now());
    const wish = { ...full, parts: to(fresh) };
    const outlook = { joined: 1, left: 2, begun: 1, finished: 1 };
    expect(await previewAssignment(world.db, by(), assignment.public_id, wish, world.now())).toMatchObject(outlook);
    expect(await dueFor(world, fresh)).toEqual([]);
    const events = () => world.db("audit_events").where({ subject: assignment.public_id });
    expect((await saveAssignment(world.db, by(), assignment.public_id, wish, world.now())).outlook).toMatchObject(outlook);
    expect((await saveAssignment(world.db, by(), assignment.public_id, wish, world.now())).outlook).toMatchObject({ joined: 0, left: 0, touched: 0 });
    expect(await events()).toHaveLength(2);
    expect([await dueFor(world, begun), await dueFor(world, fresh)].map((due) => due.length)).toEqual([0, 1]);
    await saveAssignment(world.db, by(), assignment.public_id, full, world.now());
    expect([await dueFor(world, begun), await daysOf(finished)]).toMatchObject([[{ due_on: null }], [[1, null, null, "done"]]]);
    expect(await previewEnd(world.db, by(), assignment.public_id, world.now())).toMatchObject({ left: 2 });
    await setEnded(world.db, by(), assignment.public_id, true, world.now());
    expect([await dueFor(world, begun), (await daysOf(finished)).length]).toEqual([[], 1]);
    await setEnded(world.db, by(), assignment.public_id, false, world.now());
    expect(await dueFor(world, begun)).toHaveLength(1);
  });

  test("beyond the teams of a manager finds nothing there", async () => {
    const manager = await makePerson(world.db, { roles: ["manager"] });
    const [own, foreign] = [await makeTeam(world.db, { manager_id: manager.id }), await makeTeam(world.db)];
    const { full, assignment } = await assign([part({ kind: "team", team_id: own.id })]);
    const asManager = (parts: Part[], id = newPublicId()) => saveAssignment(world.db, { person: manager, reach: new Set([own.id]) }, id, { ...full, parts }, world.now());
    await asManager([part({ kind: "team", team_id: own.id }), ...to(await makePerson(world.db, { team_id: own.id }))], assignment.public_id);
    for (const parts of [[part({ kind: "team", team_id: foreign.id })], [part({ kind: "everyone" })], to(await makePerson(world.db, { team_id: foreign.id })), to(await makePerson(world.db))]) await expect(asManager(parts)).rejects.toThrow("nothing");
  });
});

describe("an assignment to a crowd", () => {
  test("is given in portions, goes on where it broke off, leaves out whom it leaves out, and comes to what the preview said", async () => {
    const [team, near] = [await makeTeam(world.db), await makePerson(world.db)];
    const [far, out] = [await makePerson(world.db, { id: 12_000 } as object), await makePerson(world.db, { id: 12_001, team_id: team.id } as object)];
    const { id: quizId } = (await makeQuiz(world.db)).quiz;
    const wish = { title: "All", opens_on: null, due_on: null, due_days: null, every_months: null, repeats: null, late: 1, required: 1, done_when: "finished", quizIds: [quizId], parts: [part({ kind: "everyone" }), part({ kind: "team", team_id: team.id, is_exclusion: 1 })] } as const;
    const outlook = await previewAssignment(world.db, by(), "crowd", wish, world.now());
    expect(await world.db("assignments").where({ public_id: "crowd" })).toEqual([]);
    const { assignment } = await beginAssignment(world.db, by(), "crowd", wish, world.now());
    const given = async () => (await world.db("duties").where({ assignment_id: assignment.id })).map(({ person_id }) => person_id);
    const filledTo = async () => (await world.db("assignments").where({ id: assignment.id }).first())!.filled_to;
    expect([await given(), await filledTo()]).toEqual([[], 0]);
    let turns = 0;
    const first = await fillAssignment(world.db, assignment, world.now(), () => turns++ < 1);
    expect([await filledTo(), first.joined, (await given()).includes(near.id), (await given()).includes(far.id)]).toEqual([5_000, outlook.joined - 1, true, false]);
    await fillAssignments(world.db, world.now(), () => true);
    expect([await filledTo(), (await given()).length, (await given()).includes(far.id), (await given()).includes(out.id)]).toEqual([null, outlook.joined, true, false]);
    expect((await saveAssignment(world.db, by(), "crowd", { ...wish, parts: to(far) }, world.now())).outlook).toMatchObject({ joined: 0, left: outlook.joined - 1 });
    expect(await setEnded(world.db, by(), "crowd", true, world.now())).toMatchObject({ left: 1 });
    expect([await given(), await filledTo()]).toEqual([[], null]);
  });
});
