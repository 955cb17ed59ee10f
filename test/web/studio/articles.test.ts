import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadContent } from "../../../src/domain/loading-content.ts";
import { readArticle } from "../../../src/domain/reading-articles.ts";
import { shippedPart } from "../../support/knowledge.ts";
import type { Question } from "../../../src/engine/questions/question.ts";
import type { CandidateRow } from "../../../src/storage/tables.ts";
import { LEXICON, newIncident, PASTED } from "../../support/articles.ts";
import { makePerson } from "../../support/make.ts";
import { typedIn } from "../../support/typed.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let agent: Agent;
let address: string;
let rows: CandidateRow[];
beforeAll(async () => {
  world = await openWorld();
  await loadContent(world.db, shippedPart());
  agent = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"], name: "Tessa Trainer" }));
});
afterAll(() => world.close());
beforeEach(async () => {
  address = (await paste().expect(303)).headers["location"]!;
  const article = await world.db("articles").where({ public_id: address.split("/").at(-1)! }).first();
  rows = await world.db("candidates").where({ article_id: article!.id }).orderBy("position");
});

const paste = (given: object = {}) => agent.post("/studio/articles").type("form").send({ ...PASTED, ...given });
const place = (given: object = newIncident()) => agent.post(`${address}/incident`).type("form").send(given);
const decide = (number: number, deed: string, given: object = { version: 1 }, who: Agent = agent) => who.post(`${address}/candidates/${number}/${deed}`).type("form").send(given);
const newest = async (origin_key: string) => (await world.db("question_versions").join("questions", "questions.id", "question_versions.question_id").where({ origin_key }).orderBy("number", "desc").select("body").first())!;
const numberOf = (relation: string) => rows.find(({ data }) => (JSON.parse(data) as { relation: string }).relation === relation)!.position;

describe("pasting an article", () => {
  test("leads to its review, with every quotation marked and numbered", async () => {
    const { text } = await agent.get(address).expect(200);
    expect(text).toContain(`The article seems to say ${rows.length} facts.`);
    expect(text).toContain('href="#candidate-1"');
    expect(text).toMatch(/<mark[^>]*>Rhysida claimed responsibility for the attack<\/mark>/);
  });

  test("answers others while a long one is read, keeps the surest facts, and shows them page by page", async () => {
    const text = Array.from({ length: 200 }, () => `${"Turla tried to hack Iran in Iran ".repeat(29).trim()}.\n`).join("");
    const [events, reader] = [[] as string[], await makePerson(world.db, { roles: ["trainer"] })];
    const read = readArticle(world.db, reader, { ...PASTED, text }, LEXICON, world.now()).finally(() => events.push("read"));
    await agent.get("/studio/articles/new").expect(200);
    events.push("answered");
    address = `/studio/articles/${(await read).public_id}`;
    expect(events).toEqual(["answered", "read"]);
    const { text: first } = await agent.get(address).expect(200);
    expect(first).toContain("At most 500 facts are proposed");
    expect(first.length).toBeLessThan(1_000_000);
    expect(first.match(/data-candidate=/g)).toHaveLength(100);
    expect(first).toContain(`href="${address}?page=2#candidate-101"`);
    await place().expect(303);
    expect((await decide(100, "rejection").expect(303)).headers["location"]).toBe(`${address}?page=2#candidate-101`);
    expect((await agent.get(`${address}?page=9`).expect(200)).text).toContain('id="candidate-500"');
  });

  test("of more lines than articles have gives a page that is little longer than its text", async () => {
    const { headers } = await paste({ text: `${PASTED.text}\n${"A.\n".repeat(10_000)}` }).expect(303);
    expect((await agent.get(headers["location"]!).expect(200)).text.length).toBeLessThan(200_000);
  });

  test.each([
    ["no text", { text: " " }, "Paste the article itself."],
    ["a megabyte", { text: "word ".repeat(210_000) }, "The text has 1,050,000 characters; the most is 200,000."],
    ["a date that is none", { published: "last week" }, "Write a date as 2019-12-16"],
    ["a link that is none", { url: "javascript:alert(1)" }, "beginning with https://"],
    ["no publisher", { publisher: "" }, "Say who published it."],
  ])("refuses %s beside its field, and keeps what was typed", async (_what, given, words) => {
    const { text } = await paste(given).expect(422);
    expect(text).toContain(words);
    expect(text).toContain(PASTED.title);
  });

  test("shows what is in it as text, never as part of the page", async () => {
    const { headers } = await paste({ text: 'Hydro was hit by <script>alert(1)</script> a ransomware attack on 19 March 2019.', title: "<b>Hydro</b>" }).expect(303);
    const { text } = await agent.get(headers["location"]!).expect(200);
    expect(text).not.toMatch(/<script>alert|<b>Hydro/);
  });

  test("in German says that Debrief reads English", async () => {
    const { headers } = await paste({ text: "Ein Angriff mit der Ransomware Akira hat in der Nacht den Dienstleister der Städte getroffen. Die Daten wurden nicht gestohlen." }).expect(303);
    const { text } = await agent.get(headers["location"]!).expect(200);
    expect(text.match(/seems to be in German/g)).toHaveLength(2);
    expect(text).not.toContain("Debrief reads English news of attacks on computers.");
    const other = await paste({ text: "The weather was fine on Monday and the people of the town were glad of it." }).expect(303);
    expect((await agent.get(other.headers["location"]!)).text).not.toContain("German");
  });

  test("and its pages are for trainers", async () => {
    const learner = await world.signedInAs(await makePerson(world.db));
    for (const path of ["/studio/articles", "/studio/articles/new", address, `${address}/questions`]) await learner.get(path).expect(403);
    await decide(1, "rejection", { version: 1 }, learner).expect(403);
  });
});

