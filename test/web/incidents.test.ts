import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disputeFact, retractFact } from "../../src/domain/ageing.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import type { FactRow, Incident, Person } from "../../src/storage/tables.ts";
import { DOUBT } from "../support/facts.ts";
import { contentOf, GROUPS, incidentFile, TOOK_OVER } from "../support/knowledge.ts";
import { makePerson, makeQuestion, makeQuiz } from "../support/make.ts";
import { sit } from "../support/sitting.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

const DATED = `  - { id: took-place, subject: piggybacking, relation: occurred-on, object: { date: 2017-11/2019-10 }, modality: asserted, asserted_by: agencies, evidence: [{ source: press, quote: over two years }] }
  - { id: made-public, subject: piggybacking, relation: disclosed-on, object: { date: 2019-10-21 }, modality: asserted, asserted_by: agencies, evidence: [{ source: press, quote: today the agencies said }] }
  - { id: not-lazarus, subject: piggybacking, relation: attributed-to, object: lazarus, polarity: negative, modality: claimed, asserted_by: agencies, said: 2019-10, evidence: [{ source: press, quote: it was not Lazarus }] }
  - { id: not-by-guess, subject: piggybacking, relation: began-with, object: guessing, polarity: negative, modality: claimed, asserted_by: agencies, said: 2019-10, evidence: [{ source: press, quote: nobody guessed a password }] }
  - { id: is-part, subject: agencies, relation: part-of, object: alliance, modality: alleged, asserted_by: watchers, evidence: [{ source: press, quote: part of it }] }
lessons:
  - { title: Borrowed tools, text: Tools do not tell who used them. }
`;
const SECOND = incidentFile(TOOK_OVER.replace("took-over", "took-again")).replace("id: piggybacking", "id: other-affair").replace("Turla hides behind others", "100% Déjà vu").replace("the piggybacking of 2019", "the affair of 2021").replace("Turla took over the tools of another group and hid behind them.", "Somebody had seen it all before, to the last detail.").replace("happened: 2019-10", "happened: 2021-03").replace("[attribution]", "[passwords]");

let world: World;
let person: Person;
let agent: Agent;
let incident: Incident;
beforeAll(async () => {
  world = await openWorld();
  const guessing = "- { id: guessing, type: attack-pattern, name: guessed passwords }\n- { id: alliance, type: identity, name: the alliance }\n- { id: watchers, type: identity, name: the watchers }\n";
  await loadContent(world.db, contentOf({ "entities/groups.yaml": GROUPS + guessing, "incidents/2019-turla.yaml": incidentFile(TOOK_OVER + DATED), "incidents/2021-other.yaml": SECOND }));
  incident = (await world.db("incidents").where({ slug: "piggybacking" }).first())!;
  person = await makePerson(world.db);
  agent = await world.signedInAs(person);
});
afterAll(() => world.close());

const read = async (path: string, by = agent) => (await by.get(path).expect(200)).text;
const factOf = async (key: string) => (await world.db("facts").where({ key }).first()) as FactRow;

describe("the list of incidents", () => {
  test("is found by words, topic and every year that an incident went on, the newest first, and says where nothing fits", async () => {
    expect(await read("/incidents")).toMatch(/Déjà vu.*Turla hides/s);
    for (const query of ["?q=hides+tools", "?q=TURLA+HIDES", "?topic=attribution", "?year=2019", "?q=hides&topic=attribution&year=2019"]) {
      const text = await read(`/incidents${query}`);
      expect(text, query).toContain("Turla hides");
      expect(text, query).not.toContain("Déjà vu");
      expect(text.match(/<h2 class="card__title">/g), query).toHaveLength(1);
    }
    expect(await read("/incidents?q=%25")).not.toContain("Turla hides");
    expect(await read("/incidents?q=%3Cscript%3E+zebra")).toContain("None has all the words of “&lt;script&gt; zebra”");
    expect(await read("/incidents?topic=attribution&year=2021")).toContain("No incident fits.");
    expect(await read(`/incidents?q=${"a ".repeat(2_000)}&page=99999999999999999`)).toContain("Incidents");
    await world.visitor().get("/incidents").expect(303);
  });
});

