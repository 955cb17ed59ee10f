import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignQuiz, removeAssignment } from "../../src/domain/assignments.ts";
import { dueFor } from "../support/duties.ts";
import { makePerson, makeQuiz, makeTeam } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const soon = "2026-01-12T23:59:59.000Z";

describe("assignQuiz", () => {
  test("reaches the team, the teams below it and nobody else", async () => {
    const top = await makeTeam(world.db);
    const below = await makeTeam(world.db, { parent_id: top.id });
    const trainer = await makePerson(world.db, { roles: ["trainer"] });
    const { quiz } = await makeQuiz(world.db);

    await assignQuiz(world.db, trainer, quiz, { teamId: top.id, dueAt: soon }, world.now());

    const dueOf = async (team_id: number | null) => (await dueFor(world, await makePerson(world.db, { team_id }))).map((duty) => [duty.quiz.slug, duty.due_on]);
    expect(await dueOf(top.id)).toEqual([[quiz.slug, "2026-01-12"]]);
    expect(await dueOf(below.id)).toEqual([[quiz.slug, "2026-01-12"]]);
    expect(await dueOf((await makeTeam(world.db)).id)).toEqual([]);
    expect(await dueOf(null)).toEqual([]);
    expect(await world.db("audit_events").where({ actor_id: trainer.id })).toMatchObject([{ deed: "assignment.made" }]);
  });

  test("to the same again changes the date, also when two do it at once; taken back, it is no duty any more", async () => {
    const [trainer, learner, { quiz }] = [await makePerson(world.db), await makePerson(world.db), await makeQuiz(world.db)];
    await assignQuiz(world.db, trainer, quiz, { teamId: null, dueAt: soon }, world.now());
    await world.atOnce(...[1, 2].map(() => () => assignQuiz(world.db, trainer, quiz, { teamId: null, dueAt: "2026-04-01T12:00:00.000Z" }, world.now())));
    const duties = await dueFor(world, learner);
    expect(duties.filter((duty) => duty.quiz.id === quiz.id).map((duty) => duty.due_on)).toEqual(["2026-04-01"]);
    const [only, ...more] = await world.db("assignments").whereIn("id", world.db("assignment_quizzes").where({ quiz_id: quiz.id }).select("assignment_id"));
    expect(more).toEqual([]);
    const other = await makeQuiz(world.db);
    await expect(removeAssignment(world.db, trainer, other.quiz, only!.public_id, world.now())).rejects.toThrow("removed already");
    await removeAssignment(world.db, trainer, quiz, only!.public_id, world.now());
    expect((await dueFor(world, learner)).some((duty) => duty.quiz.id === quiz.id)).toBe(false);
  });

  test("for a team and for everybody shows the earliest of the dates, and the most urgent quiz first", async () => {
    const team = await makeTeam(world.db);
    const [trainer, learner] = [await makePerson(world.db), await makePerson(world.db, { team_id: team.id })];
    const [{ quiz: later }, { quiz: sooner }, { quiz: undated }] = [await makeQuiz(world.db), await makeQuiz(world.db), await makeQuiz(world.db)];
    for (const [quiz, dueAt, teamId] of [[undated, null, null], [later, "2026-03-01T12:00:00.000Z", null], [later, "2026-02-01T12:00:00.000Z", team.id], [sooner, soon, team.id], [sooner, null, null]] as const) {
      await assignQuiz(world.db, trainer, quiz, { teamId, dueAt }, world.now());
    }
    expect((await dueFor(world, learner)).map((duty) => [duty.quiz.id, duty.due_on])).toEqual([[sooner.id, "2026-01-12"], [later.id, "2026-02-01"], [undated.id, null]]);
    await world.db("quizzes").whereIn("id", [sooner.id, later.id]).update({ state: "retired" });
    expect((await dueFor(world, learner)).map((duty) => duty.quiz.id)).toEqual([undated.id]);
  });

  test("refuses a draft, a date that has passed and a team that is not there", async () => {
    const [trainer, { quiz }] = [await makePerson(world.db), await makeQuiz(world.db)];
    const assign = (changes: Partial<typeof quiz>, teamId: number | null, dueAt: string | null) => assignQuiz(world.db, trainer, { ...quiz, ...changes }, { teamId, dueAt }, world.now());
    await expect(assign({ state: "draft" }, null, null)).rejects.toThrow("Publish the quiz");
    await expect(assign({}, null, "2026-01-04T00:00:00.000Z")).rejects.toThrow("still to come");
    await expect(assign({}, 99_999, null)).rejects.toThrow("team from the list");
  });
});