describe("a pasted web page", () => {
  const page = `<!doctype html><html><head><meta property="og:site_name" content="The Daily Ledger"><meta property="article:published_time" content="2024-06-18T08:00:00Z">
    <link rel="canonical" href="https://ledger.example/toll"><meta property="og:title" content="Toll road"></head><body><nav>Menu</nav><article><h1>Toll</h1><p>The British Library was hit by a ransomware attack on 28 October 2023.</p></article></body></html>`;
  const kept = async (location: string) => world.db("articles").where({ public_id: location.split("/").at(-1)! }).first();
  const nothing = { title: "", publisher: "", published: "", url: "" };

  test("is read as one, and says who published it when and where", async () => {
    const { headers } = await paste({ ...nothing, text: page }).expect(303);
    expect(await kept(headers["location"]!)).toMatchObject({ title: "Toll road", publisher: "The Daily Ledger", published: "2024-06-18", url: "https://ledger.example/toll", text: "Toll\nThe British Library was hit by a ransomware attack on 28 October 2023." });
    const review = (await agent.get(headers["location"]!)).text;
    expect(review).toContain("It was read as a web page");
    expect(review).toContain("British Library");
  });

  test("fills no field that somebody filled in, and none with what could not be typed there", async () => {
    const { headers } = await paste({ ...nothing, text: page, publisher: "The Ledger", url: "https://ledger.example/mine" }).expect(303);
    expect(await kept(headers["location"]!)).toMatchObject({ publisher: "The Ledger", url: "https://ledger.example/mine", title: "Toll road" });
    const { text } = await paste({ ...nothing, text: page.replace("https://ledger.example/toll", "javascript:alert(1)").replace("2024-06-18", "someday") }).expect(422);
    for (const words of ["Say when it was published.", "Give the address of the page.", 'value="The Daily Ledger"', "was read as a web page", "\nToll\nThe British Library"]) expect(text).toContain(words);
    expect(text).not.toMatch(/javascript:alert|&lt;nav/);
  });

  test("without words is refused", async () => {
    expect((await paste({ text: "<!doctype html><nav>Menu</nav>" }).expect(422)).text).toContain("No text was found in this page.");
  });

  test("in a file gives the same, here and for the form", async () => {
    const form = agent.post("/studio/articles").attach("file", Buffer.from(page), "news.html");
    for (const field of Object.keys(nothing)) form.field(field, "");
    expect(await kept((await form.expect(303)).headers["location"]!)).toMatchObject({ publisher: "The Daily Ledger", published: "2024-06-18", url: "https://ledger.example/toll" });
    const read = await agent.post("/studio/articles/text").attach("file", Buffer.from(page.replace("https:", "data:")), "news.html").expect(200);
    expect(read.body).toEqual({ text: "Toll\nThe British Library was hit by a ransomware attack on 28 October 2023.", title: "Toll road", publisher: "The Daily Ledger", published: "2024-06-18" });
  });
});

