import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadContent } from "../../../src/domain/loading-content.ts";
import { generateQuestions } from "../../../src/domain/generating.ts";
import { partsFrom } from "../../../src/engine/library/packs/packing.ts";
import { readPack } from "../../../src/engine/library/packs/reading.ts";
import { writePack } from "../../../src/engine/library/packs/writing.ts";
import { changeSettings } from "../../../src/domain/changing-settings.ts";
import { planPack } from "../../../src/domain/planning-packs.ts";
import { refillOwnWords } from "../../../src/domain/refilling-words.ts";
import { liveConfig } from "../../../src/domain/installation.ts";
import { addLesson } from "../../../src/domain/lessons.ts";
import { readConfig } from "../../../src/config.ts";
import type { Incident, Person } from "../../../src/storage/tables.ts";
import { shipped } from "../../support/knowledge.ts";
import { makePerson } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

const SLUG = "twitter-takeover";
let [world, trainer, agent, learner]: [World, Person, Agent, Agent] = [] as never;
beforeAll(async () => {
  world = await openWorld();
  trainer = await makePerson(world.db, { roles: ["trainer"] });
  agent = await world.signedInAs(trainer);
  learner = await world.signedInAs(await makePerson(world.db));
  const { content } = shipped();
  await loadContent(world.db, { ...content, incidents: content.incidents.filter(({ id }) => id === "colonial-pipeline-attack"), facts: [], decide: [] });
});
afterAll(() => world.close());

/** As somebody sends it who has not compared it with its sources: then not every rule is a must. */
const parts = () => { const all = structuredClone(partsFrom(shipped().content, SLUG)!); delete all.incident.verified; return all; };
const made = { on: "2026-11-26", by: "Northwind" };
const bring = async (text: string) => agent.post("/studio/packs").attach("file", Buffer.from(text), "incident.yaml");
const look = async (text: string) => { const { headers } = await bring(text); return { address: headers["location"]!, page: (await agent.get(headers["location"]!).expect(200)).text }; };
const confirm = async (text: string, fields = {}) => agent.post(`${(await look(text)).address}/confirmation`).type("form").send(fields);
const incident = async () => (await world.db("incidents").where({ slug: SLUG }).first()) as Incident;
const states = async () => (await world.db("facts").where({ incident_id: (await incident()).id }).orderBy("id")).map(({ state }) => state);
const bodiesOf = async (key: string) => (await world.db("question_versions").join("questions", "questions.id", "question_versions.question_id").where("questions.origin_key", key).orderBy("question_versions.number").select("question_versions.body")).map(({ body }) => body as string);

