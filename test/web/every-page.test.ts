import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../../src/storage/tables.ts";
import { readAndPlace } from "../support/articles.ts";
import { makeMemories } from "../support/learning.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { assign, makeStaffedTeam, take } from "../support/organisation.ts";
import { pathWith, routesIn } from "../support/routes.ts";
import { loadPiggybacking } from "../support/studio.ts";
import { unmeantIn } from "../support/unmeant.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let person: Person;
/** What may stand in an address, by how the address begins. */
let ids: [beginning: RegExp, id: string][];
beforeAll(async () => {
  world = await openWorld({ privacyMode: "named" });
  person = await makePerson(world.db, { roles: ["admin", "trainer", "manager"] });
  const { team, people } = await makeStaffedTeam(world, 6, { manager_id: person.id });
  const { quiz, questions } = await makeQuiz(world.db, { certificate_months: 12 });
  await assign(world, quiz, null);
  await take(world, people[0]!, quiz, 3);
  await take(world, person, quiz, 2);
  for (const each of [...people, person]) await makeMemories(world.db, each, 2, { at: world.now(), topic: "passwords" });
  const [question] = await loadPiggybacking(world.db, world.now());
  const { article } = await readAndPlace(world.db, person, world.now());
  const newest = async (table: "attempts" | "assignments" | "facts", column: string) => ((await world.db(table).orderBy("id", "desc").first()) as unknown as Record<string, string>)[column]!;
  ids = [
    [/^\/(?:desk|admin)\/teams/, team.public_id], [/^\/(?:desk|studio)?\/?quizzes/, quiz.slug], [/^\/studio\/questions/, questions[0]!.row.public_id], [/^\/studio\/questions/, question!.public_id],
    [/^\/attempts/, await newest("attempts", "public_id")], [/incidents/, "piggybacking"], [/articles/, article.public_id],
    [/facts/, await newest("facts", "key")], [/entities/, "turla"],
    [/^\/(?:desk|admin)\/people|extra-time|groups/, people[0]!.public_id], [/^\/desk\/assignments/, await newest("assignments", "public_id")], [/./, "nobody"],
  ];
});
afterAll(() => world.close());

test("whatever there is to open, to somebody who may open everything, is found or refused, on this database too, and says what it means", async () => {
  const agent = await world.signedInAs(person);
  const [failed, seen]: [string[], Set<string>] = [[], new Set()];
  for (const route of routesIn(world).filter((each) => each.startsWith("GET ") && !each.includes("readyz"))) {
    for (const [, id] of ids.filter(([beginning]) => beginning.test(route.slice(4))).slice(0, route.includes(":") ? 2 : 1)) {
      const { status, type, text } = await agent.get(pathWith(route, id)).redirects(0).ok(() => true);
      if (status >= 500) failed.push(`${route} with ${id}: ${status}`);
      if (type === "text/html") failed.push(...unmeantIn(text).map((said) => `${route} with ${id}: ${said}`));
      if (status === 200) seen.add(route);
    }
  }
  expect(failed).toEqual([]);
  expect(seen.size).toBeGreaterThan(120);
});
