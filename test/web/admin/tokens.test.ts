import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCOPE_NAMES } from "../../../src/domain/api-scopes.ts";
import { debrief } from "../../support/command-line.ts";
import { makePerson } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let admin: Agent;
beforeAll(async () => {
  world = await openWorld();
  admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"], name: "Ada" }));
});
afterAll(() => world.close());

const page = async () => (await admin.get("/admin/integrations/tokens").expect(200)).text;
const idOn = (text: string) => /name="id" value="([^"]+)"/.exec(text)![1]!;
const make = async (fields: object = {}) => admin.post("/admin/integrations/tokens").type("form").send({ id: idOn(await page()), name: "Personnel", scopes: ["people:read", "teams:read"], expires: "2026-02-01", ...fields });
const reads = (secret: string) => request(world.address).get("/api/v1/people").set("Authorization", `Bearer ${secret}`);

describe("making a token", () => {
  test("shows it once, on a page that no cache keeps, and opens the door until it is revoked", async () => {
    const made = await make();
    const [secret] = /dbt_[\w-]{43}/.exec(made.text)!;
    expect([made.status, made.headers["cache-control"], made.headers["location"]]).toEqual([200, "private, no-store", undefined]);
    await reads(secret).expect(200);
    const list = await page();
    expect(list).not.toContain(secret);
    expect(list).toContain(secret.slice(0, 8));
    expect(list).toContain("people:read");
    const [address] = /\/admin\/integrations\/tokens\/[\w-]+\/revocation/.exec(list)!;
    await admin.post(address).expect(303);
    await admin.post(address).expect(303);
    await reads(secret).expect(401);
    expect(await page()).toContain("Revoked");
    const { text } = await admin.get("/admin/audit?deed=token.").expect(200);
    expect([text.includes("Made an API token"), text.includes("Revoked an API token"), text.includes(secret)]).toEqual([true, true, false]);
  });

  test("names the day that was chosen as its last, and the time of one that stops in the middle of a day", async () => {
    const berlin = await openWorld({ timeZone: "Europe/Berlin" });
    const agent = await berlin.signedInAs(await makePerson(berlin.db, { roles: ["admin"] }));
    const there = async () => (await agent.get("/admin/integrations/tokens").expect(200)).text;
    await agent.post("/admin/integrations/tokens").type("form").send({ id: idOn(await there()), name: "Personnel", scopes: ["people:read"], expires: "2026-02-01" }).expect(200);
    expect(await there()).toMatch(/until the end of <time datetime="2026-02-01">1 February 2026</);
    await berlin.db("api_tokens").update({ expires_at: "2026-02-01T13:00:00.000Z" });
    expect(await there()).toMatch(/until <time[^>]*>1 February 2026, 14:00/);
    await berlin.close();
  });

  test("twice with one form makes one", async () => {
    const id = idOn(await page());
    expect([(await make({ id })).status, (await make({ id })).status]).toEqual([200, 422]);
  });

  test.each([
    ["no name", { name: " " }, "Say which program the token is for."], ["no scope", { scopes: [] }, "Tick at least one thing"], ["a scope that there is not", { scopes: ["everything"] }, "Tick at least one thing"],
    ["no day", { expires: "soon" }, "Enter a day."], ["a day that is over", { expires: "2026-01-04" }, "Choose a day that is still to come."], ["a day too far ahead", { expires: "2027-01-08" }, "at most 366 days ahead"],
  ])("with %s is refused, and keeps what was typed", async (_what, fields, words) => {
    const { status, text } = await make({ name: "Kept as typed", ...fields });
    expect([status, text.includes(words), /dbt_[\w-]{12}/.test(text)]).toEqual([422, true, false]);
  });

  test("offers every scope that there is, in words", async () => {
    const text = await page();
    for (const scope of SCOPE_NAMES) expect(text).toContain(`value="${scope}"`);
    expect(text).not.toContain("api-tokens.");
    expect((await admin.get("/admin/integrations").expect(200)).text).toContain("/admin/integrations/tokens");
  });
});

describe("debrief token", () => {
  test("prints a token of somebody, and ends it", async () => {
    const manager = await makePerson(world.db, { roles: ["manager"] });
    const env = { DATABASE_URL: world.config.databaseUrl };
    const made = await debrief(["token", "make", "--by", manager.email, "--scopes", "reports:read", "--days", "7", "--json"], { env });
    const { id, token } = JSON.parse(made.stdout) as { id: string; token: string };
    expect([made.status, token]).toEqual([0, expect.stringMatching(/^dbt_[\w-]{43}$/)]);
    expect((await debrief(["token", "make", "--by", manager.email, "--scopes", "people:read"], { env })).status).toBe(1);
    expect((await debrief(["token", "make", "--by", "nobody@example.org", "--scopes", "people:read"], { env })).stderr).toContain("Nobody who may sign in");
    expect((await debrief(["token", "revoke", id, "--by", manager.email], { env })).status).toBe(0);
  });
});
