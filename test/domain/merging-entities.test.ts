import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addFact } from "../../src/domain/adding-facts.ts";
import { disputeFact, restoreFact } from "../../src/domain/ageing.ts";
import { makeQuizOf, questionsOfArticle } from "../../src/domain/article-questions.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import { mergeEntities } from "../../src/domain/merging-entities.ts";
import { placeArticle } from "../../src/domain/placing-articles.ts";
import { shippedPart } from "../support/knowledge.ts";
import type { Entity } from "../../src/engine/knowledge/entity.ts";
import type { Fact } from "../../src/engine/knowledge/fact.ts";
import { versionsInDoubt } from "../../src/storage/doubts.ts";
import { findNewestQuestionVersion } from "../../src/storage/question-bank.ts";
import { listStandingsOf } from "../../src/storage/standings.ts";
import type { Article, Person } from "../../src/storage/tables.ts";
import { LEXICON, readAndPlace } from "../support/articles.ts";
import { DOUBT, makeQuestionOn } from "../support/facts.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

const TEXT = "One sentence says a lot. Another says the same. A third says more.";

let world: World;
let trainer: Person;
let article: Article;
let incident: string;
let added = 0;
beforeAll(async () => {
  world = await openWorld();
  trainer = await makePerson(world.db, { roles: ["trainer"] });
  await loadContent(world.db, shippedPart());
});
afterAll(() => world.close());
beforeEach(async () => { article = await placed(); });

/** An article about an incident of its own. */
async function placed(): Promise<Article> {
  const read = await readAndPlace(world.db, trainer, world.now(), { text: TEXT, url: `https://news.example/${added++}` });
  const row = (await world.db("articles").where({ id: read.article.id }).first())!;
  incident = (await world.db("incidents").where({ id: row.incident_id! }).first())!.slug;
  return row;
}

const named = (text: string, type = "", entity = "") => ({ text, type, entity });
const quotes = ["One sentence says a lot.", "Another says the same.", "A third says more."];
async function say(subject: ReturnType<typeof named>, relation: string, object: ReturnType<typeof named>, { quote = 0, polarity = "positive", by = "The Library Gazette" }: { quote?: number; polarity?: Fact["polarity"]; by?: string } = {}): Promise<string> {
  const drafted = { relation, subject, object, by: named(by, "organisation"), polarity, modality: "asserted" as const, when: "", complete: "" as const };
  return (await addFact(world.db, trainer, article, { start: 0, end: TEXT.length, quote: quotes[quote]! }, drafted, LEXICON, world.now())).fact_key!;
}
const this_ = () => named("", "", incident);
const factOf = async (key: string) => JSON.parse((await world.db("facts").where({ key }).first())!.data) as Fact;
const rowOf = (key: string) => world.db("facts").where({ key }).first();
const entityOf = async (key: string) => { const row = await world.db("entities").where({ key }).first(); return row && (JSON.parse(row.data) as Entity); };
const merge = (gone: string, kept: string) => mergeEntities(world.db, trainer, { gone, kept }, LEXICON, world.now());
const fresh = (name: string) => { added += 1; return { name: `${name} ${added}`, key: `${name} ${added}`.toLowerCase().replaceAll(" ", "-") }; };

