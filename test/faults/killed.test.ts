import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { checkAudit } from "../../src/domain/checking-audit.ts";
import { sessionSecret } from "../../src/domain/secrets.ts";
import { checkSummaries } from "../../src/domain/rebuilding.ts";
import { openDatabase } from "../../src/storage/database.ts";
import type { Db } from "../../src/storage/tables.ts";
import { newDatabase, type EmptyDatabase } from "../support/database.ts";
import { makePerson, makeQuiz, PASSWORD } from "../support/make.ts";
import { goWithoutContent } from "../support/prepared.ts";
import { startProgram, type Program } from "../support/process.ts";
import { answerNext, pickFor, seat, wrongsOf, type Sitter } from "../support/sitters.ts";

const [LEARNERS, QUESTIONS, KILLS] = [4, 40, 3];

let file: EmptyDatabase;
let db: Db;
let people: { id: number; email: string }[];
let [slug, adaptive] = ["", ""];
beforeAll(async () => {
  file = await newDatabase(inject("database"));
  db = openDatabase(file.url);
  await goWithoutContent(db);
  people = await Promise.all(Array.from({ length: LEARNERS }, () => makePerson(db)));
  slug = (await makeQuiz(db, { questions: QUESTIONS })).quiz.slug;
  adaptive = (await makeQuiz(db, { questions: 45, adaptive: 1, adaptive_most: QUESTIONS })).quiz.slug;
});
afterAll(async () => { await db.destroy(); await file.remove(); });

/** Each learner answers on and on, of whichever of two processes they reach, until so many more were acknowledged; who hears nothing sends the same again. */
async function answerTill(total: number, sitters: readonly Sitter[], addresses: () => readonly string[]): Promise<void> {
  const acknowledged = () => sitters.reduce((sum, sitter) => sum + sitter.acknowledged, 0);
  await Promise.all(sitters.map(async (sitter, place) => {
    for (let turn = place; acknowledged() < total && sitter.acknowledged < QUESTIONS - 1; turn += 1) {
      const status = await answerNext(addresses()[turn % addresses().length]!, sitter);
      if (status === 404) return expect(place, "only who is asked adaptively is ever through").toBe(0);
      expect(status).toBeOneOf([303, 0, 503]);
    }
  }));
}

test("two processes on one file, killed by turns in the middle of answers, lose nothing that was acknowledged, count nothing twice, and need no hands", { timeout: 180_000 }, async () => {
  const begin = async (): Promise<[Program, string]> => { const program = await startProgram("dist/server.js", { DATABASE_URL: file.url, LOG_LEVEL: "warn" }); return [program, await program.address]; };
  const pair = await Promise.all([begin(), begin()]);
  const started = pair.map(([program]) => program);
  try {
    const addresses = () => pair.map(([, address]) => address);
    const sitters = await Promise.all(people.map((person, place) => seat(addresses()[place % 2]!, person, PASSWORD, place === 0 ? adaptive : slug)));
    sitters[0]!.isAdaptive = true;
    const page = async (sitter: Sitter, path: string) => (await fetch(addresses()[0]! + path, { headers: { cookie: sitter.cookie } })).text();
    const stemOf = async (sitter: Sitter) => /What is asked in question \d+\?/.exec(await page(sitter, sitter.attempt))![0];

    const answersOfFirst = async () => (await db("responses").join("attempts", "attempts.id", "responses.attempt_id").where("attempts.person_id", people[0]!.id).select("responses.id")).length;

    const answerToTheEnd = async (sitter: Sitter) => {
      let status = 303;
      while (status === 303 && sitter.acknowledged < QUESTIONS) status = await answerNext(addresses()[0]!, sitter);
      expect(status).toBeOneOf(sitter.isAdaptive ? [303, 404] : [303]);
    };

    let total = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      await answerTill((total += 6 * LEARNERS), sitters, addresses);
      const stem = await stemOf(sitters[0]!);
      const [place, answered] = [kill % 2, await answersOfFirst()];
      const going = answerTill((total += 2 * LEARNERS), sitters, addresses);
      await pair[place]![0].stop("SIGKILL");
      await going;
      expect(await wrongsOf(db, sitters)).toEqual([]);
      if (kill < KILLS - 1) { pair[place] = await begin(); started.push(pair[place][0]); }
      if ((await answersOfFirst()) === answered) expect(await stemOf(sitters[0]!)).toBe(stem);
      if (kill === KILLS - 1) pair[place] = pair[1 - place]!;
    }

    for (const sitter of sitters) await answerToTheEnd(sitter);
    for (const sitter of sitters.slice(1)) expect(await page(sitter, `${sitter.attempt}/questions/7`)).toContain(`data-chosen="${pickFor(7)}"`);
    for (const program of started) expect(program.output()).not.toContain("    at ");
    await Promise.all(started.map((program) => program.stop("SIGKILL")));
    expect(await wrongsOf(db, sitters)).toEqual([]);
    expect(await db("attempts").whereNull("finished_at").select("id")).toEqual([]);
    expect(await db.raw("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    expect(await db.raw("PRAGMA foreign_key_check")).toEqual([]);
    expect(await checkSummaries(db, new Date())).toEqual([]);
    expect((await checkAudit(db, await sessionSecret(db), new Date())).problems).toEqual([]);
  } finally {
    for (const program of started) { await program.stop("SIGKILL"); await program.remove(); }
  }
});
