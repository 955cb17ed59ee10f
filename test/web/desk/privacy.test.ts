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
let teams: Record<"top" | "large" | "small", Team>;
let people: Record<"top" | "large" | "small", Person[]>;

/** Top 6, below it Large 12 and Small 3 people: Small is too few by itself, so it is told with Top. */
beforeAll(async () => {
  world = await openWorld({ privacyMode: "aggregate" });
  boss = await makePerson(world.db, { roles: ["manager"], name: "The boss" });
  const top = await makeStaffedTeam(world, 6, { name: "Top", manager_id: boss.id });
  const [large, small] = [await makeStaffedTeam(world, 12, { name: "Large", parent_id: top.team.id }), await makeStaffedTeam(world, 3, { name: "Small", parent_id: top.team.id })];
  teams = { top: top.team, large: large.team, small: small.team };
  people = { top: top.people, large: large.people, small: small.people };
  quiz = (await makeQuiz(world.db, { title: "Everybody has it", questions: 4, pass_percent: 75 })).quiz;
  await assign(world, quiz, null);
  for (const [place, person] of large.people.slice(0, 8).entries()) await take(world, person, quiz, place < 4 ? 4 : 1);
  for (const person of small.people) await take(world, person, quiz, 1);
  agent = await world.signedInAs(boss);
});
afterAll(() => world.close());

const at = async (name: string, path = "/desk") => figuresAt((await agent.get(path).expect(200)).text, name);

describe("where people have pseudonyms, a team's page", () => {
  test("tells results without names when five further people have finished, all at once, once, and under other names to another reader", async () => {
    const other = await openWorld({ privacyMode: "pseudonymous" });
    const [one, two] = [await makePerson(other.db, { roles: ["admin"] }), await makePerson(other.db, { roles: ["admin"] })];
    const [team, few] = [await makeStaffedTeam(other, 12), await makeStaffedTeam(other, 4)];
    const [{ quiz: taken }, { quiz: beside }] = [await makeQuiz(other.db, { questions: 2 }), await makeQuiz(other.db, { questions: 2 })];
    await assign(other, taken, null);
    const page = async (who: Person, path: string) => (await (await other.signedInAs(who)).get(`/desk/teams/${path}`).expect(200)).text;
    const rowsOn = (text: string) => [...text.matchAll(/<bdi>([0-9A-F]{8})<\/bdi><\/th>\s*<td[^>]*>\s*([^<]*?)\s*</g)].map(([, name, said]) => `${name!} ${said!}`);
    const finish = async (from: number, until: number) => { for (const person of team.people.slice(from, until)) await take(other, person, taken, 2); };

    await finish(0, 4);
    expect(await page(one, team.team.public_id)).toContain("No results can stand here one by one yet");
    await finish(4, 5);
    const five = rowsOn(await page(one, team.team.public_id));
    expect(five).toHaveLength(5);
    expect(five).toEqual(five.toSorted());
    await take(other, team.people[0]!, taken, 0);
    await finish(5, 9);
    expect(rowsOn(await page(one, team.team.public_id))).toEqual(five);
    await finish(9, 10);
    const ten = rowsOn(await page(one, team.team.public_id));
    expect(ten).toHaveLength(10);
    expect(ten).toEqual(expect.arrayContaining(five));
    await other.db("people").where({ id: team.people[1]!.id }).update({ deactivated_at: other.now().toISOString() });
    expect(rowsOn(await page(one, team.team.public_id))).toEqual(ten);
    expect(rowsOn(await page(two, team.team.public_id)).filter((row) => ten.includes(row))).toEqual([]);
    expect(rowsOn(await page(one, `${team.team.public_id}?q=${ten[3]!.slice(0, 8).toLowerCase()}`))).toEqual([ten[3]]);
    expect(await page(one, `${team.team.public_id}?q=Somebody`)).toContain("Nobody in this team matches");
    const file = (await (await other.signedInAs(one)).get(`/desk/tables/people?team=${team.team.public_id}`).expect(200)).text;
    expect(file.trim().split("\r\n").slice(1).map((line) => line.slice(0, 8))).toEqual(ten.map((row) => row.slice(0, 8)));
    expect(file).not.toContain("Somebody of");
    expect(rowsOn(await page(one, few.team.public_id))).toEqual([]);
    await assign(other, beside, null);
    expect(await page(one, team.team.public_id)).toContain("Choose one quiz to see");
    expect(rowsOn(await page(one, `${team.team.public_id}?quiz=${taken.slug}`))).toEqual(ten);
    expect(await other.db("sightings").select()).toEqual([]);
    await other.close();
  });
});

describe("where names are kept back, the desk", () => {
  test("names nobody on any page", async () => {
    const paths = ["/desk", "/desk/knowledge", `/desk/quizzes/${quiz.slug}`, ...Object.values(teams).flatMap((team) => [`/desk/teams/${team.public_id}`, `/desk/knowledge?team=${team.public_id}`])];
    for (const path of paths) expect((await agent.get(path).expect(200)).text).not.toContain("Somebody of");
  });

  test("tells in steps of five how many have finished, and scores of five and more", async () => {
    expect(await at("Large")).toMatchObject({ people: "12", assigned: "12", finished: "5–9", passed: "50%", mean: "63%" });
  });

  test("puts no more into files than on pages: between which numbers a figure lies, and nobody by name", async () => {
    const lines = (await agent.get("/desk/tables/teams").expect(200)).text.split("\r\n");
    expect(lines.find((line) => line.startsWith("Large"))).toMatch(/^Large,12,12,5,9,0,0,50,50,63,63,/);
    expect(lines.find((line) => line.startsWith("Small"))).toMatch(/^Small,Under 5,,*$/);
    await agent.get(`/desk/tables/people?team=${teams.large.public_id}`).expect(404);
    expect((await agent.get(`/desk/tables/quizzes?team=${teams.small.public_id}`).expect(200)).text.split("\r\n")).toHaveLength(2);
  });

  test("tells a team of fewer than five only together with the team above", async () => {
    expect(await at("Small")).toMatchObject({ people: "Under 5", assigned: "–", finished: "–", passed: "–", mean: "–" });
    expect(await at("Right in this team")).toMatchObject({ people: "9", assigned: "9", finished: "0–4", passed: "–" });
    const { text } = await agent.get(`/desk/teams/${teams.small.public_id}`).expect(200);
    expect(text).toContain("This team is not shown by itself.");
    expect(text).not.toContain("data-figure");
  });

  test("changes a score only when five further people have finished, and says no more than a range where they are all alike", async () => {
    const before = await at("Large");
    for (const person of people.large.slice(8, 12)) await take(world, person, quiz, 4);
    expect(await at("Large")).toMatchObject({ passed: before!["passed"], mean: before!["mean"], finished: "10–12" });
    for (const person of people.top.slice(0, 2)) await take(world, person, quiz, 4);
    expect(await at("Right in this team")).toMatchObject({ people: "9", passed: "0%–40%" });
    expect(await at("Together")).toMatchObject({ people: "21", passed: "30%–47%" });
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
});
