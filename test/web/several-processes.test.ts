import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { changeSettings } from "../../src/domain/changing-settings.ts";
import { readSettings } from "../../src/domain/installation.ts";
import { ACCENTS } from "../../src/lib/accents.ts";
import { hasNewsSince } from "../../src/storage/news.ts";
import type { Person } from "../../src/storage/tables.ts";
import { openBeside, type Beside } from "../support/beside.ts";
import { makePerson, PASSWORD } from "../support/make.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

let world: World;
let beside: Beside;
let admin: Agent;
beforeAll(async () => {
  world = await openWorld();
  beside = await openBeside(world);
  admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
});
afterAll(async () => { await beside.close(); await world.close(); });

const post = (agent: Agent, path: string, form: Record<string, string> = {}) => agent.post(path).type("form").send(form).expect(303);

/** The same browser, sent by the balancer to one process and to the other. */
async function signedIn(person: Person): Promise<{ here: Agent; there: (path: string) => Promise<number> }> {
  const here = world.visitor();
  const { headers } = await post(here, "/session", { email: person.email, password: PASSWORD });
  const cookie = String(headers["set-cookie"]).split(";")[0]!;
  return { here, there: async (path) => (await beside.visitor().get(path).set("Cookie", cookie)).status };
}

describe("in every process at once", () => {
  test.each<[string, (person: Person, here: Agent) => Promise<unknown>]>([
    ["signed out", (_person, here) => post(here, "/session/removal")],
    ["deactivated", ({ public_id }) => post(admin, `/admin/people/${public_id}/deactivation`)],
  ])("who is %s is out", async (_what, deed) => {
    const person = await makePerson(world.db);
    const { here, there } = await signedIn(person);
    expect(await there("/progress")).toBe(200);
    await deed(person, here);
    expect(await there("/progress")).toBe(303);
  });

  test("who is a trainer no more cannot enter the studio", async () => {
    const trainer = await makePerson(world.db, { roles: ["trainer"] });
    const { there } = await signedIn(trainer);
    expect(await there("/studio")).toBe(200);
    await world.db("person_roles").where({ person_id: trainer.id }).delete();
    expect(await there("/studio")).toBe(403);
  });
});

test.runIf(inject("database").kind === "postgres")("settings are news to every other process, also when its connection was lost meanwhile", async () => {
  const { db, errands } = beside.databases;
  const boss = await makePerson(world.db, { roles: ["admin"] });
  for (const [seen, name] of ["First", "Second"].entries()) {
    for (const each of [db, errands]) await readSettings(each, world.config);
    const moment = performance.now();
    await changeSettings(world.db, world.config, boss, { section: "appearance", values: { name, logo: null, accentLight: ACCENTS.light, accentDark: ACCENTS.dark }, seen }, world.now());
    await vi.waitFor(() => expect(hasNewsSince(errands, moment)).toBe(true), { timeout: 5_000, interval: 5 });
    expect([(await readSettings(db, world.config)).name, (await readSettings(errands, world.config)).name]).toEqual([name, name]);
    const lost = performance.now();
    await world.db.raw("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'debrief news'");
    await vi.waitFor(() => expect(hasNewsSince(db, lost)).toBe(true), { timeout: 5_000, interval: 5 });
  }
});
