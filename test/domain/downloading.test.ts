import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { MOST_DOWNLOADS, startDownload } from "../../src/domain/downloading.ts";
import { Refused } from "../../src/domain/errors.ts";
import { personalDataJsonSchema, personalDataSchema, type PersonalData } from "../../src/domain/personal-data-schema.ts";
import { changePerson } from "../../src/domain/people.ts";
import { signIn } from "../../src/domain/signing-in.ts";
import { findActiveMember } from "../../src/storage/visitors.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makeHistory } from "../support/history.ts";
import { makePerson, makeQuiz, makeTeam } from "../support/make.ts";
import { assign, take } from "../support/organisation.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

async function download(person: Person): Promise<PersonalData> {
  const pieces: string[] = [];
  for await (const piece of await startDownload(world.db, (await findActiveMember(world.db, person.id))!, world.now())) pieces.push(piece);
  return personalDataSchema.parse(JSON.parse(pieces.join("")));
}

describe("downloading what is stored about oneself", () => {
  test("gives every answer in words, what is due, what was noted and failed sign-ins, and nobody else's", async () => {
    const [{ quiz }, waiting, admin] = [await makeQuiz(world.db), await makeQuiz(world.db), await makePerson(world.db, { roles: ["admin"] })];
    const top = await makeTeam(world.db, { name: "Bank" });
    const team = await makeTeam(world.db, { name: "Night shift", parent_id: top.id });
    const person = await makePerson(world.db, { team_id: team.id, name: "Zoë \"Zed\" O'Neil" });
    const other = await makePerson(world.db, { name: "Somebody Else" });
    await assign(world, waiting.quiz, top);
    await take(world, other, quiz, 0);
    await take(world, person, quiz, 2);
    await signIn(world.db, { email: person.email, password: "no" }, "203.0.113.9", world.now());
    await changePerson(world.db, admin, person.public_id, { name: person.name, email: person.email, team: team.public_id, roles: [] }, world.now());

    const data = await download(person);
    expect(data.profile).toMatchObject({ name: "Zoë \"Zed\" O'Neil", teams: ["Night shift", "Bank"], has_password: true });
    expect(data.attempts).toMatchObject([{ quiz: quiz.slug, score: 2, of: 3, answers: [{ position: 1, verdict: "correct" }, { verdict: "correct" }, { verdict: "wrong", chosen: [expect.stringMatching(/^Option b/)] }] }]);
    expect(data.assignments).toMatchObject([{ quiz: waiting.quiz.slug }]);
    expect(data.failed_sign_ins).toHaveLength(1);
    expect(data.audit_events.map(({ by, deed }) => [by, deed])).toEqual([["somebody else", "person.changed"], ["you", "person.data-downloaded"]]);
    expect(JSON.stringify(data)).not.toMatch(/Somebody Else|argon2|Why option/);
  });

  test("leaves nothing out where there are hundreds of attempts", async () => {
    const [person, made] = [await makePerson(world.db), await makeQuiz(world.db, { questions: 1 })];
    await makeHistory(world.db, person, made, 205);
    const { attempts } = await download(person);
    expect(attempts.map(({ number }) => number)).toEqual(Array.from({ length: 205 }, (_, index) => index + 1));
    expect(attempts.every(({ answers }) => answers.length === 1)).toBe(true);
  });

  test("tells no verdict while the feedback waits for the end of the attempt", async () => {
    const [person, { quiz, version }] = [await makePerson(world.db), await makeQuiz(world.db)];
    await world.db("quiz_versions").where({ id: version.id }).update({ feedback: "deferred" });
    const attempt = await startAttempt(world.db, person, quiz, world.now());
    await answerQuestion(world.db, person, attempt, 1, ["a"], world.now());
    expect((await download(person)).attempts[0]!.answers).toMatchObject([{ verdict: null, score: null }]);
  });

  test("is limited, also for downloads that begin at the same moment", async () => {
    const person = (await findActiveMember(world.db, (await makePerson(world.db)).id))!;
    const outcomes = await world.atOnce(...Array.from({ length: MOST_DOWNLOADS + 2 }, () => () => startDownload(world.db, person, world.now())));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(MOST_DOWNLOADS);
    await expect(startDownload(world.db, person, world.now())).rejects.toThrow("You can do so again from 10:00 UTC.");
    await expect(startDownload(world.db, person, world.now())).rejects.toThrow(Refused);
    world.travelTo("2026-01-05T10:00:01Z");
    await startDownload(world.db, person, world.now());
  });
});

test("docs/formats/personal-data.schema.json is the schema of the program: `npm run -s debrief -- schema personal-data` prints it anew", () => {
  expect(JSON.parse(readFileSync("docs/formats/personal-data.schema.json", "utf8"))).toEqual(JSON.parse(JSON.stringify(personalDataJsonSchema())));
});