describe("reviewing", () => {
  test("asks for the incident first, and says what is missing beside the fields", async () => {
    expect((await decide(1, "acceptance").expect(303)).headers["location"]).toBe(`${address}#incident`);
    const { text } = await place({ incident: "", title: "No", happened: "soon" }).expect(422);
    for (const words of ["Give the incident a title.", "Tell in a sentence or two what happened.", "Tick at least one topic.", "Write a date as"]) expect(text).toContain(words);
    expect((await place().expect(303)).headers["location"]).toBe(`${address}#candidate-1`);
  });

  test("begins with the incidents that the article may be about, and with a new one as it tells of it", async () => {
    const incidents = async (given: object) => (await agent.get((await paste(given).expect(303)).headers["location"]!)).text;
    const known = await incidents({ text: "WannaCry locked computers on 12 May 2017. The NHS was hit by WannaCry, and ransom notes stood on screens. A ransom was asked for." });
    expect(known).toMatch(/<optgroup label="It may be one of these">\s*<option value="wannacry-outbreak"[\s\S]*<optgroup label="All others">/);
    expect(known.match(/value="wannacry-outbreak"/g)).toHaveLength(1);
    expect(known).toMatch(/value="ransomware" checked/);
    const other = await incidents({ text: "Viasat was hit by a cyber attack on 24 February 2022. The sky was blue." });
    expect(other).not.toContain("<optgroup");
    expect(other).toContain('value="the attack on Viasat in 2022"');
  });

  test("leads from each decision to the next candidate, and keeps how far it is", async () => {
    await place().expect(303);
    expect((await decide(1, "acceptance").expect(303)).headers["location"]).toBe(`${address}#candidate-2`);
    await decide(2, "rejection").expect(303);
    const { text } = await agent.get(address).expect(200);
    expect(text).toContain(`2 of ${rows.length} decided`);
    expect(text).toContain("Tessa Trainer");
    await decide(2, "reopening", { version: 2 }).expect(303);
    expect((await agent.get(address)).text).toContain(`1 of ${rows.length} decided`);
    expect((await agent.get("/studio/articles")).text).toContain(`1 of ${rows.length} decided`);
  });

  test("tells whoever comes second, and leaves the first decision", async () => {
    await place().expect(303);
    const other = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
    await other.get(address).expect(200);
    await decide(1, "rejection").expect(303);
    await decide(1, "acceptance", { version: 1 }, other).expect(303);
    const { text } = await other.get(address).expect(200);
    expect(text).toContain("Tessa Trainer rejected it meanwhile, so nothing of yours was saved.");
    expect(await world.db("candidates").where({ id: rows[0]!.id }).first()).toMatchObject({ state: "rejected" });
  });

  test("shows a candidate that does not fit with words beside the field, and takes it mended", async () => {
    await place().expect(303);
    const number = numberOf("ransom-paid");
    const refused = await decide(number, "acceptance").expect(422);
    expect(refused.text).toContain("Write a sum of money");
    const edited = { version: 1, relation: "targets", subject_entity: "", subject: "Rhysida", subject_type: "", object: "the Reading Room", object_type: "identity", by: "The Library Gazette", polarity: "positive", modality: "asserted", when: "", complete: "objects" };
    const { text } = await decide(number, "acceptance", edited).expect(422);
    expect(text).toMatch(/“Rhysida” is not known yet|id="subject_type-error"/);
    await decide(number, "acceptance", { ...edited, subject_type: "intrusion-set" }).expect(303);
    expect((await agent.get(address)).text).toContain("Accepted, edited");
  });

  test.each(["0", "999", "x"])("number %s is not found", async (number) => {
    await agent.get(`${address}/candidates/${number}`).expect(404);
    await agent.post(`${address}/candidates/${number}/rejection`).type("form").send({ version: 1 }).expect(404);
  });

  test("of a candidate by a deed that is none is not found, and a form's address leads back", async () => {
    for (const deed of ["deletion", "constructor"]) await decide(1, deed).expect(404);
    await agent.get(`${address}/candidates/1/acceptance`).expect(303);
    await agent.get("/studio/articles/nothing").expect(404);
  });
});

