import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { configureLog, flushLog } from "../../src/lib/log.ts";
import { claim, launch, launchClaims, LEARNER, openPlatform, registerPlatform, ticketIn, type Platform } from "../support/learning-platform.ts";
import { makePerson, PASSWORD } from "../support/make.ts";
import { pathWith, routesIn } from "../support/routes.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

type Who = "launched" | "in charge";
let [world, platform]: [World, Platform] = [] as never;
const agents = new Map<Who, Agent>();
let logged = "";
beforeAll(async () => {
  configureLog({ format: "json", level: "debug" });
  vi.spyOn(process.stderr, "write").mockImplementation((line) => { logged += String(line); return true; });
  platform = await openPlatform(() => world.now());
  world = await openWorld({ webhookOrigins: [platform.origin] });
  await registerPlatform(world, platform);
  agents.set("in charge", await world.signedInAs(await makePerson(world.db, { roles: ["admin", "trainer", "manager", "auditor"] })));
  world.travelTo("2026-01-05T10:00:00Z");
  const launched = world.visitor();
  const { text } = await launch(platform, world, launched, (nonce) => launchClaims(platform, world, nonce, { [claim("roles")]: [LEARNER] }));
  await launched.post("/lti/entries").type("form").send({ ticket: ticketIn(text) }).expect(303);
  agents.set("launched", launched);
});
afterAll(async () => {
  flushLog();
  vi.restoreAllMocks();
  configureLog({ format: "text", level: "warn" });
  await world.close();
  await platform.close();
});

const ENDS_THE_SESSION = "POST /session/removal";
const programs = () => [...routesIn(world).filter((route) => / \/api\/v1\/(?!openapi)/.test(route)), "GET /scim/v2/Users", "POST /scim/v2/Bulk", "GET /scim/v2/Schemas"];
const pages = () => routesIn(world).filter((route) => route !== "GET /" && !/ \/(?:api\/v1\/|healthz$|readyz$)/.test(route));

/** The pattern of the route that took what somebody asks, or what stopped them before it. */
async function ask(who: Who, route: string, path: string) {
  flushLog();
  logged = "";
  const agent = agents.get(who)!;
  const { status, headers, text = "" } = await (route.startsWith("GET ") ? agent.get(path) : agent.post(path).type("form").send({}));
  await vi.waitFor(() => { flushLog(); expect(logged).toContain(`"request"`); });
  const met = /"route":"([^"]*)"/.exec(logged)?.[1];
  const [to] = /^\/(?:session\/new|account\/confirmation)/.exec(String(headers["location"])) ?? [];
  return { status, met, stop: text.includes("confirm-kept") ? "confirm-kept" : status === 403 ? 403 : to };
}

const OTHERS: Record<string, (path: string) => string> = {
  "a slash at its end": (path) => `${path}/`, "two slashes at its end": (path) => `${path}//`, "two slashes at its beginning": (path) => `/${path}`, "two slashes inside": (path) => path.replace(/(.)\/(?=[^/]*$)/, "$1//"),
  "a capital letter": (path) => path.replace(/[a-z]/, (letter) => letter.toUpperCase()), "another capital letter": (path) => path.replace(/[a-z](?=[^a-z]*$)/, (letter) => letter.toUpperCase()), "an encoded slash": (path) => path.replace(/(.)\/(?=[^/]*$)/, "$1%2F"),
};
const encoded = (path: string) => path.replaceAll(/[a-z-]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);

describe("the address of a page", () => {
  test.each(Object.keys(OTHERS))("with %s is another one", { timeout: 60_000 }, async (how) => {
    const taken: string[] = [];
    for (const route of pages()) {
      const [plain, pattern] = [pathWith(route, "1"), route.split(" ")[1]!];
      const other = OTHERS[how]!(plain);
      if (other === plain) continue;
      const { met, status } = await ask("in charge", route, other);
      if (met === pattern) taken.push(`${route} took ${other} (${status})`);
    }
    expect(taken).toEqual([]);
    expect((await ask("in charge", "GET /admin", "/admin")).status).toBe(200);
  });

  test("with encoded letters is that of the page, and what stands before it stands before it still", { timeout: 60_000 }, async () => {
    for (const route of pages().filter((each) => each !== ENDS_THE_SESSION)) {
      const plain = pathWith(route, "nobody-has-this");
      for (const who of agents.keys()) {
        const [{ met, stop }, other] = [await ask(who, route, plain), await ask(who, route, encoded(plain))];
        expect({ route, who, ...other }).toMatchObject({ route, who, met, stop });
      }
    }
  });
});

describe("an address of programs", () => {
  test("asks for a token, however it is written", async () => {
    for (const route of programs()) {
      for (const change of [...Object.values(OTHERS), encoded]) {
        const { status } = await ask("in charge", route, change(pathWith(route, "1")));
        expect([401, 403, 404], route).toContain(status);
      }
    }
  });
});

describe("before a dangerous deed somebody is asked again", () => {
  test.each<[string, (path: string) => string]>([...Object.entries(OTHERS), ["encoded letters", encoded], ["the person encoded", (path: string) => path.replace(/(?<=people\/)[^/]+/, encoded)]])("by no way around, such as an address with %s", async (_how, change) => {
    const person = await makePerson(world.db);
    for (const deed of ["password", "second-factors/removal", ""]) {
      const plain = `/admin/people/${person.public_id}${deed && `/${deed}`}`;
      const { status, text } = await agents.get("in charge")!.post(change(plain)).type("form").send({ password: "another password here", roles: ["admin"], name: person.name, email: person.email });
      expect(status === 404 || text.includes("confirm-kept"), `${change(plain)} ${status}`).toBe(true);
    }
    expect(await world.db("person_roles").where({ person_id: person.id })).toEqual([]);
    await world.visitor().post("/session").type("form").send({ email: person.email, password: PASSWORD }).expect(303);
  });

  test("nor is the record of everything handed out", async () => {
    for (const change of Object.values(OTHERS)) expect((await agents.get("in charge")!.get(change("/admin/audit/log.csv")).redirects(1)).headers["content-type"] ?? "").not.toContain("csv");
  });
});

describe("a session that a learning system opened", () => {
  test("reaches nothing of one's own data, however the address is written", async () => {
    for (const plain of ["/progress/data", "/progress/data/erasure", "/account", "/account/security", "/settings"]) {
      for (const change of [...Object.values(OTHERS), encoded]) expect([plain, (await agents.get("launched")!.get(change(plain))).status]).not.toEqual([plain, 200]);
    }
    await agents.get("launched")!.get("/progress").expect(200);
  });
});
