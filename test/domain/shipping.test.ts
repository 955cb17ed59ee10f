import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { disputeFact, restoreFact, retractFact } from "../../src/domain/ageing.ts";
import { followFiles } from "../../src/domain/following-files.ts";
import { generateQuestions } from "../../src/domain/generating.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import { prepareContent } from "../../src/domain/shipping.ts";
import { buildKnowledge } from "../../src/engine/knowledge/knowledge.ts";
import { questionSchema } from "../../src/engine/questions/question.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { PATIENT } from "../../src/storage/postgres/patience.ts";
import { listKnowledge } from "../../src/storage/knowledge-reading.ts";
import { listStandingsOf } from "../../src/storage/standings.ts";
import { makeFact } from "../support/facts.ts";
import { contentOf, GROUPS, incidentFile, shipped, TOOK_OVER } from "../support/knowledge.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const countOf = async (table: "incidents" | "facts" | "questions" | "question_versions" | "evidence" | "sources") => (await world.db(table).select("id")).length;

describe("preparing the content that ships", () => {
  test("loads it once, however many processes start at the same moment", async () => {
    const starting = openDatabase(world.config.databaseUrl, PATIENT);
    const outcomes = await world.atOnce(...Array.from({ length: 3 }, () => () => prepareContent(starting, world.now())));
    await starting.destroy();
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
    const { content } = shipped();
    expect([await countOf("incidents"), await countOf("facts")]).toEqual([content.incidents.length, content.facts.length]);
    expect(await countOf("question_versions")).toBe(await countOf("questions"));
  });

  test("gives every question its schema, its incident and its facts, and publishes none", async () => {
    const rows: { state: string; body: string; origin_key: string }[] = await world.db("questions").join("question_versions", "question_versions.question_id", "questions.id").select("state", "body", "origin_key");
    for (const { state, body, origin_key } of rows) {
      expect(state).toBe("draft");
      expect(questionSchema.parse(JSON.parse(body)).id).toBe(origin_key);
    }
    const bare = await world.db("question_versions").leftJoin("question_facts", "question_facts.question_version_id", "question_versions.id").whereNull("question_facts.fact_id").select("stem");
    expect(bare).toEqual([]);
  });

  test.runIf(inject("database").kind === "sqlite")("again changes nothing", async () => {
    const before = [await countOf("evidence"), await countOf("question_versions"), await countOf("sources")];
    await loadContent(world.db, shipped().content);
    expect(await generateQuestions(world.db, shipped().content, world.now())).toMatchObject({ added: 0, changed: 0 });
    expect([await countOf("evidence"), await countOf("question_versions"), await countOf("sources")]).toEqual(before);
  });
});

describe("content of the installation's own", () => {
  const folder = mkdtempSync(join(tmpdir(), "debrief-own-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => { mkdirSync(dirname(join(folder, name)), { recursive: true }); writeFileSync(join(folder, name), text); };

  test.runIf(inject("database").kind === "sqlite")("is loaded beside what ships, with relations that it adds, and gives questions", async () => {
    const own = await openWorld();
    write("vocabulary/relations-own.yaml", '- { id: warned-of-by, domain: [incident], range: [identity], cardinality: one, level: recall, asks: { object: ["Who warned of {s}?"] }, truth: "{o} warned of {s}." }\n');
    for (const [place, body] of ["Able", "Baker", "Charlie", "Delta"].entries()) write(`incidents/2020-own-${place}.yaml`, incidentFile(`  - { id: own-${place}, subject: own-affair-${place}, relation: warned-of-by, object: own-body-${place}, modality: asserted, asserted_by: own-body-${place}, evidence: [{ source: press, quote: had warned of it }] }\n`, `entities: [{ id: own-body-${place}, type: identity, name: Body ${body} }]\n`).replace("id: piggybacking", `id: own-affair-${place}`).replace("the piggybacking of 2019", `the affair named ${["one", "two", "three", "four"][place]!}`));
    await prepareContent(own.db, own.now(), folder);
    expect(await own.db("incidents").where({ slug: "own-affair-2" })).toHaveLength(1);
    expect(await own.db("incidents").where({ slug: "turla-piggybacking" })).toHaveLength(1);
    const stems = (await own.db("question_versions").select("stem")).map(({ stem }) => stem);
    expect(stems).toContain("Who warned of the affair named three?");
    await own.close();
  });

  test("that is malformed is refused with its file and line, and changes nothing", async () => {
    const own = await openWorld();
    write("entities/bad.yaml", "- id: body\n  type: gang\n  name: Body\n");
    await expect(prepareContent(own.db, own.now(), folder)).rejects.toThrow(/entities\/bad\.yaml:2: 0\.type/);
    expect(await own.db("incidents")).toHaveLength(0);
    await own.close();
  });
});

describe("content that has changed", () => {
  const contentWith = (facts: string) => contentOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(facts) });

  test("gives a question a new version, unless a trainer has edited it", async () => {
    const own = await openWorld();
    const first = contentWith(TOOK_OVER);
    await loadContent(own.db, first);
    await generateQuestions(own.db, first, own.now());
    const [subject, object] = await Promise.all(["took-over.subject", "took-over.object"].map((origin_key) => own.db("questions").where({ origin_key }).first()));
    const trainer = await makePerson(own.db, { roles: ["trainer"] });
    const [version] = await own.db("question_versions").where({ question_id: object!.id });
    await own.db("question_versions").insert({ question_id: object!.id, number: 2, stem: "Mine", body: version!.body, author_id: trainer.id, created_at: own.now().toISOString() });

    const changed = contentWith(TOOK_OVER.replace("said: 2019-10", "said: 2019-11"));
    await loadContent(own.db, changed);
    await generateQuestions(own.db, changed, own.now());

    expect((await own.db("question_versions").where({ question_id: subject!.id }).orderBy("number")).map(({ stem }) => stem)).toEqual([expect.stringContaining("October 2019"), expect.stringContaining("November 2019")]);
    expect((await own.db("question_versions").where({ question_id: object!.id }).orderBy("number", "desc"))[0]!.stem).toBe("Mine");
    await own.close();
  });

  test("that is gone from the files stops no start: its untouched drafts are retired", async () => {
    const own = await openWorld();
    const first = contentWith(TOOK_OVER);
    await loadContent(own.db, first);
    await generateQuestions(own.db, first, own.now());
    await own.db("facts").update({ relation: "a-relation-of-old" });

    const changed = contentWith(TOOK_OVER.replaceAll("took-over", "seized"));
    await loadContent(own.db, changed);
    await generateQuestions(own.db, changed, own.now());

    const states = new Map((await own.db("questions").select("origin_key", "state")).map(({ origin_key, state }) => [origin_key, state]));
    expect([states.get("took-over.subject"), states.get("seized.subject")]).toEqual(["retired", "draft"]);
    await own.close();
  });
});