describe("an accepted fact", () => {
  test("leads to where it is disputed or retracted, and undoing it to the question that rests on it", async () => {
    await place().expect(303);
    const number = numberOf("occurred-on");
    await decide(number, "acceptance").expect(303);
    const { fact_key: key } = (await world.db("candidates").where({ id: rows[number - 1]!.id }).first())!;
    expect((await agent.get(address)).text.match(new RegExp(`href="/studio/facts/${key}"`, "g"))).toHaveLength(1);
    const [, question] = /name="questions" value="([^"]+)"/.exec((await agent.get(`${address}/questions`)).text)!;
    const sent = await agent.post(`${address}/questions`).type("form").send({ order: question, edit: question }).expect(303);
    const [, editor] = /^(\/studio\/questions\/[^/]+)\/edit/.exec(sent.headers["location"]!)!;
    await decide(number, "reopening", { version: 2 }).expect(303);
    const { text } = await agent.get(address).expect(200);
    expect(text).toMatch(new RegExp(`A question rests on this fact: [\\s\\S]*<a href="${editor}">[\\s\\S]*<a href="/studio/facts/${key}">`));
  });
});

describe("the questions of an article", () => {
  const offered = async (path = `${address}/questions`) => {
    const { text } = await agent.get(path).expect(200);
    return { text, ids: [...text.matchAll(/name="questions" value="([^"]+)"/g)].map(([, id]) => id!), ticked: [...text.matchAll(/name="questions" value="([^"]+)" checked/g)].map(([, id]) => id!) };
  };
  const send = (given: object) => agent.post(`${address}/questions`).type("form").send({ title: "Library", ...given });
  /** Accepted once: a second incident of the same day would take the questions away. */
  let reviewed = "";
  beforeEach(async () => {
    if (reviewed === "") {
      await place().expect(303);
      await decide(numberOf("occurred-on"), "acceptance").expect(303);
    }
    address = reviewed = reviewed || address;
  });

  test("are offered with some ticked, moved by buttons, and become a quiz in that order", async () => {
    const { ids, ticked } = await offered();
    expect(ids.length).toBeGreaterThan(1);
    expect(ticked.length).toBeGreaterThan(0);
    expect(ticked.length).toBeLessThanOrEqual(5);
    expect(ids.slice(0, ticked.length)).toEqual(ticked);
    expect((await send({ order: ids.join(" ") }).expect(422)).text).toContain("Tick at least one question.");

    const { text } = await send({ order: ids.join(" "), questions: [ids[0], ids[1]], move: `down ${ids[0]}` }).expect(200);
    const order = /name="order" value="([^"]+)"/.exec(text)![1]!.split(" ");
    expect(order).toEqual([ids[1], ids[0], ...ids.slice(2)]);
    expect([...text.matchAll(/name="questions" value="([^"]+)" checked/g)].map(([, id]) => id)).toEqual(order.slice(0, 2));

    const made = await send({ order: order.join(" "), questions: [ids[0], ids[1]] }).expect(303);
    const held = await world.db("quiz_questions").join("questions", "questions.id", "quiz_questions.question_id").join("quizzes", "quizzes.id", "quiz_questions.quiz_id")
      .where({ slug: made.headers["location"]!.split("/").at(-1)! }).orderBy("position").select("origin_key");
    expect(held.map(({ origin_key }) => origin_key as string)).toEqual(order.slice(0, 2));
  });

  test("stand once for each fact, with the other ways to ask it below, which stand alone once they are ticked", async () => {
    const { text, ids, ticked } = await offered();
    const cards = (page: string) => page.match(/class="card__place"/g)!.length;
    const order = (page: string) => /name="order" value="([^"]+)"/.exec(page)![1]!.split(" ");
    expect(cards(text)).toBe(1);
    expect(text).toContain("Also as: ");
    const last = ids.at(-1)!;
    const both = (await send({ order: order(text).join(" "), questions: [...ticked, last], move: `down ${ticked[0]}` }).expect(200)).text;
    expect(cards(both)).toBe(2);
    expect(order(both).sort()).toEqual([...ids].sort());
    expect([...both.matchAll(/name="questions" value="([^"]+)" checked/g)].map(([, id]) => id).sort()).toEqual([...ticked, last].sort());
  });

  test("can be edited: the way leads back to what was ticked, and fact, incident and evidence stay", async () => {
    const { ids } = await offered();
    const form = (await send({ order: ids.join(" "), questions: [ids[1]], edit: ids[1] }).expect(303)).headers["location"]!;
    const edited = form.split("?")[0]!.replace(/\/edit$/, "");
    const typed = typedIn((await agent.get(form).expect(200)).text, edited);
    const before = JSON.parse((await newest(ids[1]!)).body) as Question;
    const { headers } = await agent.post(edited).type("form").send({ ...typed, explanation: "In words of our own." }).expect(303);
    expect(headers["location"]).toBe(`${address}/questions?take=${ids[1]}`);
    const after = JSON.parse((await newest(ids[1]!)).body) as Question;
    expect(after).toEqual({ ...before, explanation: "In words of our own." });
    expect([before.facts.length, before.evidence.length]).toEqual([1, 1]);
    const { text, ids: again, ticked } = await offered(headers["location"]);
    expect([again[0], ticked]).toEqual([ids[1], [ids[1]]]);
    expect(text).toContain("In words of our own.");
    await agent.post(edited).type("form").send({ ...typed, version: "2", back: "https://elsewhere.example/", explanation: "Once more." }).expect("location", edited);
  });

  test("can be sent to everybody, one at a time", async () => {
    const { ids } = await offered();
    const drop = (await send({ order: ids.join(" "), send: ids[0] }).expect(303)).headers["location"]!;
    expect((await agent.get(drop).expect(200)).text).toContain("Send this question to everybody?");
    expect((await send({ order: ids.join(" "), send: "made-up" }).expect(422)).text).toContain("The facts have changed meanwhile");
  });
});

