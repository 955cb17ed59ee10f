import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { disputeFact, restoreFact } from "../../src/domain/ageing.ts";
import { bankQuestionOf, makeQuizOf, offersOfArticle, questionsOfArticle } from "../../src/domain/article-questions.ts";
import { draftOf, type DraftedFact } from "../../src/domain/drafted-facts.ts";
import { generateQuestions } from "../../src/domain/generating.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import { pickQuestion } from "../../src/domain/picking-questions.ts";
import { placeArticle } from "../../src/domain/placing-articles.ts";
import { acceptCandidate, rejectCandidate, undoDecision } from "../../src/domain/reviewing.ts";
import { shippedPart } from "../support/knowledge.ts";
import type { Fact } from "../../src/engine/knowledge/fact.ts";
import type { Question } from "../../src/engine/questions/question.ts";
import { listPicks } from "../../src/storage/picks.ts";
import { insertQuestionVersion } from "../../src/storage/question-bank.ts";
import type { CandidateRow, FactRow, Person } from "../../src/storage/tables.ts";
import { LEXICON, newIncident, PASTED, readAndPlace, type Read } from "../support/articles.ts";
import { DOUBT } from "../support/facts.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
let other: Person;
let read: Read;
beforeAll(async () => {
  world = await openWorld();
  [trainer, other] = [await makePerson(world.db, { roles: ["trainer"] }), await makePerson(world.db, { roles: ["trainer"], name: "Olga Other" })];
  await loadContent(world.db, shippedPart());
});
afterAll(() => world.close());
beforeEach(async () => { read = await readAndPlace(world.db, trainer, world.now()); });

const positionOf = (relation: string) => read.candidates.findIndex((candidate) => candidate.relation === relation) + 1;
const rowOf = async (position: number): Promise<CandidateRow> => (await world.db("candidates").where({ article_id: read.article.id, position }).first())!;
const accept = (position: number, changed?: DraftedFact, version = 1) => acceptCandidate(world.db, trainer, read.article, { position, version }, changed, LEXICON, world.now());
const proposed = async (position: number): Promise<DraftedFact> => {
  const { incident_id } = (await world.db("articles").where({ id: read.article.id }).first())!;
  return draftOf(read.candidates[position - 1]!, read.article, (await world.db("incidents").where({ id: incident_id! }).first()));
};
const factRowOf = async (relation: string) => (await world.db("facts").where({ key: (await rowOf(positionOf(relation))).fact_key! }).first())!;
const factOf = async (position: number) => JSON.parse((await world.db("facts").where({ key: (await rowOf(position)).fact_key! }).first())!.data) as Fact;

describe("readArticle", () => {
  test("keeps the text and what it seems to say, each with its exact words", () => {
    expect(read.candidates.map(({ relation }) => relation)).toEqual(expect.arrayContaining(["targets", "occurred-on", "claimed-by"]));
    for (const { quote, start, end } of read.candidates) expect(read.article.text.slice(start, end)).toBe(quote);
    expect(read.rows.every(({ state, version }) => state === "candidate" && version === 1)).toBe(true);
  });

  test.each([["", /Paste the article/], ["word ".repeat(50_000), /250,000 characters/], ["\0\u0001 binary", /no text/]])("refuses what is no article", async (text, words) => {
    await expect(readAndPlace(world.db, trainer, world.now(), { text })).rejects.toMatchObject({ name: "Refused", field: "text", message: expect.stringMatching(words) as string });
  });

  test("proposes nothing that the vocabulary has no words for", async () => {
    const text = "Northfield Hospital fended off a second cyber-attack in May 2019. The attack was carried out by LockBit.";
    const { candidates } = await readAndPlace(world.db, trainer, world.now(), { text });
    expect(candidates.map(({ relation }) => relation).filter((id) => !LEXICON.relations.some((relation) => relation.id === id))).toEqual([]);
    expect(candidates.map(({ relation }) => relation)).toContain("attributed-to");
  });

  test("proposes of nothing that it is what its name says already", async () => {
    const { candidates } = await readAndPlace(world.db, trainer, world.now(), { text: "Northfield Hospital was hit by a cyber-attack in May 2019. The attackers used the Ryuk ransomware and the Emotet trojan." });
    expect(candidates.filter(({ relation }) => relation === "is-a").map(({ subject, object }) => [subject.text, object.text])).toEqual([["Emotet", "trojan"]]);
  });

  test("takes a name that a gang shares with its malware for what fits", async () => {
    read = await readAndPlace(world.db, trainer, world.now(), { text: "Northfield Hospital was hit by a cyber-attack in May 2019. The attack was carried out by LockBit." });
    await accept(positionOf("attributed-to"));
    expect((await factOf(positionOf("attributed-to"))).object).toBe("lockbit-group");
  });

  test("puts the candidates of rules that people accept before those of rules that they reject", async () => {
    expect(positionOf("targets")).toBeLessThan(positionOf("occurred-on"));
    for (let time = 0; time < 9; time++) {
      await rejectCandidate(world.db, trainer, read.article, { position: positionOf("targets"), version: 1 }, world.now());
      read = await readAndPlace(world.db, trainer, world.now());
    }
    expect(positionOf("targets")).toBeGreaterThan(positionOf("occurred-on"));
    expect(read.rows[positionOf("targets") - 1]!.likelihood).toBeLessThan(read.candidates[positionOf("targets") - 1]!.score - 0.3);
  });
});

