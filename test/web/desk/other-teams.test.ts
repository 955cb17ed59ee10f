import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../../src/storage/tables.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { assign, makeStaffedTeam, take } from "../../support/organisation.ts";
import { pathWith, routesIn } from "../../support/routes.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let boss: Person;
/** Whatever of team B can stand in an address. */
let ids: Record<string, string>;
beforeAll(async () => {
  world = await openWorld({ privacyMode: "named" });
  boss = await makePerson(world.db, { roles: ["manager"], name: "The boss of A" });
  await makeStaffedTeam(world, 6, { name: "Team A", manager_id: boss.id });
  const { team, people } = await makeStaffedTeam(world, 6, { name: "Bravo", manager_id: (await makePerson(world.db, { roles: ["manager"] })).id });
  const { quiz } = await makeQuiz(world.db, { title: "What all have", certificate_months: 12 });
  await assign(world, quiz, null);
  await take(world, people[0]!, quiz, 3);
  const [attempt] = await world.db("attempts").where({ person_id: people[0]!.id });
  ids = { team: team.public_id, person: people[0]!.public_id, attempt: attempt!.public_id };
}, 60_000);
afterAll(() => world.close());

/** Queries that pages read, with what is asked of them. */
const QUERIES = ["team", "person", "group", "who", "search", "id"];
/** That the studio and the office are closed to them whatever is asked for, access.test.ts shows; programs come with tokens (test/api), learning systems with launches (test/web/lti). */
const routes = () => routesIn(world).filter((route) => !/ \/(?:studio|admin|api|scim|lti)\b/.test(route));

async function open(agent: Agent, route: string, path: string): Promise<{ status: number; text: string; to: string }> {
  const { status, text, headers } = route.startsWith("GET") ? await agent.get(path) : await agent.post(path).type("form").send({});
  return { status, text: text ?? "", to: headers["location"] ?? "" };
}

describe("whoever has nothing to do with a team", () => {
  test.each([["manager of another team", () => boss], ["learner of another team", () => makePerson(world.db)]] as const)("finds nothing of it as a %s, by whatever address", async (_, whoever) => {
    const agent = await world.signedInAs(await whoever());
    const wrong: string[] = [];
    for (const route of routes().filter((each) => each.includes(":"))) {
      for (const [kind, id] of Object.entries(ids)) {
        const path = pathWith(route, id);
        const { status, text, to } = await open(agent, route, path);
        const end = status === 303 ? (await agent.get(to)).status : status;
        if (![400, 403, 404].includes(end)) wrong.push(`${route} with the ${kind}: ${end} ${to}`);
        if (text.includes("Bravo")) wrong.push(`${route} with the ${kind} names the team`);
      }
    }
    for (const route of routes().filter((each) => each.startsWith("GET ") && !each.includes(":"))) {
      for (const query of QUERIES) {
        const { text } = await open(agent, route, `${route.slice(4)}?${query}=${query === "person" || query === "who" ? ids["person"]! : query === "search" ? "Bravo" : ids["team"]!}`);
        if (text.replaceAll('value="Bravo"', "").includes("Bravo")) wrong.push(`${route}?${query} names the team`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("finds it as its own manager, as a manager above and as an administrator", async () => {
    const admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    expect((await admin.get(`/desk/teams/${ids["team"]!}`).expect(200)).text).toContain("Somebody of Bravo");
  });
});
