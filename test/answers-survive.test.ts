import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../src/storage/database.ts";
import { makePerson, makeQuiz, PASSWORD } from "./support/make.ts";
import { putPrepared } from "./support/prepared.ts";
import { startProgram, type Program } from "./support/process.ts";

const [TURNS, QUESTIONS] = [10, 60];

let folder: string;
let email: string;
let slug: string;
let cookie = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "debrief-killed-"));
  await putPrepared(folder);
  const db = openDatabase(join(folder, "debrief.sqlite"));
  ({ email } = await makePerson(db));
  ({ quiz: { slug } } = await makeQuiz(db, { questions: QUESTIONS }));
  await db.destroy();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const send = (address: string, path: string, form: Record<string, string>) => fetch(address + path, { method: "POST", body: new URLSearchParams(form), redirect: "manual", headers: { cookie } });
const show = async (address: string, path: string) => (await fetch(address + path, { headers: { cookie } })).text();
const answer = (address: string, attempt: string, place: number) => send(address, `${attempt}/questions/${place}/response`, { chosen: pickFor(place), confidence: "sure" });
const pickFor = (place: number) => String(1 + (place % 3));

/** How many answers were acknowledged before the server was killed in the middle of the next ones. */
async function answerUntilKilled(server: Program, attempt: string, from: number, most: number): Promise<number> {
  const address = await server.address;
  let done = from;
  while (done < from + most) {
    expect((await answer(address, attempt, done + 1)).status).toBe(303);
    done += 1;
  }
  const underWay = answer(address, attempt, done + 1).then(({ status }) => status === 303, () => false);
  const killed = server.stop("SIGKILL");
  if (await underWay) done += 1;
  await killed;
  return done;
}

test("an answer that was acknowledged is there after the server was killed, ten times over, and the attempt goes on behind it", { timeout: 300_000 }, async () => {
  let [attempt, acknowledged] = ["", 0];
  for (let turn = 0; turn <= TURNS; turn++) {
    const server = await startProgram("dist/server.js", { DATA_DIR: folder });
    try {
      const address = await server.address;
      if (attempt === "") {
        cookie = (await send(address, "/session", { email, password: PASSWORD })).headers.getSetCookie()[0]!.split(";")[0]!;
        attempt = (await send(address, `/quizzes/${slug}/attempts`, {})).headers.get("location")!;
      }
      const resumed = await fetch(address + attempt, { headers: { cookie } });
      const stored = Number(/questions\/(\d+)$/.exec(resumed.url)![1]) - 1;
      expect(stored - acknowledged, "answers beyond those that were acknowledged").toBeOneOf([0, 1]);
      for (let place = 1; place <= acknowledged; place++) expect(await show(address, `${attempt}/questions/${place}`)).toContain(`data-chosen="${pickFor(place)}"`);
      if (turn < TURNS) acknowledged = await answerUntilKilled(server, attempt, stored, 1 + (turn % 4));
    } finally {
      await server.stop("SIGKILL");
      await server.remove();
    }
  }
  expect(acknowledged).toBeGreaterThan(TURNS);
});