describe("placeArticle", () => {
  test("can be changed until the first fact is accepted", async () => {
    await placeArticle(world.db, trainer, read.article, "wannacry-outbreak", world.now());
    await placeArticle(world.db, trainer, read.article, newIncident(), world.now());
    await accept(positionOf("targets"));
    await expect(placeArticle(world.db, trainer, read.article, newIncident(), world.now())).rejects.toMatchObject({ name: "Refused", field: "incident" });
  });

  test("is refused for an incident that is not there", async () => {
    await expect(placeArticle(world.db, trainer, read.article, "nothing", world.now())).rejects.toMatchObject({ field: "incident" });
  });
});

describe("acceptCandidate", () => {
  test("makes a fact of the incident, with its words, their place and the article as its source", async () => {
    const position = positionOf("targets");
    await accept(position);
    const fact = await factOf(position);
    const { start, end, quote } = read.candidates[position - 1]!;
    expect(fact).toMatchObject({ relation: "targets", subject: fact.incident, when: "2023-10-28", said: "2023-11-29", evidence: [{ quote, start, end }] });
    expect(await world.db("evidence").join("sources", "sources.id", "evidence.source_id").where({ quote, url: PASTED.url, start_offset: start })).not.toHaveLength(0);
    expect(await rowOf(position)).toMatchObject({ state: "accepted", version: 2, decided_by: trainer.id, edited: 0 });
    expect(await world.db("audit_events").where({ deed: "candidate.accepted", subject: read.article.public_id })).toHaveLength(1);
  });

  test("takes a thing that is known by this name, and makes no second one", async () => {
    const position = positionOf("claimed-by");
    await accept(position, { ...(await proposed(position)), object: { text: "Sandworm", entity: "", type: "intrusion-set" } });
    expect((await factOf(position)).object).toBe("sandworm");
    expect(await rowOf(position)).toMatchObject({ edited: 1, made: expect.not.stringContaining("sandworm") as string });
  });

  test("waits for the incident", async () => {
    read = await readAndPlace(world.db, trainer, world.now(), {}, false);
    await expect(accept(1)).rejects.toMatchObject({ field: "incident" });
  });

  test.each([
    ["a thing of the wrong kind", { object: { text: "", entity: "wannacry", type: "" } }, "object"],
    ["a new thing of which nobody says what it is", { object: { text: "Something unheard of", entity: "", type: "" } }, "object_type"],
    ["nothing", { object: { text: " ", entity: "", type: "" } }, "object"],
    ["an unknown relation", { relation: "marries" }, "relation"],
    ["a date that is none", { when: "yesterday" }, "when"],
    ["a sum where a name stands", { relation: "caused-loss", object: { text: "a lot", entity: "", type: "" } }, "object"],
  ])("refuses %s beside its field, and changes nothing", async (_what, change, field) => {
    const position = positionOf("targets");
    await expect(accept(position, { ...(await proposed(position)), ...change })).rejects.toMatchObject({ name: "Refused", field });
    expect(await rowOf(position)).toMatchObject({ state: "candidate", version: 1, fact_key: null });
  });

  test("tells whoever comes second, and overwrites nothing", async () => {
    const position = positionOf("targets");
    await rejectCandidate(world.db, other, read.article, { position, version: 1 }, world.now());
    await expect(accept(position)).rejects.toMatchObject({ field: "version", message: expect.stringContaining("Olga Other rejected it meanwhile") as string });
    expect(await rowOf(position)).toMatchObject({ state: "rejected", decided_by: other.id });
  });

  test("tells whoever saw it before it was rejected and opened again", async () => {
    const seen = { position: positionOf("targets"), version: 1 };
    await rejectCandidate(world.db, other, read.article, seen, world.now());
    await undoDecision(world.db, other, read.article, { ...seen, version: 2 }, world.now());
    await expect(accept(seen.position)).rejects.toMatchObject({ field: "version", message: expect.stringContaining("opened it again meanwhile") as string });
  });

  test("by two at the same moment succeeds once", async () => {
    const position = positionOf("targets");
    const outcomes = await world.atOnce(() => accept(position), () => acceptCandidate(world.db, other, read.article, { position, version: 1 }, undefined, LEXICON, world.now()));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("undoDecision", () => {
  test("takes the fact away, and what came with it alone", async () => {
    const position = positionOf("targets");
    await accept(position, { ...(await proposed(position)), object: { text: "the Reading Room", entity: "", type: "identity" } });
    const { fact_key, made } = await rowOf(position);
    expect(JSON.parse(made)).toContain("the-reading-room");
    await undoDecision(world.db, trainer, read.article, { position, version: 2 }, world.now());
    expect([...(await world.db("facts").where({ key: fact_key! })), ...(await world.db("entities").whereIn("key", JSON.parse(made) as string[]))]).toEqual([]);
    expect(await rowOf(position)).toMatchObject({ state: "candidate", version: 3, fact_key: null });
    await accept(position, undefined, 3);
  });
});

describe("the questions of an article", () => {
  test("come of its facts, become a quiz, and survive the next loading of content", async () => {
    await accept(positionOf("claimed-by"));
    await accept(positionOf("occurred-on"));
    const questions = await questionsOfArticle(world.db, read.article, LEXICON);
    expect(questions.length).toBeGreaterThan(1);
    const keys = [await rowOf(positionOf("claimed-by")), await rowOf(positionOf("occurred-on"))].map(({ fact_key }) => fact_key!);
    expect(questions.filter(({ facts }) => !facts.some((fact) => keys.includes(fact)))).toEqual([]);
    expect(questions.filter(({ kind }) => kind === "matching" || kind === "ordering")).toEqual([]);
    const ids = questions.slice(0, 2).map(({ id }) => id).reverse();
    const article = (await world.db("articles").where({ id: read.article.id }).first())!;

    const quiz = await makeQuizOf(world.db, trainer, article, { title: "The library", questions: ids }, LEXICON, world.now());
    await loadContent(world.db, shippedPart());
    await generateQuestions(world.db, shippedPart(), world.now());

    const held = await world.db("quiz_questions").join("questions", "questions.id", "quiz_questions.question_id").where({ quiz_id: quiz.id }).orderBy("position").select("origin_key", "state");
    expect(held).toEqual(ids.map((origin_key) => ({ origin_key, state: "draft" })));
    expect(await factOf(positionOf("claimed-by"))).toBeDefined();
    expect(await world.db("facts").where({ key: (await rowOf(positionOf("claimed-by"))).fact_key!, state: "current" })).toHaveLength(1);
    await expect(undoDecision(world.db, trainer, read.article, { position: questions[0]!.facts[0] === (await rowOf(positionOf("claimed-by"))).fact_key ? positionOf("claimed-by") : positionOf("occurred-on"), version: 2 }, world.now())).rejects.toMatchObject({ name: "Refused" });
  }, 60_000);

  test("leave out what a disputed fact asks or proves, as it was made and as it was edited, and bring it back with the fact", async () => {
    for (const relation of ["occurred-on", "claimed-by"]) await accept(positionOf(relation));
    const article = (await world.db("articles").where({ id: read.article.id }).first())!;
    const offers = async () => (await offersOfArticle(world.db, article, LEXICON)).map(({ question }) => question.id);
    const [before, [asked, ground]] = [await offers(), [await factRowOf("occurred-on"), await factRowOf("claimed-by")]];
    const dispute = (fact: FactRow) => disputeFact(world.db, trainer, fact, DOUBT, world.now());
    const own = before.filter((id) => id.startsWith(asked.key));
    const edited = await bankQuestionOf(world.db, article, own[0]!, LEXICON, world.now());
    const { stem, body, created_at } = (await world.db("question_versions").where({ question_id: edited.id }).first())!;
    await insertQuestionVersion(world.db, { question_id: edited.id, number: 2, stem, body: JSON.stringify({ ...(JSON.parse(body) as Question), grounds: [ground.key] }), author_id: trainer.id, created_at }, [asked.key]);

    await dispute(ground);
    expect(await offers()).not.toContain(own[0]);
    expect(await offers()).toContain(own[1]);
    await dispute(asked);
    expect(await offers()).toEqual([]);
    await expect(bankQuestionOf(world.db, article, own[1]!, LEXICON, world.now())).rejects.toMatchObject({ field: "questions" });
    for (const fact of [asked, ground]) await restoreFact(world.db, trainer, fact, { reason: "The report was right after all." }, world.now());
    expect(await offers()).toEqual(before);
  });

  test("are picked once, however often, until they are not", async () => {
    const article = (await world.db("articles").where({ id: read.article.id }).first())!;
    await accept(positionOf("occurred-on"));
    const [{ id }] = (await questionsOfArticle(world.db, article, LEXICON)) as [Question];
    for (const isPicked of [true, true]) await pickQuestion(world.db, trainer, article, id, isPicked, world.now());
    expect(await listPicks(world.db, article.id)).toEqual([id]);
    await pickQuestion(world.db, trainer, article, id, false, world.now());
    expect(await listPicks(world.db, article.id)).toEqual([]);
  });

  test("that come of them no more are refused", async () => {
    const article = (await world.db("articles").where({ id: read.article.id }).first())!;
    await expect(makeQuizOf(world.db, trainer, article, { title: "Nothing", questions: ["made-up"] }, LEXICON, world.now())).rejects.toMatchObject({ field: "questions" });
  });
});
