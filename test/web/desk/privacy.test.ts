import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person, Quiz, Team } from "../../../src/storage/tables.ts";
import { figuresAt } from "../../support/desk-table.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { assign, makeStaffedTeam, take } from "../../support/organisation.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let boss: Person;
let agent: Agent;
let quiz: Quiz;
let teams: Record<"large" | "middle" | "small", Team>;

/** Large 8, Middle 6 and Small 3 people: Small is too few by itself, so Middle goes with it. */
beforeAll(async () => {
  world = await openWorld({ privacyMode: "aggregate" });
  boss = await makePerson(world.db, { roles: ["manager"], name: "The boss" });
  const [large, middle, small] = [
    await makeStaffedTeam(world, 8, { name: "Large", manager_id: boss.id }), await makeStaffedTeam(world, 6, { name: "Middle", manager_id: boss.id }), await makeStaffedTeam(world, 3, { name: "Small", manager_id: boss.id }),
  ];
  teams = { large: large.team, middle: middle.team, small: small.team };
  quiz = (await makeQuiz(world.db, { title: "Everybody's quiz", questions: 4 })).quiz;
  await assign(world, quiz, null);
  for (const person of large.people.slice(0, 6)) await take(world, person, quiz, 4);
  for (const person of small.people) await take(world, person, quiz, 1);
  agent = await world.signedInAs(boss);
});
afterAll(() => world.close());

const pages = async () => {
  const paths = ["/desk", `/desk/quizzes/${quiz.slug}`, ...Object.values(teams).flatMap((team) => [`/desk/teams/${team.public_id}`, `/desk/teams/${team.public_id}?quiz=${quiz.slug}`])];
  const texts: string[] = [];
  for (const path of paths) texts.push((await agent.get(path).expect(200)).text);
  return texts.join("\n");
};

describe("where names are kept back, the desk", () => {
  test("names nobody on any page", async () => {
    expect(await pages()).not.toContain("Somebody of");
  });

  test("puts a team of fewer than five together with others until they are as many", async () => {
    const { text } = await agent.get("/desk");
    expect(figuresAt(text, "Large")).toMatchObject({ people: "8", assigned: "8", finished: "6", passed: "6 of 6 (100%)", mean: "100%" });
    expect(figuresAt(text, "Small teams together")).toMatchObject({ people: "9", assigned: "9", finished: "3", passed: "–", mean: "–" });
    expect(figuresAt(text, "Middle")).toBeUndefined();
  });

  test("gives no total that tells by subtraction what a row does not tell", async () => {
    const { text } = await agent.get("/desk");
    expect(figuresAt(text, "Together")).toMatchObject({ people: "17", finished: "9", passed: "6 of 6 (100%)", mean: "100%" });
    expect(figuresAt(text, "Everybody's quiz".replace("'", "&#39;"))).toMatchObject({ finished: "9", passed: "6 of 6 (100%)", mean: "100%" });
  });

  test("shows a team by itself only where the overview does", async () => {
    expect(figuresAt((await agent.get(`/desk/teams/${teams.large.public_id}`)).text, "Everybody")).toMatchObject({ finished: "6" });
    for (const team of [teams.middle, teams.small]) {
      const { text } = await agent.get(`/desk/teams/${team.public_id}`);
      expect(text).toContain("This team is not shown by itself.");
      expect(text).not.toContain("data-figure");
    }
  });

  test("does not tell what a few people did with a quiz that only they were assigned", async () => {
    const { quiz: own } = await makeQuiz(world.db, { title: "Only for Small", questions: 1 });
    await assign(world, own, teams.small);
    for (const person of await world.db("people").where({ team_id: teams.small.id })) await take(world, person, own, 1);
    const { text } = await agent.get(`/desk/quizzes/${own.slug}`);
    expect(figuresAt(text, "Small teams together")).toMatchObject({ people: "9", assigned: "0", finished: "0", extra: "3", mean: "–" });
  });

  test("shows nothing to a manager of four people", async () => {
    const chief = await makePerson(world.db, { roles: ["manager"] });
    const { team } = await makeStaffedTeam(world, 4, { manager_id: chief.id });
    const own = await world.signedInAs(chief);
    for (const path of ["/desk", `/desk/quizzes/${quiz.slug}`]) {
      const { text } = await own.get(path).expect(200);
      expect(text).toContain("Your teams have too few people to be shown.");
      expect(text).not.toContain("data-figure");
    }
    expect((await own.get(`/desk/teams/${team.public_id}`)).text).not.toContain("data-figure");
  });

  test("does not count people who have left: a team of five that loses one is small", async () => {
    const chief = await makePerson(world.db, { roles: ["manager"] });
    const { team, people } = await makeStaffedTeam(world, 5, { manager_id: chief.id, name: "Five" });
    const own = await world.signedInAs(chief);
    expect(figuresAt((await own.get("/desk")).text, "Five")).toMatchObject({ people: "5" });
    await world.db("people").where({ id: people[0]!.id }).update({ deactivated_at: world.now().toISOString() });
    expect((await own.get("/desk")).text).not.toContain("data-figure");
    await own.get(`/desk/teams/${team.public_id}`).expect(200);
  });
});
