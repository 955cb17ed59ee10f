import { connect } from "node:net";
import request from "supertest";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { makeToken, revokeToken } from "../../src/domain/api-tokens.ts";
import { budgets } from "../../src/domain/api-budgets.ts";
import { reserveReply } from "../../src/domain/api-replies.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { digest } from "../../src/lib/ids.ts";
import { DAY, later, MINUTE } from "../../src/lib/clock.ts";
import { findActiveMember } from "../../src/storage/visitors.ts";
import { makePerson } from "../support/make.ts";
import { makeDirectory } from "../support/directory.ts";
import { programOf, type Program } from "../support/api.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let program: Program;
beforeAll(async () => {
  world = await openWorld();
  program = await programOf(world, "admin");
});
afterAll(() => world.close());

const bare = () => request(world.address);
const problem = (name: string) => expect.stringMatching(new RegExp(`/api/docs#problem-${name}$`)) as string;

describe("whoever asks without a token that works", () => {
  test.each([
    ["none", undefined, "no-token"], ["the password of somebody", "Basic cGVyc29uMTpzZWNyZXQ=", "no-token"], ["a token that nobody made", `Bearer dbt_${"a".repeat(43)}`, "bad-token"], ["something of any length", `Bearer ${"x".repeat(6_000)}`, "bad-token"],
  ])("(%s) is told so", async (_what, header, name) => {
    const answer = await (header === undefined ? bare().get("/api/v1/people") : bare().get("/api/v1/people").set("Authorization", header)).expect(401).expect("content-type", /^application\/problem\+json/);
    expect(answer.headers["www-authenticate"]).toMatch(/^Bearer realm="Debrief"/);
    expect(answer.body).toMatchObject({ type: problem(name), status: 401, title: expect.any(String) as string, detail: expect.any(String) as string });
  });

  test("is told so at addresses that are not there, in the address alone and by form too", async () => {
    await bare().get("/api/v1/nothing-here").expect(401);
    await bare().get(`/api/v1/people?access_token=${program.secret}`).expect(401);
    await bare().post("/api/v1/people").type("form").send({ access_token: program.secret }).expect(401);
  });

  test("(expired or revoked) is told so, and the cookie of somebody who is signed in opens nothing", async () => {
    const maker = (await findActiveMember(world.db, program.person.id))!;
    const make = () => makeToken(world.db, maker, { name: "Short", scopes: ["people:read"], expiresAt: later(world.now(), MINUTE) }, world.now());
    const [short, gone] = [await make(), await make()];
    await revokeToken(world.db, maker, gone.token.public_id, world.now());
    await bare().get("/api/v1/people").set("Authorization", `Bearer ${gone.secret}`).expect(401);
    await bare().get("/api/v1/people").set("Authorization", `Bearer ${short.secret}`).expect(200);
    world.travelTo(later(world.now(), 2 * MINUTE));
    await bare().get("/api/v1/people").set("Authorization", `Bearer ${short.secret}`).expect(401);
    await (await world.signedInAs(program.person)).get("/api/v1/people").expect(401);
  });

  test("(of another installation) is told so", async () => {
    const other = await openWorld();
    const { secret } = await programOf(other, "admin");
    await bare().get("/api/v1/people").set("Authorization", `Bearer ${secret}`).expect(401);
    await other.close();
  });
});

