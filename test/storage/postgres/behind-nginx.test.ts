import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { fingerprintOf } from "../../../src/domain/shipping.ts";
import { listAllContentFiles } from "../../../src/storage/content-files.ts";
import { openDatabase } from "../../../src/storage/database.ts";
import { updateSetting } from "../../../src/storage/settings.ts";
import type { Db, Person, Quiz } from "../../../src/storage/tables.ts";
import { newDatabase, type EmptyDatabase } from "../../support/database.ts";
import { layOutImage } from "../../support/image.ts";
import { makePerson, makeQuiz, PASSWORD } from "../../support/make.ts";
import { freePort, hasNginx, startNginx } from "../../support/nginx.ts";
import { startProgram, type Program } from "../../support/process.ts";
import { attemptIn } from "../../support/attempt-in.ts";

const QUESTIONS = 12;
if (!hasNginx()) console.error("nginx is not installed: how Debrief works behind it is not tested. apt-get install nginx-light");

describe.runIf(hasNginx())("two processes on one PostgreSQL, as they are in the container, behind nginx", () => {
  let folder: string;
  let made: EmptyDatabase;
  let db: Db;
  let person: Person;
  let quiz: Quiz;
  let processes: Program[] = [];
  let nginx: { stop: () => Promise<void> };
  let address: string;
  let cookie = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "debrief-several-"));
    await layOutImage(folder);
    made = await newDatabase(inject("database"));
    db = openDatabase(made.url);
    await updateSetting(db, "content", fingerprintOf(listAllContentFiles()));
    [person, { quiz }] = [await makePerson(db, { roles: ["admin"] }), await makeQuiz(db, { questions: QUESTIONS })];
    const [front, ...ports] = [await freePort(), await freePort(), await freePort()];
    address = `http://127.0.0.1:${front}`;
    const start = (port: number) => startProgram(join(folder, "dist/server.js"), { DATABASE_URL: made.url, PORT: String(port), PUBLIC_URL: address, TRUST_PROXY: "1" });
    processes = await Promise.all(ports.map(start));
    await Promise.all(processes.map((each) => each.address));
    nginx = await startNginx(folder, front, ports);
  });
  afterAll(async () => {
    await nginx?.stop();
    for (const each of processes) { await each.stop("SIGKILL"); await each.remove(); }
    await db.destroy();
    await made.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) => fetch(address + path, { method: "POST", body: new URLSearchParams(form), redirect: "manual", headers: { cookie, origin: address, ...headers } });
  const show = (path: string) => fetch(address + path, { headers: { cookie }, redirect: "manual" });
  const kill = (place: number) => processes[place]!.stop("SIGKILL");

  test("people sign in as who they are, whatever they claim about their address", async () => {
    const headers = { "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Host": "elsewhere.test", Forwarded: "for=203.0.113.7;host=elsewhere.test" };
    expect((await send("/session", { email: person.email, password: PASSWORD }, { ...headers, origin: "http://elsewhere.test" })).status).toBe(403);
    const signedIn = await send("/session", { email: person.email, password: PASSWORD }, headers);
    expect([signedIn.status, signedIn.headers.get("location")]).toEqual([303, "/"]);
    cookie = signedIn.headers.getSetCookie()[0]!.split(";")[0]!;
    const { network } = (await db("sessions").where({ person_id: person.id }).first())!;
    expect(network).toMatch(/^127\.0\./);
  });

  test("nothing that is answered is lost or counted twice when one of them is killed in the middle", async () => {
    const attempt = attemptIn((await send(`/quizzes/${quiz.slug}/attempts`, {})).headers.get("location"));
    const statuses = new Set<number>();
    for (let place = 1; place <= QUESTIONS; place++) {
      const killing = place === 5 ? kill(0) : undefined;
      let status = 0;
      while (status !== 303) {
        ({ status } = await send(`${attempt}/questions/${place}/response`, { chosen: "1", confidence: "sure" }));
        statuses.add(status);
      }
      await killing;
    }
    expect([...statuses].filter((status) => ![303, 503].includes(status))).toEqual([]);
    const scores = await db("responses").join("attempts", "attempts.id", "responses.attempt_id").where("attempts.person_id", person.id).pluck<number[]>("responses.score");
    expect(scores).toHaveLength(QUESTIONS);
    expect(await db("attempts").where({ person_id: person.id }).first()).toMatchObject({ of: QUESTIONS, score: scores.reduce((sum, score) => sum + score, 0) });
    expect(await (await fetch(address + attempt, { headers: { cookie } })).text()).toContain(`data-of="${QUESTIONS}"`);
  });

  test("Debrief says itself what is too large for a page, nginx what is for all, and pages come packed", async () => {
    const upload = new FormData();
    upload.set("logo", new Blob(["a".repeat(2_000_000)]), "logo.png");
    const refused = await fetch(`${address}/admin/settings/appearance`, { method: "POST", body: upload, redirect: "manual", headers: { cookie, origin: address } });
    expect([refused.status, await refused.text()]).toEqual([413, expect.stringContaining("more than this page accepts")]);
    expect(await statusOf(address, "/admin/people/imports", 60_000_000)).toBe(413);
    const page = await show("/progress");
    expect([page.status, page.headers.get("content-encoding"), page.headers.get("server")]).toEqual([200, "gzip", "nginx"]);
    expect(await page.text()).toContain("</html>");
  });

  test("what is for those inside is not shown, and when nobody is there, nginx says so in words", async () => {
    expect(await Promise.all(["/metrics", "/readyz", "/healthz"].map(async (path) => (await show(path)).status))).toEqual([404, 404, 200]);
    await kill(1);
    const away = await show("/");
    expect([away.status, away.headers.get("retry-after"), away.headers.get("cache-control")]).toEqual([503, "5", "no-store"]);
    expect(await away.text()).toContain("Debrief is not there at the moment");
  });
});

/** What is answered to so many bytes, none of which is sent. */
function statusOf(address: string, path: string, length: number): Promise<number> {
  return new Promise((answered) => {
    const asking = request(address + path, { method: "POST", headers: { "Content-Type": "multipart/form-data; boundary=x", "Content-Length": length } }, ({ statusCode }) => { answered(statusCode!); asking.destroy(); });
    asking.on("error", () => undefined).flushHeaders();
  });
}
