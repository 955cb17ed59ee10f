import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePerson } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let agent: Agent;
beforeAll(async () => {
  world = await openWorld();
  agent = await world.signedInAs(await makePerson(world.db, { name: "The Admin", roles: ["admin"] }));
});
afterAll(() => world.close());

const page = async () => (await agent.get("/admin").expect(200)).text;
const mattersIn = (text: string) => [...text.matchAll(/data-matter="([^"]+)"/g)].map(([, name]) => name);

describe("the first page of the office", () => {
  test("leads from an empty database to the first assignment, one step at a time", async () => {
    const text = await page();
    expect([...text.matchAll(/data-step="([^"]+)"/g)].map(([, name]) => name)).toEqual(["privacy", "mail", "people", "quiz", "assignment", "backup"]);
    expect(text.match(/card__action"><a class="button/g)).toHaveLength(1);
  });

  test("names what waits, what gets worse by itself first, and leaves out what is well", async () => {
    expect(mattersIn(await page())).toEqual(["sole-admin"]);
    const asking = await makePerson(world.db, { name: "Asking", roles: ["admin"] });
    const now = world.now().toISOString();
    await world.db("erasure_requests").insert({ person_id: asking.id, asked_at: now, reason: "" });
    await world.db("outbox").insert([
      { person_id: asking.id, kind: "digest", day: "2026-01-01", message: "", tries: 0, state: "failed", next_at: now, created_at: now },
      { person_id: asking.id, kind: "digest", day: "2025-01-01", message: "", tries: 0, state: "failed", next_at: now, created_at: "2025-01-01T00:00:00.000Z" },
      { person_id: asking.id, kind: "digest", day: "2026-01-02", message: "", tries: 0, state: "held", next_at: now, created_at: now },
    ]);
    const text = await page();
    expect(mattersIn(text)).toEqual(["held", "erasures", "failed-mails"]);
    expect(text).toContain("1 message of this week did not arrive");
  });
});
