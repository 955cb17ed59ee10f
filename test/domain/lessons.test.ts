import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addLesson, changeLesson, removeLesson } from "../../src/domain/lessons.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import { findIncident } from "../../src/storage/incident-reading.ts";
import { listLessons } from "../../src/storage/lessons.ts";
import type { Incident, Person } from "../../src/storage/tables.ts";
import { contentOf, GROUPS, incidentFile, TOOK_OVER } from "../support/knowledge.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
let incident: Incident;
const contentWith = (...titles: string[]) => contentOf({
  "entities/groups.yaml": GROUPS,
  "incidents/2019-turla.yaml": incidentFile(`${TOOK_OVER}lessons:\n${titles.map((title) => `  - { title: ${title}, text: What ${title} teaches. }\n`).join("")}`),
});
const load = (...titles: string[]) => loadContent(world.db, contentWith(...titles));
const taught = async () => (await listLessons(world.db, incident.id)).map(({ title }) => title);
const numberOf = async (title: string) => (await listLessons(world.db, incident.id)).find((lesson) => lesson.title === title)!;

beforeAll(async () => {
  world = await openWorld();
  trainer = await makePerson(world.db, { roles: ["trainer"] });
  await load("First", "Second", "Third");
  incident = (await findIncident(world.db, "piggybacking"))!;
});
afterAll(() => world.close());

describe("a trainer's lessons", () => {
  test("stand through the next loading of content: added, changed and removed ones", async () => {
    const mine = await addLesson(world.db, trainer, incident, { title: "  Mine ", text: "What I saw in it myself.", mechanism: " How it went in short. ", action: "" }, world.now());
    expect(mine).toMatchObject({ title: "Mine", mechanism: "How it went in short.", action: null });
    await changeLesson(world.db, trainer, incident, mine, { title: "Mine", text: "What I saw in it myself.", action: "Say so early." }, world.now());
    expect(await numberOf("Mine")).toMatchObject({ mechanism: "How it went in short.", action: "Say so early.", version: 2 });
    await changeLesson(world.db, trainer, incident, await numberOf("First"), { title: "First, reworded", text: "What I would say." }, world.now());
    await removeLesson(world.db, trainer, incident, await numberOf("Second"), world.now());
    await load("First", "Second", "Third", "Fourth");
    expect(await taught()).toEqual(["First, reworded", "Third", "Mine", "Fourth"]);
    await load("First", "Second", "Fourth");
    expect(await taught()).toEqual(["First, reworded", "Mine", "Fourth"]);
    expect((await world.db("audit_events").whereLike("deed", "lesson.%").orderBy("id")).map(({ deed }) => deed)).toEqual(["lesson.added", "lesson.changed", "lesson.changed", "lesson.removed"]);
  });

  test("never take the number of one that was removed", async () => {
    const last = await addLesson(world.db, trainer, incident, { title: "Short-lived", text: "It does not stay for long." }, world.now());
    await removeLesson(world.db, trainer, incident, last, world.now());
    expect((await addLesson(world.db, trainer, incident, { title: "Next", text: "It comes after that." }, world.now())).position).toBe(last.position + 1);
  });

  test("of two people at the same moment get two numbers, and nobody's change is overwritten", async () => {
    const added = await world.atOnce(...["One", "Two"].map((title) => () => addLesson(world.db, trainer, incident, { title, text: "At the same moment." }, world.now())));
    expect(new Set(added.map((outcome) => (outcome.status === "fulfilled" ? outcome.value.position : 0))).size).toBe(2);
    const seen = await numberOf("One");
    const changed = await world.atOnce(...["Three", "Four"].map((title) => () => changeLesson(world.db, trainer, incident, seen, { title, text: "Changed by one of the two." }, world.now())));
    expect(changed.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(changed.find((outcome) => outcome.status === "rejected")).toMatchObject({ reason: { name: "Refused", field: "version" } });
  });

  test.each([
    [{ title: "No", text: "Long enough to read." }, "title"], [{ title: "Long enough", text: "Short" }, "text"], [{ title: "x".repeat(201), text: "Long enough to read." }, "title"],
    [{ title: "Long enough", text: "Long enough to read.", action: "Short" }, "action"], [{ title: "first  REWORDED", text: "Long enough to read." }, "title"],
  ])("are refused beside the field that does not fit", async (written, field) => {
    await expect(addLesson(world.db, trainer, incident, written, world.now())).rejects.toMatchObject({ name: "Refused", field });
  });
});
