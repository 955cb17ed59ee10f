import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { coverage } from "../../src/domain/coverage.ts";
import { refreshFigures } from "../../src/domain/refreshing-figures.ts";
import { parseFrameworkMaps } from "../../src/engine/knowledge/framework-maps.ts";
import { findFrameworkMaps } from "../../src/storage/framework-maps.ts";
import { listTopics } from "../../src/storage/vocabulary.ts";
import { makePerson, makeQuestion, makeQuiz } from "../support/make.ts";
import { assign, makeStaffedTeam, take } from "../support/organisation.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

describe("coverage", () => {
  test("maps entries to topics that there are, each with a source, and all nine safeguards of CIS", () => {
    const known = new Set(listTopics().map(({ id }) => id));
    const { maps } = findFrameworkMaps();
    expect(maps.flatMap(({ entries }) => entries.flatMap(({ topics }) => topics)).filter((topic) => !known.has(topic))).toEqual([]);
    expect(maps.find(({ id }) => id === "cis-14")!.entries.map(({ id }) => id)).toEqual(["14.1", "14.2", "14.3", "14.4", "14.5", "14.6", "14.7", "14.8", "14.9"]);
    expect(() => parseFrameworkMaps("checked: 2026-01-01\nmaps: [{ id: x, name: { en: X, de: X }, entries: [{ id: '1', about: { en: a, de: b }, topics: [], source: { url: 'javascript:alert(1)', title: x } }] }]")).toThrow();
  });

  test("tells what is asked, what was given and how much is done, as far as the privacy mode tells it", async () => {
    const ask = async (topic: string) => (await makeQuiz(world.db, { questions: [await makeQuestion(world.db, { topic })] })).quiz;
    const [passwords] = [await ask("passwords"), await ask("patching")];
    const { team, people } = await makeStaffedTeam(world, 8);
    await assign(world, passwords, team);
    for (const person of people.slice(0, 6)) await take(world, person, passwords, 1);
    const about = async (mode: "named" | "aggregate") => {
      const rules = { mode, least: 5, target: 0.8 };
      await refreshFigures(world.db, rules, world.now(), { all: true });
      return new Map((await coverage(world.db, rules, world.now())).flatMap(({ entries }) => entries.map(({ entry, state, done }) => [entry.id, { state, done }])));
    };
    const named = await about("named");
    expect(["14.1", "14.2", "14.3", "14.7"].map((id) => named.get(id)!.state)).toEqual(["none", "unasked", "given", "unassigned"]);
    expect(named.get("14.3")!.done).toEqual({ from: 75, to: 75 });
    const { from, to } = (await about("aggregate")).get("14.3")!.done!;
    expect(to - from).toBeGreaterThan(10);
  });

  test("is a page and a file for admins", async () => {
    const agent = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    expect((await agent.get("/admin/coverage").expect(200)).text).toContain("A map, not a certificate.");
    expect((await agent.get("/admin/coverage/map.csv").expect(200)).text).toContain("14.9");
  });
});
