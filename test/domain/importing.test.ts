import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Refused } from "../../src/domain/errors.ts";
import { importCollection } from "../../src/domain/importing.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import type { Imported } from "../../src/engine/knowledge/imports/imported.ts";
import { readStix } from "../../src/engine/knowledge/imports/stix.ts";
import { listKnowledge } from "../../src/storage/knowledge-reading.ts";
import { makeBundle } from "../support/bundle.ts";
import { contentOf, GROUPS, incidentFile, TOOK_OVER } from "../support/knowledge.ts";
import { GROUP, imported, link, stixId, TOOL, USES } from "../support/stix.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => { world = await openWorld(); });
afterEach(() => world.close());

const bundle = readStix(JSON.stringify(makeBundle({ groups: 12, software: 20, techniques: 30, campaigns: 4, mitigations: 4, relationships: 700 })));
const keep = (collection: Imported) => importCollection(world.db, collection, world.now());
const state = async () => JSON.stringify([await listKnowledge(world.db), await world.db("evidence").orderBy("id"), await world.db("sources").orderBy("id"), await world.db("facts").orderBy("id"), await world.db("audit_events")]);
const named = (objects: unknown[], name = "Test Data", date = "2020-01-02") => imported(objects, { name, date });

describe("importing a data set", () => {
  test("stores all of it, so that it can be read back as it was", async () => {
    expect(await keep(bundle)).toEqual({ added: bundle.entities.length + bundle.facts.length, changed: 0, same: 0, heldByOthers: 0 });
    const { collections, entities, facts, incidents } = await listKnowledge(world.db);
    expect([entities, facts, incidents]).toEqual([[], [], []]);
    const { id, name, topics, sources } = bundle;
    expect(collections).toEqual([{ id, name, topics, sources, entities: bundle.entities, facts: bundle.facts }]);
    expect(await world.db("evidence")).toHaveLength(bundle.facts.length);
    expect(await world.db("audit_events")).toMatchObject([{ deed: "collection.imported", subject: bundle.id }]);
  });

  test("again changes nothing at all", async () => {
    await keep(bundle);
    const before = await state();
    expect(await keep(bundle)).toMatchObject({ added: 0, changed: 0, same: bundle.entities.length + bundle.facts.length });
    expect(await state()).toBe(before);
  });

  test("by two processes at once stores it once", async () => {
    const outcomes = await world.atOnce(() => keep(bundle), () => keep(bundle));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect([(await world.db("facts")).length, (await world.db("evidence")).length]).toEqual([bundle.facts.length, bundle.facts.length]);
  });

  test("that is corrected brings its changes; facts that it has no more are gone, and come back when it has them again", async () => {
    const other = link(4, "uses", stixId("intrusion-set", 1), stixId("tool", 5));
    const tool = { ...TOOL, id: stixId("tool", 5), name: "Kiln" };
    await keep(named([GROUP, TOOL, tool, USES, other]));
    expect(await keep(named([GROUP, TOOL, tool, { ...USES, description: "Velmora uses it daily." }]))).toMatchObject({ added: 0, changed: 1 });
    const [after] = (await listKnowledge(world.db)).collections;
    expect(after!.facts.map(({ evidence }) => evidence[0]!.quote)).toEqual(["Velmora uses it daily."]);
    expect((await world.db("evidence").orderBy("id")).map(({ quote }) => quote).sort()).toEqual(["Velmora uses Kiln", "Velmora uses it daily."]);
    expect(await keep(named([GROUP, TOOL, tool, USES, other]))).toMatchObject({ added: 0, changed: 2 });
    expect((await listKnowledge(world.db)).collections[0]!.facts).toHaveLength(2);
  });

  test("leaves nothing behind when it fails half-way", async () => {
    const broken = { ...bundle, facts: bundle.facts.map((fact, index) => (index === bundle.facts.length - 1 ? { ...fact, subject: null as never } : fact)) };
    await expect(keep(broken)).rejects.toThrow();
    for (const table of ["incidents", "entities", "facts", "sources", "evidence", "audit_events"] as const) expect(await world.db(table)).toEqual([]);
  });

  test("tells how far it is", async () => {
    const steps: string[] = [];
    await importCollection(world.db, bundle, world.now(), (done, of) => { steps.push(`${done}/${of}`); });
    expect(steps).toEqual([`${bundle.facts.length}/${bundle.facts.length}`]);
  });
});