describe("the page of an incident", () => {
  test("dates each quotation as its source is dated, whenever the incident was", async () => {
    const dates = [...(await read("/incidents/piggybacking")).matchAll(/<span class="evidence__date">(.*?)<\/span>/gs)].map(([, date]) => date!.replace(/<[^>]+>/g, "").trim());
    expect(dates.length).toBeGreaterThan(2);
    expect([...new Set(dates)]).toEqual(["21 October 2019"]);
  });

  test("tells claims as claims and denials as denials, each with its quotation, and dates no surer than they are", async () => {
    const text = (await read("/incidents/piggybacking")).replaceAll("&#39;", "'");
    for (const words of [
      "According to UK and US intelligence agencies in October 2019, Turla piggybacked on the tools of OilRig.", "UK and US intelligence agencies said that this was not so: the piggybacking of 2019 attributed to Lazarus Group.",
      "According to UK and US intelligence agencies in October 2019, it was not so that the piggybacking of 2019 began with guessed passwords.", "According to the watchers, UK and US intelligence agencies is part of the alliance.", "hijacking tools and techniques", "https://press.example/turla", "Tools do not tell who used them.",
    ]) expect(text).toContain(words);
    expect(text).toMatch(/timeline__date">November 2017 to October 2019<.*timeline__date">21 October 2019</s);
    expect(text).toMatch(/The same group: <bdi>OilRig/);
    expect(text).toMatch(/rel="next" href="\/incidents\/other-affair"/);
    await agent.get("/incidents/nothing-here").expect(404);
  });

  test("is there for nobody while only an article under review tells of it, nor what an article says of another one, until a published quiz asks", async () => {
    const [article] = await world.db("articles").insert({ public_id: "article", publisher: "P", title: "T", published: "2022", url: "https://p.example", text: "text", incident_id: null, source_id: null, author_id: null, created_at: "2026" }).returning("*");
    const [secret] = await world.db("incidents").insert({ kind: "incident", slug: "secret", title: "Under review", label: "the secret", summary: "Not yet.", happened: "2022", class: null, topics: "[]" }).returning("*");
    const shipped = await factOf("took-again");
    const rows: FactRow[] = [];
    for (const [key, incident_id] of [["from-article", secret!.id], ["also-from-article", incident.id]] as const) {
      const data = JSON.stringify({ ...JSON.parse(shipped.data) as object, id: key, object: "kimsuky", incident: incident_id === incident.id ? "piggybacking" : "secret" });
      rows.push((await world.db("facts").insert({ ...shipped, id: undefined, key, incident_id, data } as unknown as FactRow).returning("*"))[0]!);
      await world.db("candidates").insert({ article_id: article!.id, position: rows.length, data: "{}", rule: "r", likelihood: 1, state: "accepted", version: 1, edited: 0, decided_by: null, decided_at: null, fact_key: key, made: "[]" });
    }
    await agent.get("/incidents/secret").expect(404);
    expect(await read("/incidents")).not.toContain("Under review");
    expect(await read("/incidents/piggybacking")).not.toContain("Kimsuky");
    for (const fact of rows) {
      const question = await makeQuestion(world.db, { row: { incident_id: fact.incident_id } });
      await world.db("question_facts").insert({ question_version_id: question.version.id, fact_id: fact.id });
      await makeQuiz(world.db, { questions: [question] });
    }
    expect(await read("/incidents/secret")).toContain("Kimsuky");
    expect(await read("/incidents/piggybacking")).toContain("Kimsuky");
  });

  test("says what is disputed and why, and tells of what was retracted only that it was", async () => {
    await disputeFact(world.db, person, await factOf("is-part"), DOUBT, world.now());
    expect(await read("/incidents/piggybacking")).toMatch(/is part of the alliance\..*Disputed:.*A second investigation.*press\.example\/correction/s);
    await retractFact(world.db, person, await factOf("is-part"), DOUBT, world.now());
    const text = await read("/incidents/piggybacking");
    expect(text).not.toContain("part of the alliance");
    expect(text).toMatch(/Taken back.*Retracted:.*A second investigation/s);
  });
});