describe("what cannot be read", () => {
  const send = (body: string, type = "application/json") => bare().post("/api/v1/people").set("Authorization", `Bearer ${program.secret}`).set("Content-Type", type).send(body);

  test.each([
    ["no JSON", '{"name":'], ["a list", "[]"], ["a text", '"people"'], ["nothing but nesting", "[".repeat(50_000)], ["nested objects", `${'{"a":'.repeat(30)}1${"}".repeat(30)}`],
    ["a name that alters every object", '{"__proto__":{"admin":true},"name":"A","email":"a@example.org"}'], ["the same further in", '{"name":"A","email":"a@example.org","roles":[{"constructor":{}}]}'], ["a NUL", '{"name":"A\\u0000","email":"a@example.org"}'],
  ])("(%s) is a 400", async (_what, body) => {
    expect((await send(body).expect(400).expect("content-type", /^application\/problem\+json/)).body).toMatchObject({ type: problem("bad-request") });
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  });

  test("is a 415 in another format or another character set", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16"]) expect((await send('{"name":"A"}', type).expect(415)).body).toMatchObject({ type: problem("wrong-type") });
  });

  test("is a 413 above a quarter of a megabyte, a 404 where there is nothing and a 405 by another method", async () => {
    expect((await send(JSON.stringify({ name: "x".repeat(300_000) })).expect(413)).body).toMatchObject({ type: problem("too-large") });
    const get = (path: string) => bare().get(`/api/v1${path}`).set("Authorization", `Bearer ${program.secret}`);
    expect((await get("/nothing").expect(404)).body).toMatchObject({ type: problem("not-found") });
    expect((await get("/people/nobody").expect(404)).body).toMatchObject({ type: problem("not-found") });
    const answer = await bare().put("/api/v1/people").set("Authorization", `Bearer ${program.secret}`).expect(405);
    expect([answer.headers["allow"], answer.body]).toEqual(["GET, HEAD, POST", expect.objectContaining({ type: problem("method-not-allowed") })]);
  });

  test("is named place by place, in the language that is asked for", async () => {
    const answer = await program.post("/people", { name: "", email: "nobody", roles: ["king"], age: 7 }, { "Accept-Language": "de" });
    expect(answer.body).toMatchObject({ type: problem("invalid"), status: 422, title: "Die Werte passen nicht" });
    expect((answer.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer).sort()).toEqual(["#/age", "#/email", "#/name", "#/roles/0"]);
    expect((await program.get("/people?colour=red")).body).toMatchObject({ status: 400, errors: [{ parameter: "colour" }] });
    expect((await program.get("/people?limit=1&limit=2")).body).toMatchObject({ status: 400, errors: [{ parameter: "limit" }] });
  });

  test("closes the door on broken HTTP without a word of ours", async () => {
    const said = await new Promise<string>((done) => {
      const socket = connect(Number(new URL(world.address).port), "127.0.0.1", () => socket.end("POST /api/v1/people HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"));
      let text = "";
      socket.on("data", (data) => { text += data.toString(); }).on("close", () => done(text));
    });
    expect(said).toMatch(/^HTTP\/1\.1 400/);
  });
});

describe("a list", () => {
  test("is gone through to its end by its links, each person once, whoever comes in between", async () => {
    const here = await Promise.all(Array.from({ length: 5 }, (_, number) => makePerson(world.db, { department: "Lists", name: `Reader ${number}` })));
    const seen: string[] = [];
    let [path, pages] = ["/people?department=Lists&limit=2", 0];
    while (path) {
      const { body, headers } = (await program.get(path)) as { body: { items: { id: string }[]; next: string | null }; headers: Record<string, string> };
      seen.push(...body.items.map(({ id }) => id));
      expect(headers["link"]).toBe(body.next === null ? undefined : `<${body.next}>; rel="next"`);
      if (++pages === 2) here.push(await makePerson(world.db, { department: "Lists", name: "Aaron, who comes first by name" }));
      path = body.next ?? "";
    }
    expect(seen).toEqual(here.sort((a, b) => a.id - b.id).map(({ public_id }) => public_id));
  });

  test("takes a cursor of its own only", async () => {
    const { body } = (await program.get("/people?limit=1")) as { body: { next: string } };
    const cursor = new URL(body.next).searchParams.get("cursor")!;
    for (const odd of [`${cursor.slice(0, -1)}${cursor.endsWith("A") ? "B" : "A"}`, `2${cursor}`, "%27--", "../.."]) expect((await program.get(`/people?limit=1&cursor=${odd}`)).body).toMatchObject({ status: 400, errors: [{ parameter: "cursor" }] });
    expect((await program.get(`/people?limit=1&role=admin&cursor=${cursor}`)).status).toBe(400);
    expect((await program.get("/people?limit=201")).status).toBe(400);
  });
});

describe("an edit", () => {
  test("needs the tag of what was read, and does nothing where that has changed since", async () => {
    const ann = await makePerson(world.db, { name: "Ann" });
    const path = `/people/${ann.public_id}`;
    const read = await program.get(path);
    const tag = read.headers["etag"]!;
    expect((await program.get(path, { "If-None-Match": tag })).status).toBe(304);
    expect((await program.ask("patch", path, { body: { site: "Bonn" } })).body).toMatchObject({ status: 428, type: problem("precondition-missing") });
    const changed = await program.ask("patch", path, { body: { site: "Bonn" }, headers: { "If-Match": tag } });
    expect([changed.status, changed.body]).toEqual([200, { ...(read.body as object), site: "Bonn" }]);
    const late = await program.ask("patch", path, { body: { site: "Rome" }, headers: { "If-Match": tag } });
    expect([late.body, late.headers["etag"]]).toEqual([expect.objectContaining({ status: 412, type: problem("stale") }), changed.headers["etag"]]);
    expect((await program.get(path)).body).toMatchObject({ site: "Bonn" });
  });

  test("by two at the same moment is done once", async () => {
    const { public_id } = await makePerson(world.db);
    const tag = (await program.get(`/people/${public_id}`)).headers["etag"]!;
    const edit = (site: string) => () => program.ask("patch", `/people/${public_id}`, { body: { site }, headers: { "If-Match": tag } });
    const ended = await world.atOnce(edit("Rome"), edit("Oslo"));
    expect(ended.map((each) => (each.status === "fulfilled" ? each.value.status : each.reason as unknown)).sort()).toEqual([200, 412]);
  });
});