describe("what two data sets share", () => {
  const older = named([{ ...GROUP, name: "Old Name" }, TOOL, USES], "Older", "2020");
  const newer = named([{ ...GROUP, name: "New Name" }, TOOL, USES], "Newer", "2021-05-06");

  test.each([["older first", [older, newer]], ["newer first", [newer, older]], ["the older one twice", [older, newer, older]]])("stands as the later one has it: %s", async (_, order) => {
    for (const each of order) await keep(each);
    const { collections } = await listKnowledge(world.db);
    const [from, to] = ["older", "newer"].map((id) => collections.find((each) => each.id === id)!);
    expect(to!.entities.map(({ name }) => name).sort()).toEqual(["Kestrin", "New Name", "Newer"]);
    expect(to!.facts.map(({ incident, asserted_by }) => [incident, asserted_by])).toEqual([["newer", "newer"]]);
    expect([from!.entities.map(({ name }) => name), from!.facts]).toEqual([["Older"], []]);
    expect((await world.db("evidence").join("sources", "sources.id", "evidence.source_id").select("title")).map(({ title }: { title: string }) => title)).toEqual(["New Name, Newer"]);
  });
});

test("two data sets that share things and come in at the same moment leave the later one's form", async () => {
  const many = Array.from({ length: 300 }, (_, number) => ({ ...TOOL, id: stixId("tool", 1000 + number) }));
  const [older, newer] = [["Older", "2020"], ["Newer", "2021"]].map(([name, date]) => named([GROUP, TOOL, USES, ...many.map((tool, number) => ({ ...tool, name: `${name} ${number}` }))], name, date));
  await keep(named([GROUP, TOOL, USES], "First", "2019"));
  const outcomes = await world.atOnce(() => keep(newer!), () => keep(older!));
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  expect((await world.db("entities").where("name", "like", "Newer %")).length).toBe(300);
});

describe("our own content", () => {
  const shared = GROUPS.replace("id: turla,", "id: tool-00000000-0000-4000-8000-000000000002,");
  const content = (facts = TOOK_OVER) => contentOf({ "entities/groups.yaml": shared, "incidents/2019-turla.yaml": incidentFile(facts.replaceAll("subject: turla", "subject: tool-00000000-0000-4000-8000-000000000002")) });

  test("is never overwritten by a data set, whichever came first", async () => {
    for (const deed of [() => loadContent(world.db, content()), () => keep(named([GROUP, TOOL, USES])), () => loadContent(world.db, content())]) await deed();
    const { entities, collections } = await listKnowledge(world.db);
    expect(entities.find(({ id }) => id.startsWith("tool-"))).toMatchObject({ name: "Turla", type: "intrusion-set" });
    expect(collections[0]!.entities.map(({ name }) => name)).toEqual(["Test Data", "Velmora"]);
  });

  test("and a data set leave each other's facts alone", async () => {
    await keep(named([GROUP, TOOL, USES]));
    await loadContent(world.db, content());
    await keep(named([GROUP, TOOL, USES]));
    const { facts, incidents, collections } = await listKnowledge(world.db);
    expect([facts.map(({ id }) => id), incidents.map(({ id, sources }) => [id, sources.length]), collections[0]!.facts.length]).toEqual([["took-over"], [["piggybacking", 1]], 1]);
  });

  test("that loses a fact does not give it any more", async () => {
    await loadContent(world.db, content(TOOK_OVER + TOOK_OVER.replace("took-over", "took-over-again").replace("oilrig", "lazarus")));
    await loadContent(world.db, content());
    expect((await listKnowledge(world.db)).facts.map(({ id }) => id)).toEqual(["took-over"]);
    expect(await world.db("facts")).toHaveLength(2);
  });

  test("keeps its ids: a data set that would take one is refused whole", async () => {
    await loadContent(world.db, content());
    for (const name of ["Piggybacking", "OilRig"]) await expect(keep(named([GROUP, TOOL, USES], name))).rejects.toThrow(Refused);
    expect(await world.db("incidents").where({ kind: "collection" })).toEqual([]);
  });
});