describe("a file in place of a pasted text", () => {
  const { text: _text, ...about } = PASTED;
  const send = (name: string, content: string | Buffer, fields: Record<string, string> = {}) => {
    const form = agent.post("/studio/articles").attach("file", Buffer.from(content), name);
    for (const [field, value] of Object.entries({ ...about, ...fields })) form.field(field, value);
    return form;
  };
  const textOf = async (location: string) => (await world.db("articles").where({ public_id: location.split("/").at(-1)! }).first())!.text;

  test("is read on the server, of a web page its article alone", async () => {
    const page = await send("news.html", "<nav>Menu</nav><article><h1>Head</h1><p>Caf&eacute; <b>Sand</b>worm.</p><script>x</script></article>").expect(303);
    expect(await textOf(page.headers["location"]!)).toBe("Head\nCafé Sandworm.");
    const plain = await send("news.md", "\ufeffOne <b>line</b>.\r\nTwo.", { text: "" }).expect(303);
    expect(await textOf(plain.headers["location"]!)).toBe("One <b>line</b>.\nTwo.");
  });

  test.each([
    ["that is no text", "a.txt", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00]), "no UTF-8 text"],
    ["with null characters", "a.txt", Buffer.from("a\0b"), "holds null characters"],
    ["in another encoding", "a.html", Buffer.from("caf\u00e9", "latin1"), "Save it as UTF-8"],
    ["that is too large", "a.txt", Buffer.alloc(1_000_001, "a"), "1,000,001 bytes; it must have fewer than 1,000,000"],
    ["of another kind", "a.docx", Buffer.from("text"), "ends in .txt, .md or .html"],
    ["without words", "a.html", Buffer.from("<nav>Menu</nav>"), "No text was found"],
  ])("%s is refused beside its field, and the rest of the form is kept", async (_what, name, content, words) => {
    const { text } = await send(name, content).expect(422);
    expect(text).toContain(words);
    expect(text).toContain(PASTED.title);
    expect((await agent.post("/studio/articles/text").attach("file", content, name).expect(422).expect("content-type", /text\/plain/)).text).toContain(words);
  });

  test("is kept as text where another field is wrong", async () => {
    const { text } = await send("a.txt", "Words of the file.", { published: "soon" }).expect(422);
    expect(text).toContain("Words of the file.");
  });

  test("is one, and no more than a form can carry", async () => {
    expect((await send("a.txt", "x", { text: "typed" }).expect(422)).text).toContain("You pasted a text and chose a file.");
    expect((await send("a.txt", "x").attach("file", Buffer.from("y"), "b.txt").expect(422)).text).toContain("Choose one file.");
    await send("a.txt", Buffer.alloc(7_000_000, "a")).expect(413);
    const many = agent.post("/studio/articles");
    for (let field = 0; field < 501; field++) many.field(`field-${field}`, "x");
    await many.expect(400);
    await agent.post("/studio/articles").type("multipart/form-data; boundary=x").send("--x\r\nnothing of the kind").expect(400);
    await agent.post("/studio/quizzes").field("title", "x").expect(415);
  });
});