describe("what would you do", () => {
  test("is told only to who has answered it in a finished attempt and has no other one waiting for it", async () => {
    const decide = await makeQuestion(world.db, { level: "decide", stem: "A stranger calls. What do you do?", row: { incident_id: incident.id } });
    const { quiz } = await makeQuiz(world.db, { questions: [decide, await makeQuestion(world.db)], title: "Strangers" });
    const learner = await world.signedInAs(await makePerson(world.db));
    const key = decide.body.options[0]!;
    const isTold = async () => { const text = await read("/incidents/piggybacking", learner); expect(text).toContain("A stranger calls."); return [key.text, key.feedback, decide.body.explanation].filter((words) => text.includes(words)).length; };
    expect(await isTold()).toBe(0);
    const first = await sit(world, learner, quiz.slug);
    await first.answer(1, first.right(1));
    expect(await isTold()).toBe(0);
    await first.answer(2, first.right(2));
    expect(await isTold()).toBe(3);
    const second = await sit(world, learner, quiz.slug);
    expect(await isTold()).toBe(0);
    await second.finish();
    expect(await isTold()).toBe(3);
  });
});

describe("an open attempt about an incident", () => {
  test("puts a note on its page, or closes it everywhere where the quiz is closed-book, until it is finished", async () => {
    const learner = await world.signedInAs(await makePerson(world.db));
    const question = await makeQuestion(world.db, { row: { incident_id: null } });
    await world.db("question_grounds").insert({ question_version_id: question.version.id, fact_id: (await factOf("took-over")).id });
    const practice = await sit(world, learner, (await makeQuiz(world.db, { questions: [question], title: "Practice" })).quiz.slug);
    expect(await read("/incidents/piggybacking", learner)).toMatch(/in the middle of “Practice”.*piggybacked on/s);
    await practice.finish();
    expect(await read("/incidents/piggybacking", learner)).not.toContain("in the middle of");

    const exam = await sit(world, learner, (await makeQuiz(world.db, { questions: [question], title: "Exam", closed_book: 1 })).quiz.slug);
    const pages = [await read("/incidents/piggybacking", learner), await read("/incidents", learner), await read("/incidents/other-affair", learner)];
    expect(pages[0]).toContain("This page is closed while you take “Exam”");
    for (const text of pages) expect(text).not.toMatch(/Turla hides|hid behind them|Tools do not tell|The same group/s);
    for (const query of ["", "?q=hid+behind", "?q=piggybacking", "?topic=attribution", "?year=2019"]) {
      const text = await read(`/incidents${query}`, learner);
      expect(text, query).not.toMatch(/incidents\/piggybacking|piggybacking of|<option value="2019"|October 2019/);
      expect(text, query).toMatch(/One incident is left out while you take “Exam”.*href="\/attempts\//s);
    }
    expect(pages[0]).not.toMatch(/piggybacking of|2019/i);
    expect(await read("/incidents", learner)).toContain("Déjà vu");
    expect(await read("/incidents")).not.toContain("left out while");
    expect(await read("/incidents/piggybacking")).toContain("piggybacked on");
    await exam.finish();
    expect(await read("/incidents/piggybacking", learner)).toContain("piggybacked on");
  });

  test.each([{ limit_minutes: 10 }, { feedback: "deferred" as const }])("closes it too where the quiz has %j", async (given) => {
    const learner = await world.signedInAs(await makePerson(world.db));
    const question = await makeQuestion(world.db, { row: { incident_id: incident.id } });
    const exam = await sit(world, learner, (await makeQuiz(world.db, { questions: [question], title: "Exam", ...given })).quiz.slug);
    expect(await read("/incidents/piggybacking", learner)).toContain("This page is closed while you take “Exam”");
    await exam.answer(1, exam.wrong(1)).expect(303);
    expect(await read("/incidents/piggybacking", learner)).toContain("piggybacked on");
    await learner.post(`${exam.attempt}/practice`).expect(303);
    expect(await read("/incidents/piggybacking", learner)).toContain("piggybacked on");
  });
});
