import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addFact, BY_HAND } from "../../src/domain/adding-facts.ts";
import { questionsOfArticle } from "../../src/domain/article-questions.ts";
import { draftOf, type DraftedFact } from "../../src/domain/drafted-facts.ts";
import { findKnownCandidates } from "../../src/domain/known-candidates.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import { placeArticle } from "../../src/domain/placing-articles.ts";
import { acceptCandidate, undoDecision } from "../../src/domain/reviewing.ts";
import { shipped, shippedPart } from "../support/knowledge.ts";
import type { Fact } from "../../src/engine/knowledge/fact.ts";
import type { Article, CandidateRow, Incident, Person } from "../../src/storage/tables.ts";
import { LEXICON, readAndPlace, type Read } from "../support/articles.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

const OTHER = { publisher: "The Shelf", url: "https://shelf.example/news", text: "Sources confirmed it.\nThe British Library was hit by a ransomware attack on 28 October 2023.\nRhysida claimed responsibility for the attack." };

let world: World;
let trainer: Person;
let [first, second]: Read[] = [];
let incident: Incident;
beforeAll(async () => {
  world = await openWorld();
  trainer = await makePerson(world.db, { roles: ["trainer"] });
  await loadContent(world.db, shippedPart());
});
afterAll(() => world.close());
beforeEach(async () => {
  [first, second] = [await readAndPlace(world.db, trainer, world.now()), await readAndPlace(world.db, trainer, world.now(), OTHER, false)];
  incident = (await world.db("incidents").orderBy("id", "desc").first())!;
  await placeArticle(world.db, trainer, second.article, incident.slug, world.now());
});

const placeOf = ({ candidates }: Read, relation: string) => candidates.findIndex((candidate) => candidate.relation === relation) + 1;
const rowOf = async ({ article }: Read, position: number): Promise<CandidateRow> => (await world.db("candidates").where({ article_id: article.id, position }).first())!;
const accept = (read: Read, relation: string) => acceptCandidate(world.db, trainer, read.article, { position: placeOf(read, relation), version: 1 }, undefined, LEXICON, world.now());
const undo = (read: Read, relation: string) => undoDecision(world.db, trainer, read.article, { position: placeOf(read, relation), version: 2 }, world.now());
const stored = async (key: string) => (await world.db("facts").where({ key }).first())!;
const quotesOf = async (key: string) => (JSON.parse((await stored(key)).data) as Fact).evidence.map(({ source }) => source);
const rowsOfEvidence = async (key: string) => (await world.db("evidence").where({ fact_id: (await stored(key)).id })).length;

describe("accepting what another article has told", () => {
  test("adds a second source to that fact, which says so beforehand", async () => {
    const { fact_key: key } = await accept(first!, "occurred-on");
    const article = (await world.db("articles").where({ id: second!.article.id }).first())!;
    expect(await findKnownCandidates(world.db, article, incident, second!.rows, LEXICON)).toContain(placeOf(second!, "occurred-on"));
    expect(await accept(second!, "occurred-on")).toMatchObject({ fact_key: key, backs: 1, made: "[]" });
    expect([await quotesOf(key), await rowsOfEvidence(key)]).toEqual([["the-library-gazette-2023", "the-shelf-2023"], 2]);
    const [question] = await questionsOfArticle(world.db, second!.article, LEXICON);
    expect(question).toMatchObject({ facts: [key], evidence: [{ source: { publisher: "The Library Gazette" } }, { source: { publisher: "The Shelf" } }] });
  });

  test("and undoing takes that source away again, and no more", async () => {
    const { fact_key: key } = await accept(first!, "occurred-on");
    await accept(second!, "occurred-on");
    await undo(second!, "occurred-on");
    expect([await quotesOf(key), await rowsOfEvidence(key)]).toEqual([["the-library-gazette-2023"], 1]);
    expect(await rowOf(second!, placeOf(second!, "occurred-on"))).toMatchObject({ state: "candidate", backs: 0, fact_key: null });
  });

  test("leaves the fact to the second article where the first takes it back", async () => {
    const { fact_key: key } = await accept(first!, "claimed-by");
    await accept(second!, "claimed-by");
    await undo(first!, "claimed-by");
    expect(await quotesOf(key)).toEqual(["the-shelf-2023"]);
    expect(await rowOf(second!, placeOf(second!, "claimed-by"))).toMatchObject({ backs: 0, fact_key: key, made: expect.stringContaining("rhysida") as string });
    await undo(second!, "claimed-by");
    expect(await world.db("facts").where({ key })).toEqual([]);
  });

  test("is refused where the very words stand there already", async () => {
    await accept(first!, "occurred-on");
    const again = await readAndPlace(world.db, trainer, world.now(), {}, false);
    await placeArticle(world.db, trainer, again.article, incident.slug, world.now());
    await expect(accept(again, "occurred-on")).rejects.toMatchObject({ name: "Refused", message: expect.stringContaining("these very words") as string });
  });

  test("makes another fact where somebody else claims it", async () => {
    const position = placeOf(first!, "claimed-by");
    const draft = draftOf(first!.candidates[position - 1]!, first!.article, incident);
    const claim = (read: Read, by: string) => acceptCandidate(world.db, trainer, read.article, { position: placeOf(read, "claimed-by"), version: 1 }, { ...draft, modality: "claimed", by: { text: by, entity: "", type: "identity" } }, LEXICON, world.now());
    expect(await claim(first!, "the FBI")).toMatchObject({ backs: 0 });
    expect(await claim(second!, "the NCSC")).toMatchObject({ backs: 0 });
  });

  test("stands beside a fact of the content when that is loaded again", async () => {
    const fact = shipped().content.facts.find(({ relation, incident: of }) => relation === "occurred-on" && of === "wannacry-outbreak")!;
    const { date } = fact.object as { date: string };
    const read = await readAndPlace(world.db, trainer, world.now(), { text: `WannaCry spread fast. The WannaCry attack took place on ${date}.` }, false);
    await placeArticle(world.db, trainer, read.article, "wannacry-outbreak", world.now());
    const row = await addFact(world.db, trainer, (await articleOf(read)), { start: 22, end: read.article.text.length, quote: `took place on ${date}` }, { ...draft(), subject: named("", "wannacry-outbreak"), object: named(date) }, LEXICON, world.now());
    expect(row).toMatchObject({ fact_key: fact.id, backs: 1 });
    await loadContent(world.db, shippedPart());
    await loadContent(world.db, shippedPart());
    expect([(await quotesOf(fact.id)).length, await rowsOfEvidence(fact.id)]).toEqual([fact.evidence.length + 1, fact.evidence.length + 1]);
    await undoDecision(world.db, trainer, read.article, { position: row.position, version: 1 }, world.now());
    expect([await quotesOf(fact.id), (await stored(fact.id)).state]).toEqual([fact.evidence.map(({ source }) => source), "current"]);
  });
});

