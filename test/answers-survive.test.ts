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
/** An adaptive attempt: the stems that were shown, by place, and how many answers were acknowledged. */
const adaptive = { slug: "", attempt: "", stems: new Map<number, string>(), acknowledged: 0 };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "debrief-killed-"));
  await putPrepared(folder);
  const db = openDatabase(join(folder, "debrief.sqlite"));
  ({ email } = await makePerson(db));
  ({ quiz: { slug } } = await makeQuiz(db, { questions: QUESTIONS }));
  adaptive.slug = (await makeQuiz(db, { questions: 45, adaptive: 1, adaptive_most: 40 })).quiz.slug;
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
  const [underWay, adapting] = [answer(address, attempt, done + 1), answer(address, adaptive.attempt, adaptive.acknowledged + 1)].map((sent) => sent.then(({ status }) => status === 303, () => false));
  const killed = server.stop("SIGKILL");
  if (await underWay) done += 1;
  if (await adapting) adaptive.acknowledged += 1;
  await killed;
  return done;
}

/** Goes on with the adaptive attempt where it stood: with the question that waited there, wherever that was seen before. */
async function adapt(address: string): Promise<void> {
  const page = await fetch(address + adaptive.attempt, { headers: { cookie } });
  const [place, stem] = [Number(/questions\/(\d+)$/.exec(page.url)![1]), stemIn(await page.text())];
  expect(place - 1 - adaptive.acknowledged, "adaptive answers beyond those that were acknowledged").toBeOneOf([0, 1]);
  expect(stem).toBe(adaptive.stems.get(place) ?? stem);
  if (place > 1) expect(await show(address, `${adaptive.attempt}/questions/${place - 1}`)).toContain("data-chosen=");
  expect((await answer(address, adaptive.attempt, place)).status).toBe(303);
  adaptive.acknowledged = place;
  adaptive.stems.set(place + 1, stemIn(await show(address, `${adaptive.attempt}/questions/${place + 1}`)));
}

const stemIn = (html: string) => /What is asked in question \d+\?/.exec(html)![0];

test("an answer that was acknowledged is there after the server was killed, ten times over, and the attempt goes on behind it", { timeout: 300_000 }, async () => {
  let [attempt, acknowledged] = ["", 0];
  for (let turn = 0; turn <= TURNS; turn++) {
    const server = await startProgram("dist/server.js", { DATA_DIR: folder });
    try {
      const address = await server.address;
      if (attempt === "") {
        cookie = (await send(address, "/session", { email, password: PASSWORD })).headers.getSetCookie()[0]!.split(";")[0]!;
        attempt = (await send(address, `/quizzes/${slug}/attempts`, {})).headers.get("location")!;
        adaptive.attempt = (await send(address, `/quizzes/${adaptive.slug}/attempts`, {})).headers.get("location")!;
      }
      const resumed = await fetch(address + attempt, { headers: { cookie } });
      const stored = Number(/questions\/(\d+)$/.exec(resumed.url)![1]) - 1;
      expect(stored - acknowledged, "answers beyond those that were acknowledged").toBeOneOf([0, 1]);
      for (let place = 1; place <= acknowledged; place++) expect(await show(address, `${attempt}/questions/${place}`)).toContain(`data-chosen="${pickFor(place)}"`);
      await adapt(address);
      if (turn < TURNS) acknowledged = await answerUntilKilled(server, attempt, stored, 1 + (turn % 4));
    } finally {
      await server.stop("SIGKILL");
      await server.remove();
    }
  }
  expect(acknowledged).toBeGreaterThan(TURNS);
  expect(adaptive.acknowledged).toBeGreaterThan(TURNS);
});