describe("content whose facts have aged", () => {
  const contentWith = (facts: string) => contentOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(facts) });
  const DISPUTED = `${TOOK_OVER}    disputed: { reason: A second report names another group., source: press }\n`;
  const GROUNDS = { reason: "The second report was wrong.", publisher: "The Press", title: "A title", published: "2026-01-03", url: "https://press.example/2" };

  async function opened() {
    const own = await openWorld();
    const load = async (content: ReturnType<typeof contentOf>) => { await loadContent(own.db, content); await followFiles(own.db, content, own.now()); return generateQuestions(own.db, content, own.now()); };
    const fact = async () => (await own.db("facts").where({ key: "took-over" }).first())!;
    return { own, load, fact, trainer: await makePerson(own.db, { roles: ["trainer"] }) };
  }

  test("keeps what a trainer said of a fact, makes no question of it, and leaves its drafts to come back", async () => {
    const { own, load, fact, trainer } = await opened();
    expect((await load(contentWith(TOOK_OVER))).made).toBeGreaterThan(0);
    const states = () => own.db("questions").whereLike("origin_key", "took-over.%").orderBy("id").select("state");
    const before = await states();
    await disputeFact(own.db, trainer, await fact(), GROUNDS, own.now());
    expect((await load(contentWith(TOOK_OVER))).made).toBe(0);
    expect([(await fact()).standing, await states()]).toEqual(["disputed", before]);
    expect(buildKnowledge({ ...(await listKnowledge(own.db)), relations: [] }).facts).toEqual([]);
    await restoreFact(own.db, trainer, await fact(), GROUNDS, own.now());
    expect(await load(contentWith(TOOK_OVER))).toMatchObject({ added: 0, changed: 0 });
    await own.close();
  });

  test("is followed where a file says so, once: a trainer's word stands against it", async () => {
    const { own, load, fact, trainer } = await opened();
    await load(contentWith(DISPUTED));
    expect((await fact()).standing).toBe("disputed");
    expect(await listStandingsOf(own.db, (await fact()).id)).toMatchObject([{ standing: "disputed", author_name: null, publisher: "The Press", url: "https://press.example/turla" }]);
    await restoreFact(own.db, trainer, await fact(), GROUNDS, own.now());
    await load(contentWith(DISPUTED));
    expect((await fact()).standing).toBe("current");
    await load(contentWith(DISPUTED.replace("A second", "A third")));
    expect((await fact()).standing).toBe("disputed");
    await load(contentWith(TOOK_OVER));
    expect((await fact()).standing).toBe("current");
    await retractFact(own.db, trainer, await fact(), GROUNDS, own.now());
    await load(contentWith(DISPUTED));
    await load(contentWith(TOOK_OVER));
    expect((await fact()).standing).toBe("retracted");
    await own.close();
  });

  test("is prepared again at the next start after a trainer has spoken", async () => {
    const own = await openWorld();
    await own.db("settings").insert({ key: "content", value: "a fingerprint" });
    const fact = await makeFact(own.db);
    await disputeFact(own.db, await makePerson(own.db), fact, GROUNDS, own.now());
    expect((await own.db("settings").where({ key: "content" }).first())!.value).toBe("");
    await own.close();
  });
});
