import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { configureLog, flushLog } from "../../src/lib/log.ts";
import { makePerson } from "../support/make.ts";
import { pathWith, routesIn } from "../support/routes.ts";
import { readExposition } from "../support/strict-exposition.ts";
import { openWorld, type World } from "../support/world.ts";

const TOKEN = "a-token-of-the-monitoring";
const CANARY = "Canary7x";

let world: World;
beforeAll(async () => { world = await openWorld({ metrics: { port: undefined, host: "", token: TOKEN }, trustProxy: 1 }); });
afterAll(() => world.close());

/** What is logged meanwhile, in JSON from `debug` on. */
async function logged(deed: () => Promise<unknown>): Promise<string> {
  let written = "";
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((text) => { written += String(text); return true; });
  configureLog({ format: "json", level: "debug" });
  try {
    await deed();
    flushLog();
  } finally {
    spy.mockRestore();
    configureLog({ format: "text", level: "warn" });
  }
  return written;
}

const linesOf = (log: string) => log.trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);

describe("a request", () => {
  test("has an id that its answer, its page of an error and its line of the log show, and a proxy's own where that is well-formed", async () => {
    let id = "";
    const [line] = linesOf(await logged(async () => {
      const answer = await world.visitor().post("/session").set("Sec-Fetch-Site", "cross-site").type("form").send({ email: "x" });
      id = answer.headers["x-request-id"] as string;
      expect(answer.status).toBe(403);
    }));
    expect(line).toMatchObject({ level: "info", message: "request", request: id, method: "POST", route: "(none)", status: "403", bytes: expect.any(Number) as number });
    const named = (name: string) => world.visitor().get("/healthz").set("X-Request-Id", name).then(({ headers }) => headers["x-request-id"] as string);
    expect(await named("proxy-4711.a")).toBe("proxy-4711.a");
    for (const odd of ["short", "with space in it", "a".repeat(65), "ada@example.test"]) expect(await named(odd)).toMatch(/^[0-9a-f-]{36}$/);
    const page = await world.visitor().post("/session").set("X-Request-Id", "proxy-4712.a").type("json").send("{}").expect(415);
    expect(page.text).toContain("<code>proxy-4712.a</code>");
  });

  test("leaves nothing of paths, queries, bodies and headers in the log, on any route", async () => {
    const person = await makePerson(world.db, { name: CANARY, email: `${CANARY.toLowerCase()}@example.test`, roles: ["admin"] });
    const log = await logged(async () => {
      const admin = await world.signedInAs(person);
      const visitor = world.visitor();
      await visitor.post("/session").type("form").send({ email: `${CANARY}@example.test`, password: CANARY });
      for (const route of routesIn(world).filter((each) => each.includes(":") || /session|account|lti|sign-in/.test(each))) {
        const [method, path] = [route.split(" ")[0]!.toLowerCase() as "get" | "post", `${pathWith(route, CANARY)}?token=${CANARY}&email=${CANARY}@example.test`];
        await (route.includes("/lti/") || route.includes("/studio/") ? admin : visitor)[method](path).set({ Authorization: `Bearer ${CANARY}`, Referer: `/${CANARY}`, "X-Forwarded-For": "203.0.113.77" }).type("form").send(method === "get" ? undefined : { password: CANARY });
      }
    });
    expect(linesOf(log).length).toBeGreaterThan(100);
    expect(log.split("\n").filter((line) => /canary7x|203\.0\.113\.77|127\.0\.0\.1/i.test(line))).toEqual([]);
    expect(log).toContain('"/certificates/:number/:secret"');
    expect(log).toContain('"/account/reset/:token"');
  });

  test("that fails is told with its stack and its id, without what was typed", async () => {
    const log = await logged(async () => {
      await world.db.schema.renameTable("sign_in_tries", "gone");
      try {
        await world.visitor().post("/session").type("form").send({ email: `${CANARY}@example.test`, password: CANARY }).expect(500);
      } finally {
        await world.db.schema.renameTable("gone", "sign_in_tries");
      }
    });
    const failed = linesOf(log).find(({ level }) => level === "error")!;
    expect(failed).toMatchObject({ message: "A request failed", request: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, stack: expect.stringContaining("sign_in_tries") as string });
    expect(log).not.toMatch(/canary7x/i);
  });
});

describe("the figures of a process", () => {
  test("are there for whoever shows the token, as strict readers of both formats want them", async () => {
    await world.visitor().get("/metrics").expect(401);
    await world.visitor().get("/metrics").set("Authorization", `Bearer ${TOKEN}x`).expect(401);
    const ask = (accept: string) => world.visitor().get("/metrics").set({ Authorization: `Bearer ${TOKEN}`, Accept: accept }).buffer(true).parse((res, done) => { let text = ""; res.on("data", (part) => { text += String(part); }).on("end", () => done(null, text)); }).expect(200);
    const text = await ask("text/plain");
    expect(text.headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
    const read = readExposition(text.body as string, "text");
    expect(readExposition((await ask("application/openmetrics-text")).body as string, "openmetrics").size).toBe(read.size);
    expect([...read.keys()]).toEqual(expect.arrayContaining(["debrief_http_requests_total", "debrief_http_request_duration_seconds", "debrief_database_connections", "debrief_writer_queue", "debrief_outbox", "debrief_backup_failures_since_success", "debrief_backup_trouble", "debrief_sessions", "debrief_build_info", "nodejs_eventloop_delay_seconds", "nodejs_gc_runs_total", "process_resident_memory_bytes"]));
    expect(read.get("debrief_http_requests_total")!.series.get('debrief_http_requests_total{method="GET",route="/metrics",status="401"}')).toBeGreaterThanOrEqual(2);
    expect(read.get("debrief_database_up")!.series.get("debrief_database_up")).toBe(1);
    expect(text.body).not.toMatch(/canary7x/i);
  });
});

describe("readiness", () => {
  test("is denied while the database lacks a step of its shape, and life is not", async () => {
    const last = await world.db("knex_migrations" as never).orderBy("id", "desc").first() as unknown as { name: string };
    const another = await openWorld();
    await another.db("knex_migrations" as never).where({ name: last.name } as never).delete();
    expect((await another.visitor().get("/readyz")).body).toEqual({ status: "unavailable", reason: "shape" });
    await another.visitor().get("/healthz").expect(200, { status: "ok" });
    await another.visitor().get("/metrics").expect(404);
    await another.close();
    await world.visitor().get("/readyz").expect(200, { status: "ok" });
  });
});