const named = (text: string, entity = "", type = "") => ({ text, entity, type });
const draft = (): DraftedFact => ({ relation: "occurred-on", subject: named("", incident.slug), object: named("2023-10-28"), by: named("The Shelf", "", "organisation"), polarity: "positive", modality: "asserted", when: "", complete: "" });
const articleOf = async ({ article }: Read): Promise<Article> => (await world.db("articles").where({ id: article.id }).first())!;

describe("people", () => {
  test.each([["John Smith", "person"], ["Acme Systems Ltd", "organisation"]])("%s stays a %s when accepted", async (name, kind) => {
    const read = await readAndPlace(world.db, trainer, world.now(), { text: `A cyber attack hit the town on 3 May 2021.\n${name} claimed responsibility for the attack.` });
    const { fact_key: key } = await accept(read, read.candidates.find(({ object }) => object.text === name)!.relation);
    const { object } = JSON.parse((await stored(key)).data) as Fact;
    expect(JSON.parse((await world.db("entities").where({ key: object as string }).first())!.data)).toMatchObject({ name, type: "identity", class: kind });
  });
});

describe("addFact", () => {
  const add = async (quote: string, drafted: DraftedFact, span = { start: 0, end: second!.article.text.length }) => addFact(world.db, trainer, await articleOf(second!), { ...span, quote }, drafted, LEXICON, world.now());

  test("takes words of the article on the road of candidates, with their place", async () => {
    const row = await add("Rhysida claimed responsibility", { ...draft(), relation: "targets", subject: named("Rhysida", "", "intrusion-set"), object: named("Ann Archer", "", "person") });
    const { text } = second!.article;
    expect(row).toMatchObject({ rule: BY_HAND, state: "accepted", position: second!.rows.length + 1, edited: 0 });
    expect(JSON.parse((await stored(row.fact_key!)).data)).toMatchObject({ relation: "targets", evidence: [{ quote: "Rhysida claimed responsibility", start: text.indexOf("Rhysida"), source: "the-shelf-2023" }] });
    const made = await world.db("entities").where({ article_id: second!.article.id });
    expect(made.map(({ data }) => JSON.parse(data) as object)).toContainEqual(expect.objectContaining({ name: "Ann Archer", type: "identity", class: "person" }));
    await undoDecision(world.db, trainer, second!.article, { position: row.position, version: 1 }, world.now());
    await acceptCandidate(world.db, trainer, second!.article, { position: row.position, version: 2 }, undefined, LEXICON, world.now());
    expect(await rowOf(second!, row.position)).toMatchObject({ state: "accepted", edited: 0, made: expect.stringContaining("ann-archer") as string });
  });

  test.each([
    ["words that the article does not have", "Rhysida denied it", "quote", {}],
    ["words of another sentence", "Sources confirmed it", "quote", { start: 30 }],
    ["no words", " ", "quote", {}],
    ["a thing of the wrong kind", "Rhysida claimed responsibility", "object", { relation: "claimed-by", object: named("", "wannacry") }],
    ["a relation that is none", "Rhysida claimed responsibility", "relation", { relation: "" }],
  ])("refuses %s beside its field, and keeps nothing", async (_what, quote, field, { start = 0, ...change }: Partial<DraftedFact> & { start?: number }) => {
    const before = await world.db("candidates").where({ article_id: second!.article.id });
    await expect(add(quote, { ...draft(), ...change }, { start, end: second!.article.text.length })).rejects.toMatchObject({ name: "Refused", field });
    expect(await world.db("candidates").where({ article_id: second!.article.id })).toEqual(before);
  });

  test("by two at the same moment gives each a number of its own", async () => {
    const outcomes = await world.atOnce(() => add("Sources confirmed it", draft()), () => add("hit by a ransomware attack", { ...draft(), relation: "targets", object: named("the Reading Room", "", "organisation") }));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(new Set((await world.db("candidates").where({ article_id: second!.article.id })).map(({ position }) => position)).size).toBe(second!.rows.length + 2);
  });
});