describe("a request with a key of its own", () => {
  const add = (key: string, email: string) => program.post("/people", { name: "Once", email }, { "Idempotency-Key": key });

  test("is carried out once and answered alike", async () => {
    const [first, second] = [await add("key-1", "once@example.org"), await add("key-1", "once@example.org")];
    expect([second.status, second.body, second.headers["location"], second.headers["idempotency-replayed"]]).toEqual([201, first.body, first.headers["location"], "true"]);
    expect((await program.get("/people?email=once@example.org")).body).toMatchObject({ items: [{ id: (first.body as { id: string }).id }] });
  });

  test("is refused with the key of another request, and free again after a refusal and after a day", async () => {
    await add("key-2", "two@example.org");
    expect((await add("key-2", "three@example.org")).body).toMatchObject({ status: 422, type: problem("key-reused") });
    expect((await add("key-3", "two@example.org")).body).toMatchObject({ status: 422, type: problem("refused"), errors: [{ pointer: "#/email" }] });
    expect((await add("key-3", "three@example.org")).status).toBe(201);
    world.travelTo(later(world.now(), DAY));
    expect((await add("key-2", "four@example.org")).status).toBe(201);
  });

  test("is told to wait while the first is being answered, until that one is given up", async () => {
    const body = { name: "Once", email: "five@example.org" };
    await reserveReply(world.db, { token_id: program.token.id, key: "key-5", digest: digest(JSON.stringify(["post", "/people", {}, body])) }, world.now());
    expect((await add("key-5", body.email)).body).toMatchObject({ status: 409, type: problem("in-progress") });
    world.travelTo(later(world.now(), 3 * MINUTE));
    expect((await add("key-5", body.email)).status).toBe(201);
  });

  test("at the same moment makes one", async () => {
    const ended = await world.atOnce(...Array.from({ length: 4 }, () => () => add("key-6", "six@example.org")));
    expect(new Set(ended.map((each) => (each.status === "fulfilled" ? each.value.status : 0)))).toEqual(new Set([201, 409].slice(0, ended.some((each) => each.status === "fulfilled" && each.value.status === 409) ? 2 : 1)));
    expect(((await program.get("/people?email=six@example.org")).body as { items: unknown[] }).items).toHaveLength(1);
  });
});

describe("the budget of a token", () => {
  test("is told with every answer and ends with a 429", async () => {
    const small = await openWorld({ apiRequests: 3, scimRequests: 2 });
    const { get } = await programOf(small, "admin");
    const answers = [await get("/people"), await get("/people"), await get("/people"), await get("/people")];
    expect(answers.map(({ status, headers }) => [status, headers["ratelimit"]])).toEqual([[200, '"token";r=2;t=60'], [200, '"token";r=1;t=60'], [200, '"token";r=0;t=60'], [429, '"token";r=0;t=60']]);
    expect([answers[3]!.headers["retry-after"], answers[3]!.headers["ratelimit-policy"]]).toEqual(["60", '"token";q=3;w=60']);
    const { send } = await makeDirectory(small, "Entra ID");
    const asked = [await send("GET", "/Users"), await send("GET", "/Users"), await send("GET", "/Users")];
    expect(asked.map(({ status, headers }) => [status, headers["ratelimit"], headers["retry-after"]])).toEqual([[200, '"token";r=1;t=60', undefined], [200, '"token";r=0;t=60', undefined], [429, '"token";r=0;t=60', "60"]]);
    expect(asked[2]!.body).toMatchObject({ schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "429", detail: expect.stringContaining("60 seconds") as string });
    small.travelTo(later(small.now(), MINUTE));
    expect([(await get("/people")).status, (await send("GET", "/Users")).status]).toEqual([200, 200]);
    await small.close();
  });

  test("that cannot be counted is an error of ours, of which nothing is told and no token is logged", async () => {
    const broken = await openWorld();
    const { get, secret } = await programOf(broken, "admin");
    await broken.db.schema.dropTable("api_budgets");
    const log = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    const answer = await get("/people");
    const logged = log.mock.calls.map(([text]) => String(text)).join("");
    log.mockRestore();
    expect(answer.body).toMatchObject({ status: 500, type: problem("ours") });
    expect([answer.text.includes("api_budgets"), logged.includes("api_budgets"), logged.includes(secret)]).toEqual([false, true, false]);
    await broken.close();
  });

  test("is one over all processes", async () => {
    const second = openDatabase(world.config.databaseUrl);
    const [here, there] = [budgets(world.db, 40), budgets(second, 40)];
    let passed = 0;
    for (let turn = 0; turn < 30; turn += 1) for (const take of [here, there]) if (!(await take(program.token.id, later(world.now(), DAY))).isOver) passed += 1;
    await second.destroy();
    expect(passed).toBe(40);
  });
});