describe("mergeEntities", () => {
  test("gives facts, names and candidates of the one to the other, and keeps them when content is loaded again", async () => {
    const { name, key } = fresh("Sand Vermin");
    const fact = await say(this_(), "attributed-to", named(name, "intrusion-set"));
    await merge(key, "sandworm");
    expect(await factOf(fact)).toMatchObject({ object: "sandworm" });
    expect(await entityOf(key)).toBeUndefined();
    await loadContent(world.db, shippedPart());
    expect((await entityOf("sandworm"))!.aliases.filter((alias) => alias === name)).toHaveLength(1);
    const [row] = await world.db("candidates").where({ fact_key: fact });
    expect([JSON.parse(row!.made), row!.data.includes(`"entity":"${key}"`)]).toEqual([expect.not.arrayContaining([key]), false]);
    expect(await world.db("audit_events").where({ deed: "entities.merged", subject: "sandworm" })).not.toHaveLength(0);
    expect(await say(this_(), "uses", named("the Net kit", "tool"), { quote: 1 }).then(() => say(named(name, "intrusion-set"), "uses", named("the Net kit", "tool"), { quote: 2 })).then(factOf)).toMatchObject({ subject: "sandworm" });
  });

  test("makes one fact with both quotations of two that say the same then", async () => {
    const [one, other] = [fresh("Night Owl"), fresh("Nite Owl")];
    const first = await say(this_(), "attributed-to", named(one.name, "intrusion-set"));
    const second = await say(this_(), "attributed-to", named(other.name, "intrusion-set"), { quote: 1, by: "The Shelf" });
    await merge(other.key, one.key);
    expect((await factOf(first)).evidence.map(({ quote }) => quote)).toEqual(quotes.slice(0, 2));
    expect(await world.db("facts").where({ key: second })).toEqual([]);
    expect(await world.db("candidates").where({ fact_key: first }).orderBy("position").select("backs")).toEqual([{ backs: 0 }, { backs: 1 }]);
    expect(await world.db("evidence").join("facts", "facts.id", "evidence.fact_id").where({ key: first })).toHaveLength(2);
  });

  test("makes its questions anew, and retires drafts that do not come any more", async () => {
    const [one, other] = [fresh("Grey Heron"), fresh("Gray Heron")];
    await say(this_(), "attributed-to", named(one.name, "intrusion-set"), { by: "The Shelf" });
    const doubled = await say(this_(), "attributed-to", named(other.name, "intrusion-set"), { quote: 1 });
    const ids = (await questionsOfArticle(world.db, article, LEXICON)).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(1);
    await makeQuizOf(world.db, trainer, article, { title: "Herons", questions: ids }, LEXICON, world.now());
    await merge(other.key, one.key);
    const held = await world.db("questions").whereIn("origin_key", ids);
    expect(held.filter(({ origin_key }) => origin_key!.startsWith(doubled)).map(({ state }) => state)).toEqual(expect.arrayContaining(["retired"]));
    const now = await questionsOfArticle(world.db, article, LEXICON);
    const bodies = await world.db("question_versions").join("questions", "questions.id", "question_versions.question_id").whereIn("origin_key", now.map(({ id }) => id)).select("body");
    for (const question of now.filter(({ id }) => ids.includes(id))) expect(bodies.map(({ body }) => body)).toContain(JSON.stringify(question));
  });

  test("takes questions and what was said of a fact along to the one that is left, and leaves drafts in doubt alone", async () => {
    const [one, other, third] = [fresh("Tawny Owl"), fresh("Tawney Owl"), fresh("Barn Owl")];
    const left = await say(this_(), "attributed-to", named(one.name, "intrusion-set"));
    const gone = await say(this_(), "attributed-to", named(other.name, "intrusion-set"), { quote: 1, by: "The Shelf" });
    const doubted = await say(named(other.name, "intrusion-set"), "uses", named(third.name, "malware"), { quote: 2 });
    const draft = await makeQuestionOn(world.db, (await rowOf(doubted))!);
    await world.db("questions").where({ id: draft.row.id }).update({ state: "draft", origin_key: `${doubted}.object` });
    await world.db("question_versions").where({ question_id: draft.row.id }).update({ author_id: null });
    const fact = (await rowOf(gone))!;
    const [asking, grounded] = [await makeQuestionOn(world.db, fact), await makeQuestionOn(world.db, fact, "question_grounds")];
    await disputeFact(world.db, trainer, fact, DOUBT, world.now());
    await restoreFact(world.db, trainer, fact, { reason: "It was right after all." }, world.now());
    await disputeFact(world.db, trainer, (await rowOf(doubted))!, DOUBT, world.now());

    await merge(other.key, one.key);
    const row = (await rowOf(left))!;
    expect(await rowOf(gone)).toBeUndefined();
    expect([row.standing, (await listStandingsOf(world.db, row.id)).map(({ standing }) => standing)]).toEqual(["current", ["current", "disputed"]]);
    expect((await factOf(doubted)).subject).toBe(one.key);
    expect((await rowOf(doubted))!.standing).toBe("disputed");
    expect((await world.db("questions").where({ id: draft.row.id }).first())!.state).toBe("draft");
    expect((await findNewestQuestionVersion(world.db, asking.row.id))).toMatchObject({ number: 2, author_id: asking.version.author_id, body: expect.stringContaining(`"facts":["${left}"]`) as string });

    await disputeFact(world.db, trainer, row, DOUBT, world.now());
    const versions = (await versionsInDoubt(world.db)) as { question_version_id: number }[];
    expect(versions.map(({ question_version_id }) => question_version_id)).toEqual(expect.arrayContaining([asking.version.id, grounded.version.id]));
  });

  test("is refused where what would be one fact stands here and is disputed there", async () => {
    const [one, other] = [fresh("Long Owl"), fresh("Lang Owl")];
    const left = await say(this_(), "attributed-to", named(one.name, "intrusion-set"));
    await say(this_(), "attributed-to", named(other.name, "intrusion-set"), { quote: 1 });
    await disputeFact(world.db, trainer, (await rowOf(left))!, DOUBT, world.now());
    for (const [away, kept] of [[one, other], [other, one]] as const) await expect(merge(away.key, kept.key)).rejects.toMatchObject({ name: "Refused", message: expect.stringContaining("stand differently") as string });
    await restoreFact(world.db, trainer, (await rowOf(left))!, { reason: "It was right after all." }, world.now());
    await merge(one.key, other.key);
  });

  test.each([
    ["a fact would speak of a thing and itself", (one: string, other: string) => say(named(one, "organisation"), "part-of", named(other, "organisation")), /stands to itself/],
    ["one source says and denies it", (one: string, other: string) => say(this_(), "attributed-to", named(one, "intrusion-set")).then(() => say(this_(), "attributed-to", named(other, "intrusion-set"), { polarity: "negative", quote: 1 })), /One source says/],
    ["there can be only one answer", async (one: string, other: string) => {
      await say(named(one, "organisation"), "part-of", named("the Red House", "organisation"));
      return say(named(other, "organisation"), "part-of", named("the Blue House", "organisation"), { quote: 1 });
    }, /different answers/],
  ])("is refused where %s, and changes nothing", async (_what, prepare, words) => {
    const [one, other] = [fresh("Left"), fresh("Right")];
    await prepare(one.name, other.name);
    const before = [await world.db("facts").orderBy("id"), await world.db("entities").orderBy("id")];
    await expect(merge(one.key, other.key)).rejects.toMatchObject({ name: "Refused", message: expect.stringMatching(words) as string });
    expect([await world.db("facts").orderBy("id"), await world.db("entities").orderBy("id")]).toEqual(before);
  });

  test("keeps what came with files, and things of one kind", async () => {
    const { name, key } = fresh("Sand Eel");
    await say(this_(), "attributed-to", named(name, "intrusion-set"));
    await expect(merge("sandworm", key)).rejects.toMatchObject({ message: expect.stringContaining("came with files") as string });
    await expect(merge(key, "wannacry")).rejects.toMatchObject({ message: expect.stringContaining("is malware") as string });
    await expect(merge(key, key)).rejects.toMatchObject({ name: "Refused" });
    await expect(merge(key, "nothing")).rejects.toMatchObject({ name: "NotFound" });
  });

  test("by two at the same moment succeeds once", async () => {
    const { name, key } = fresh("Sand Crab");
    await say(this_(), "attributed-to", named(name, "intrusion-set"));
    const outcomes = await world.atOnce(() => merge(key, "sandworm"), () => merge(key, "sandworm"));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is followed by a second source of an article about the same", async () => {
    const { name, key } = fresh("Sand Flea");
    const fact = await say(this_(), "attributed-to", named(name, "intrusion-set"));
    await merge(key, "sandworm");
    const read = await readAndPlace(world.db, trainer, world.now(), { text: TEXT, url: `https://other.example/${added++}`, publisher: "The Shelf" }, false);
    await placeArticle(world.db, trainer, read.article, incident, world.now());
    article = (await world.db("articles").where({ id: read.article.id }).first())!;
    expect(await say(this_(), "attributed-to", named(name), { by: "The Shelf" })).toBe(fact);
  });
});
