import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { beginHold, endHold } from "../../src/domain/holding.ts";
import { erasePerson } from "../../src/domain/erasing.ts";
import { readSettings } from "../../src/domain/installation.ts";
import type { Settings } from "../../src/domain/installation-sections.ts";
import { deactivatePerson } from "../../src/domain/people.ts";
import { countTooOld, nextNight, removeOld } from "../../src/domain/retaining.ts";
import { checkSummaries } from "../../src/domain/rebuilding.ts";
import { summarise } from "../../src/domain/summarising.ts";
import { noteSeen } from "../../src/domain/seeing.ts";
import { signIn } from "../../src/domain/signing-in.ts";
import { retallyAll, tallyUp } from "../../src/domain/tallying.ts";
import { checkAudit } from "../../src/domain/checking-audit.ts";
import type { Person } from "../../src/storage/tables.ts";
import { TALLY_TABLES } from "../../src/storage/tallies.ts";
import { makePerson, makeQuestion, makeQuiz } from "../support/make.ts";
import { take } from "../support/organisation.ts";
import { openWorld, type World } from "../support/world.ts";

let [world, admin]: [World, Person] = [] as never;
beforeEach(async () => { world = await openWorld(); admin = await makePerson(world.db, { roles: ["admin"] }); });
afterEach(() => world.close());

const settings = async (given: Partial<Settings> = {}): Promise<Settings> => ({ ...(await readSettings(world.db, world.config)), ...given });
const remove = async (given: Partial<Settings>) => removeOld(world.db, await settings(given), world.now());
const removed = async () => Object.fromEntries((await world.db("retention_runs").where("removed", ">", 0)).map((run) => [run.kind, run.removed]));
const tallies = async () => Promise.all(TALLY_TABLES.map(async (table) => (await world.db(table)).map((row) => JSON.stringify(row)).sort()));

async function takeBoth(): Promise<Person[]> {
  const short = await makeQuestion(world.db, { kind: "short", options: undefined, answer: { accept: ["Turla"], reject: [] } } as object);
  const { quiz } = await makeQuiz(world.db, { questions: [await makeQuestion(world.db), await makeQuestion(world.db), short] });
  const people = [await makePerson(world.db), await makePerson(world.db)];
  for (const person of people) for (const right of [1, 2]) await take(world, person, quiz, right);
  await tallyUp(world.db);
  return people;
}

describe("answers that are too old", () => {
  test("leave their people, whose results stay, and statistics come out the same, also counted anew", async () => {
    const [person] = await takeBoth();
    await summarise(world.db, world.now());
    const [before, results] = [await tallies(), await world.db("attempts").where({ person_id: person!.id }).select("score", "of", "number", "finished_at")];
    world.travelTo("2026-06-01T03:00:00Z");
    await remove({ answersDays: 90 });
    expect(await removed()).toEqual({ answersDays: 4 });
    expect(await world.db("attempts").where({ person_id: person!.id }).select("score", "of", "number", "finished_at")).toEqual(results);
    const left = (table: "responses" | "paper_items") => world.db(table).whereIn("attempt_id", world.db("attempts").where({ person_id: person!.id }).select("id"));
    expect([await left("responses"), await left("paper_items")]).toEqual([[], []]);
    await tallyUp(world.db);
    expect(await checkSummaries(world.db, world.now())).toEqual([]);
    await retallyAll(world.db);
    const counted = (all: string[][]) => all.filter((_, place) => TALLY_TABLES[place] !== "line_tallies");
    expect(counted(await tallies())).toEqual(counted(before));
    const page = await (await world.signedInAs(person!)).get(`/attempts/${(await world.db("attempts").where({ person_id: person!.id }).first())!.public_id}/result`).expect(200);
    expect(page.text).toContain("The answers of this attempt were removed");
  });
});