describe("an incident that comes as a pack", () => {
  test("is read while others are answered, whatever it holds", async () => {
    const [keys, events] = [Array.from({ length: 25_000 }, (_, place) => `k${place}: 1`).join("\n"), [] as string[]];
    const read = planPack(world.db, Buffer.from(keys), "questions", world.now()).then(({ pack }) => events.push(pack ? "taken" : "refused"));
    await learner.get("/incidents").expect(200);
    events.push("answered");
    await read;
    expect(events).toEqual(["answered", "refused"]);
    expect((await bring(`pack: 1\n${keys}\nk7: 2\n`)).text).toContain("Map keys must be unique at line 25002, column 1");
  });

  test("is shown before anything happens, and read by learners once it is imported, with its questions as drafts", async () => {
    const { page } = await look(writePack({ ...parts(), version: 1, made }));
    expect(page).toContain("New here");
    expect(await incident()).toBeUndefined();
    await learner.get("/studio/packs").expect(403);
    expect((await confirm(writePack({ ...parts(), version: 1, made }))).headers["location"]).toBe(`/studio/incidents/${SLUG}`);
    const drafts = await world.db("questions").where({ incident_id: (await incident()).id, state: "draft" });
    expect(drafts.length).toBeGreaterThan(10);
    expect(drafts.filter(({ level }) => level === "decide")).toHaveLength(parts().decide.length);
    await learner.get(`/incidents/${SLUG}`).expect(200);
  });

  test("stays through a loading of the files that ship, and is brought up to date by its next version, own lessons and hiding kept", async () => {
    await addLesson(world.db, trainer, await incident(), { title: "A lesson of our own", text: "Ring the desk on extension 4444." }, world.now());
    await agent.post(`/studio/incidents/${SLUG}/hiding`).expect(303);
    const { content } = shipped();
    const others = { ...content, incidents: content.incidents.filter(({ id }) => id === "colonial-pipeline-attack"), facts: content.facts.filter(({ incident: id }) => id === "colonial-pipeline-attack"), decide: [] };
    await loadContent(world.db, others);
    await generateQuestions(world.db, others, world.now());
    expect(new Set(await states())).toEqual(new Set(["current"]));

    const next = parts();
    const spare = next.incident.facts.findLastIndex(({ id }) => !next.decide.some(({ facts }) => facts.includes(id)));
    next.incident.facts.splice(spare, 1);
    next.decide[0]!.stem = `${next.decide[0]!.stem} You know the number of {report-to}.`;
    const { page } = await look(writePack({ ...next, version: 2, made }));
    expect(page).not.toContain('id="refusals"');
    expect(page.replace(/\s+/g, " ")).toMatch(/Facts<\/th>\s*<td class="number">0<\/td>\s*<td class="number">0<\/td>\s*<td class="number">1<\/td>/);
    await confirm(writePack({ ...next, version: 2, made }));
    expect((await states()).filter((state) => state === "gone")).toHaveLength(1);
    expect((await bodiesOf(next.decide[0]!.id)).at(-1)).toContain("the number of the help desk.");
    expect((await world.db("lessons").where({ title: "A lesson of our own" }).first())!.state).toBe("current");
    await learner.get(`/incidents/${SLUG}`).expect(404);
    await agent.post(`/studio/incidents/${SLUG}/showing`).expect(303);
    const older = await confirm(writePack({ ...parts(), version: 1, made: { on: "2026-11-25" } }));
    expect([older.status, older.text.includes("version 2 is here")]).toEqual([422, true]);
  });

  test("speaks in the words of the house, and goes on to others with the places, as the next version", async () => {
    const config = liveConfig(world.db, readConfig({ DATA_DIR: "/nowhere" }));
    const words = { reportTo: "the desk (4444)", securityPolicy: "the handbook", dataPolicy: "the guide", paymentPolicy: "the two-person rule" };
    await changeSettings(world.db, config, trainer, { section: "wording", values: words, seen: 0 }, world.now());
    const others = parts().decide.slice(1).filter((decision) => JSON.stringify(decision).includes("{report-to}"));
    expect(await refillOwnWords(world.db, "/nowhere", world.now())).toBe(1 + others.length);
    expect((await bodiesOf(parts().decide[0]!.id)).at(-1)).toContain("the number of the desk (4444).");
    const { text } = await agent.get(`/studio/incidents/${SLUG}/pack.yaml`).buffer(true).parse((res, done) => { let all = ""; res.setEncoding("utf8"); res.on("data", (part: string) => { all += part; }); res.on("end", () => done(null, all)); }).then(({ body }) => ({ text: body as string }));
    const { pack, refusals } = readPack(Buffer.from(text));
    expect(refusals).toBeUndefined();
    expect([pack!.version, pack!.decide[0]!.stem.includes("{report-to}"), pack!.incident.lessons.some(({ title }) => title === "A lesson of our own")]).toEqual([3, true, true]);
  });

  test("is refused with every reason where its ids mean something else here, and changes nothing", async () => {
    const next = parts();
    next.incident = { ...next.incident, id: "our-own-takeover", facts: next.incident.facts.map((fact) => ({ ...fact, subject: fact.subject === SLUG ? "our-own-takeover" : fact.subject, object: fact.object === SLUG ? "our-own-takeover" : fact.object })) };
    next.entities = next.entities.map((entity, place) => (place === 0 ? { ...entity, name: "Somebody else", aliases: [] } : entity));
    const { page } = await look(writePack({ ...next, decide: [], version: 1, made }));
    for (const words of ["belongs to another incident here: twitter-takeover", "means “Somebody else” in the pack"]) expect(page).toContain(words);
    expect(page).not.toContain("/confirmation");
    const colonial = writePack({ ...partsFrom(shipped().content, "colonial-pipeline-attack")!, version: 1, made });
    expect((await look(colonial)).page).toContain("did not come as a pack");
    expect((await bring("hello: world")).text).toContain("This is no pack");
  });

  test("is taken away again: drafts are retired, and its facts are gone", async () => {
    await agent.post(`/studio/incidents/${SLUG}/removal`).expect(303);
    expect(new Set(await states())).toEqual(new Set(["gone"]));
    expect(await world.db("questions").where({ incident_id: (await incident()).id, state: "draft" })).toEqual([]);
  });
});