describe("adding a fact", () => {
  const given = { relation: "targets", subject: "", object: "the Reading Room", object_type: "organisation", by: "The Library Gazette", polarity: "positive", modality: "asserted", when: "" };
  const incident = async () => (await world.db("incidents").orderBy("id", "desc").first())!.slug;

  test("begins with a sentence, looks names up, and ends among the candidates", async () => {
    expect((await agent.get(`${address}/facts/new?sentence=1`).expect(303)).headers["location"]).toBe(`${address}#incident`);
    await place().expect(303);
    const review = await agent.get(address).expect(200);
    const link = /href="([^"]+facts\/new\?sentence=1)"/.exec(review.text)![1]!;
    const form = await agent.get(link).expect(200);
    expect(form.text).toContain("Rhysida claimed responsibility for the attack.</textarea>");
    const looked = await agent.get(`${address}/facts/new`).query({ start: 0, end: 20, quote: "mine", ...given, object: "worm of sand", object_find: "sandw", relation: "attributed-to" }).expect(200);
    expect(looked.text).toMatch(/<option value="sandworm"/);
    expect(looked.text).toContain("mine</textarea>");
    const added = await agent.post(`${address}/facts`).type("form").send({ ...given, subject_entity: await incident(), start: 0, end: PASTED.text.length, quote: "The British Library was hit" }).expect(303);
    expect(added.headers["location"]).toBe(`${address}#candidate-${rows.length + 1}`);
    expect((await agent.get(address)).text).toContain(`Number ${rows.length + 1} was added.`);
    expect((await agent.get("/studio/articles/rules")).text).not.toContain("by-hand");
  });

  test("that does not fit is shown with words beside the field, and nothing typed is lost", async () => {
    await place().expect(303);
    const { text } = await agent.post(`${address}/facts`).type("form").send({ ...given, relation: "", start: 0, end: 50, quote: "not these words" }).expect(422);
    expect(text).toContain("Quote the article word for word");
    expect(text).toContain("the Reading Room");
    for (const query of ["", "?sentence=99", "?start=5&end=2", "?start=x&end=9", "?sentence=-1"]) await agent.get(`${address}/facts/new${query}`).expect(404);
  });
});