describe("results that are too old", () => {
  test("become nobody's, except where a valid certificate rests on them or the quiz is assigned", async () => {
    const { quiz } = await makeQuiz(world.db, { certificate_months: 12, pass_percent: 50 });
    const [passing, failing] = [await makePerson(world.db), await makePerson(world.db)];
    await take(world, passing, quiz, 3);
    await take(world, failing, quiz, 0);
    world.travelTo("2026-08-01T03:00:00Z");
    await remove({ resultsDays: 180 });
    const owners = (await world.db("attempts").orderBy("id")).map(({ person_id }) => person_id);
    expect(owners[0]).toBe(passing.id);
    expect([passing.id, failing.id]).not.toContain(owners[1]);
    expect(await removed()).toEqual({ resultsDays: 1 });
    world.travelTo("2027-02-01T03:00:00Z");
    await remove({ resultsDays: 180 });
    expect(await world.db("attempts").where({ person_id: passing.id })).toEqual([]);
    expect(await world.db("certificates")).toEqual([]);
  });
});

describe("a night", () => {
  test("erases leavers, forgets mail, tries, sessions and looks, once for all processes, and the log still checks", async () => {
    const [leaver, viewer] = [await makePerson(world.db), await makePerson(world.db, { roles: ["manager"] })];
    await deactivatePerson(world.db, admin, leaver.public_id, world.now());
    await signIn(world.db, { email: viewer.email, password: "no" }, "198.51.100.1", world.now());
    await world.signedInAs(viewer);
    await noteSeen(world.db, { viewer, address: "192.0.2.7", place: "person", subject: admin.public_id }, [admin], world.now());
    await world.db("outbox").insert({ person_id: viewer.id, kind: "digest", day: "2026-01-05", message: "", state: "sent", tries: 1, next_at: "", created_at: "", sent_at: "", failure: null });
    world.travelTo("2027-06-01T01:00:00Z");
    const given = { leaversDays: 30 };
    expect(await countTooOld(world.db, "leaversDays", 30, "UTC", world.now())).toBe(1);
    const all = await settings(given);
    await world.atOnce(() => removeOld(world.db, all, world.now()), () => removeOld(world.db, all, world.now()));
    expect(await removed()).toEqual({ leaversDays: 1, mailDays: 1, triesDays: 1, sessionsDays: 1, viewsDays: 2 });
    expect(await world.db("erasures").whereNotNull("at")).toMatchObject([{ person_id: leaver.id }]);
    expect(await world.db("sightings")).toEqual([]);
    expect((await world.db("audit_events").where({ deed: "retention.removed" })).map(({ detail }) => (JSON.parse(detail) as { kind: string }).kind).sort()).toEqual(["leaversDays", "mailDays", "sessionsDays", "triesDays", "viewsDays"]);
    expect((await checkAudit(world.db, "the secret of the tests", world.now())).problems).toEqual([]);
  });

  test("begins at two o'clock of the installation", () => {
    expect(nextNight("Europe/Berlin", new Date("2026-01-05T00:30:00Z")).toISOString()).toBe("2026-01-05T01:00:00.000Z");
    expect(nextNight("Europe/Berlin", new Date("2026-01-05T01:30:00Z")).toISOString()).toBe("2026-01-06T01:00:00.000Z");
  });
});

describe("a legal hold", () => {
  test("stops everything that removes, erasing included, until it ends", async () => {
    const leaver = await makePerson(world.db);
    await deactivatePerson(world.db, admin, leaver.public_id, world.now());
    await beginHold(world.db, admin, "File 12/34", world.now());
    await beginHold(world.db, admin, "Again", world.now());
    world.travelTo("2026-06-01T03:00:00Z");
    await remove({ leaversDays: 30 });
    await expect(erasePerson(world.db, admin, leaver.public_id, world.now())).rejects.toThrow("legal hold");
    expect([await removed(), await world.db("erasures")]).toEqual([{}, []]);
    await endHold(world.db, admin, world.now());
    await remove({ leaversDays: 30 });
    expect(await removed()).toMatchObject({ leaversDays: 1 });
    expect((await world.db("audit_events").whereLike("deed", "retention.hold%").orderBy("id")).map(({ deed }) => deed)).toEqual(["retention.hold-begun", "retention.hold-ended"]);
  });
});