describe("beside the review", () => {
  test("the questions stand at once, are picked, and wait on the page of the quiz", async () => {
    await place().expect(303);
    expect((await agent.get(address)).text).toContain("Accept a fact, and the questions that it gives stand here.");
    await decide(numberOf("occurred-on"), "acceptance").expect(303);
    const { text } = await agent.get(address).expect(200);
    const ticked = async () => [...(await agent.get(`${address}/questions`)).text.matchAll(/name="questions" value="([^"]+)" checked/g)].map(([, each]) => each!);
    const suggested = await ticked();
    const id = [...text.matchAll(/name="question" value="([^"]+)"/g)].map(([, each]) => each!).find((each) => !suggested.includes(each));
    const pick = (wanted: string, question = id) => agent.post(`${address}/picks`).type("form").send({ question, wanted, place: "1" }).expect(303);
    expect((await pick("yes")).headers["location"]).toBe(`${address}#pick-1`);
    await pick("yes");
    expect((await agent.get(address)).text).toMatch(/1 of \d+ picked/);
    expect(await ticked()).toEqual([id]);
    await pick("yes", "nothing.of-ours");
    expect((await agent.get(address)).text).toContain("does not come of them any more");
    await pick("no");
    expect(await world.db("article_picks").where({ question: id! })).toEqual([]);
    expect(await ticked()).toEqual(suggested);
  });
});

describe("what is new with an article", () => {
  test("is merged with what is known, after a look at both", async () => {
    await place().expect(303);
    const edited = { version: 1, relation: "attributed-to", subject_entity: (await world.db("incidents").orderBy("id", "desc").first())!.slug, subject: "", object: "Sandwurm", object_type: "intrusion-set", by: "The Library Gazette", polarity: "positive", modality: "asserted", when: "" };
    await decide(1, "acceptance", edited).expect(303);
    const page = "/studio/entities/sandwurm/merger";
    expect((await agent.get(address)).text).toContain(`href="${page}"`);
    expect((await agent.get(`${page}?q=sand`).expect(200)).text).toContain(`${page}?with=sandworm`);
    const both = await agent.get(`${page}?with=sandworm`).expect(200);
    for (const words of ["Voodoo Bear", "“Sandworm” stays", "They are one: merge them"]) expect(both.text).toContain(words);
    expect((await agent.get(`${page}?with=wannacry`)).text).toContain("They cannot be one.");
    const itself = (await agent.get(`${page}?with=sandwurm`).expect(200)).text;
    expect(itself).toMatch(/They cannot be one\.[\s\S]*Choose another thing\.[\s\S]*name="q"/);
    expect(itself).not.toContain('class="card side"');
    expect((await agent.post(page).type("form").send({ with: "wannacry", kept: "wannacry" }).expect(422)).text).toContain("They cannot be one.");
    await agent.post(page).type("form").send({ with: "sandworm", kept: "turla" }).expect(404);
    await agent.post(page).type("form").send({ with: "sandworm", kept: "sandworm" }).expect(303);
    expect((await agent.get(address)).text).toMatch(/attributed to<\/em> <span class="fact__object">Sandworm/);
    await agent.get(page).expect(404);
  });
});

describe("the rules", () => {
  test("are shown with what became of their candidates, in words and with a sentence, once somebody decided", async () => {
    await world.db("candidates").update({ state: "candidate" });
    const before = (await agent.get("/studio/articles/rules").expect(200)).text;
    expect(before).toContain("Nothing has been decided yet.");
    expect(before).not.toMatch(/<table|ransom-paid\//);
    const number = numberOf("ransom-paid");
    await decide(number, "rejection").expect(303);
    const { text } = await agent.get("/studio/articles/rules").expect(200);
    expect(text.match(/<th scope="row"/g)).toHaveLength(1);
    for (const words of ["Ransom paid", "The library has not paid a ransom", rows[number - 1]!.rule]) expect(text).toContain(words);
    expect(text).toMatch(/\d+ more rules have found facts that nobody has decided on yet\./);
  });
});
