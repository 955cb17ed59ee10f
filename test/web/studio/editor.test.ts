import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deleteTraces } from "../../../src/storage/traces.ts";
import type { Question } from "../../../src/engine/questions/question.ts";
import { findQuestion } from "../../../src/storage/questions.ts";
import type { Person } from "../../../src/storage/tables.ts";
import { makePerson, makeQuestion, makeQuiz } from "../../support/make.ts";
import { gifOf, pngOf } from "../../support/pictures.ts";
import { SPOT, keepQuestion } from "../../support/every-kind.ts";
import { sit, learnerAt } from "../../support/sitting.ts";
import { TYPED } from "../../support/studio.ts";
import { typedIn } from "../../support/typed.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let [tessa, tomas]: Person[] = [];
let [hers, his]: Agent[] = [];
beforeAll(async () => {
  world = await openWorld();
  tessa = await makePerson(world.db, { name: "Tessa Trainer", roles: ["trainer"] });
  tomas = await makePerson(world.db, { name: "Tomas Trainer", roles: ["trainer"] });
  hers = await world.signedInAs(tessa);
  his = await world.signedInAs(tomas);
});
afterAll(() => world.close());

const NEW = "/studio/questions";
const send = (fields: object, address = NEW, agent = hers!) => agent.post(address).type("form").send(fields);
const idIn = ({ headers }: { headers: unknown }) => (headers as { location: string }).location.split("/").at(-1)!;
const bodyOf = async (id: string) => JSON.parse((await findQuestion(world.db, id))!.body) as Question;
const copies = () => world.db("working_copies").orderBy("id");
const common = { stem: "What belongs where?", explanation: "It shows how.", topic: "passwords", level: "mechanism", difficulty: "hard", name: "Where", tags: "finance, onboarding, finance", incident: "" };
const PAIRS = {
  ...common, kind: "matching", "pair-1-premise": "Calls", "pair-1-response": "Voice", "pair-1-feedback": "Spoken.", "pair-2-premise": "Letters", "pair-2-response": "Paper", "pair-2-feedback": "Written.", spares: "Glass",
};
const LINES = { ...common, kind: "ordering", stem: "What do you do first?", "line-1-text": "Stop", "line-1-feedback": "First.", "line-2-text": "Look", "line-2-feedback": "Then.", "line-3-text": "Report", "line-3-feedback": "Last." };
const SIGNS = {
  ...common, kind: "spot", stem: "Which signs tell that this is not from your bank?", medium: "mail", "message-from": "Bank [[<a@b.example>]]", "message-body": "Dear customer,\r\nanswer [[within the hour]]. [[Your team]]",
  "sign-1-text": "<a@b.example>", "sign-1-correct": "1", "sign-1-feedback": "Not its address.", "sign-2-text": "within the hour", "sign-2-correct": "1", "sign-2-feedback": "Haste.", "sign-3-text": "Your team", "sign-3-feedback": "Anybody signs so.",
};

describe("the form writes", () => {
  test("pairs with spare matches, and where the question belongs", async () => {
    expect(await bodyOf(idIn(await send(PAIRS).expect(303)))).toMatchObject({
      kind: "matching", difficulty: "hard", name: "Where", tags: ["finance", "onboarding"], responses: ["Voice", "Paper", "Glass"], pairs: [{ premise: "Calls", response: "Voice", feedback: "Spoken." }, { premise: "Letters" }],
    });
  });

  test("lines in their order, which keep their ids when they move", async () => {
    const id = idIn(await send(LINES).expect(303));
    const before = await bodyOf(id) as Question & { kind: "ordering" };
    const typed = typedIn((await send({ ...typedIn((await hers!.get(`${NEW}/${id}/edit`)).text, `${NEW}/${id}`), step: "up-line-3" }, `${NEW}/${id}`).expect(200)).text, `${NEW}/${id}`);
    await send(typed, `${NEW}/${id}`).expect(303);
    const after = await bodyOf(id) as typeof before;
    expect(after.sequence.map(({ text }) => text)).toEqual(["Stop", "Report", "Look"]);
    expect(after.sequence[1]!.id).toBe(before.sequence[2]!.id);
  });

  test("a message with its signs, each with its reason", async () => {
    const body = await bodyOf(idIn(await send(SIGNS).expect(303))) as typeof SPOT;
    expect(body.options.map(({ text, correct }) => [text, correct])).toEqual([["<a@b.example>", true], ["within the hour", true], ["Your team", false]]);
    expect(body.message).toMatchObject({ medium: "mail", from: "Bank {{a}}", body: "Dear customer,\nanswer {{b}}. {{c}}" });
  });

  test("what was said of a sign with its words, wherever they move, and with its place where they were reworded", async () => {
    const { text } = await send({ ...SIGNS, "message-from": "Bank", "message-body": "[[Reworded]] and [[Your team]], [[within the hour]], [[New one]]", step: "signs" }).expect(200);
    expect(typedIn(text, NEW)).toMatchObject({ "sign-1-text": "Reworded", "sign-1-feedback": "Not its address.", "sign-4-text": "New one", "sign-4-feedback": "", "sign-2-text": "Your team", "sign-2-feedback": "Anybody signs so.", "sign-3-text": "within the hour", "sign-3-correct": "1", "sign-3-feedback": "Haste." });
  });

  test.each<[string, object, string]>([
    ["a pair without its reason", { ...PAIRS, "pair-2-feedback": "" }, "pair-2-feedback"], ["a spare match that is one already", { ...PAIRS, spares: "Paper" }, "spares"], ["one line alone", { ...common, kind: "ordering", "line-1-text": "Stop", "line-1-feedback": "!" }, "sequence"],
    ["a sign without its reason", { ...SIGNS, "sign-3-feedback": "" }, "sign-3-feedback"], ["a message in which everything is a sign", { ...SIGNS, "sign-3-correct": "1" }, "message-body"], ["brackets that do not close", { ...SIGNS, "message-body": "[[one]] and [[two" }, "message-body"],
    ["braces of our own", { ...SIGNS, "message-body": "{{a}} [[one]] [[two]]" }, "message-body"], ["a message from nowhere", { ...SIGNS, medium: "pigeon" }, "medium"],
  ])("not %s, and says so beside its field", async (_, fields, field) => {
    const { text } = await send(fields).expect(422);
    expect(text).toContain(`<a href="#${field}">`);
    expect(text).toMatch(new RegExp(`id="${field}"`));
  });
});

describe("rows", () => {
  test("are added and taken out by buttons, with everything that was typed", async () => {
    const more = typedIn((await send({ ...PAIRS, "pair-rows": "3", step: "add-pair" }).expect(200)).text, NEW);
    expect(more).toMatchObject({ "pair-rows": "4", "pair-4-premise": "", "pair-1-premise": "Calls", spares: "Glass" });
    const fewer = typedIn((await send({ ...more, step: "remove-pair-1" }).expect(200)).text, NEW);
    expect(fewer).toMatchObject({ "pair-rows": "3", "pair-1-premise": "Letters", "pair-1-feedback": "Written.", "pair-2-premise": "" });
    for (const step of ["remove-pair-99", "up-pair-1", "down-line-20", "add-person", "remove-option-0", "__proto__"]) await send({ ...PAIRS, step }).expect(200);
    expect(typedIn((await send({ ...PAIRS, "pair-rows": "9999", step: "add-pair" }).expect(200)).text, NEW)["pair-rows"]).toBe("20");
  });
});

describe("the preview", () => {
  test("shows what learners would see and what the linter finds, and stores nothing", async () => {
    const before = [await world.db("questions").count({ total: "*" }), (await copies()).length];
    const { text } = await send(SIGNS, `${NEW}/preview`).expect(200);
    expect(text).toMatch(/<span class="region"><input type="checkbox" id="draft-choice-1"[^>]*><label for="draft-choice-1">&#60;a@b.example&#62;<\/label>/);
    expect((await send({ ...TYPED, "option-1-text": "None of the above" }, `${NEW}/preview`).expect(200)).text).toContain("None of the above</h3>");
    for (const odd of [{}, { kind: "spot" }, { ...SIGNS, stem: ["a", "b"] }, { ...PAIRS, "pair-1-response": "" }]) await send(odd, `${NEW}/preview`).expect(200);
    expect([await world.db("questions").count({ total: "*" }), (await copies()).length]).toEqual(before);
  });

  test.each([
    "[a](javascript:alert(1))", "[a]( JaVaScRiPt:alert(1) \"x\")", "[a](&#106;avascript:alert(1))", "<javascript:alert(1)>", "[a]: javascript:alert(1)\n[a]", "![a](data:image/svg+xml;base64,PHN2Zz4=)", "![a](//evil.example/x.png)", "[a](data:text/html,<script>alert(1)</script>)", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "<iframe src=//evil.example></iframe>", "`<script>alert(1)</script>`", "<style>*{display:none}</style>", "<form action=//evil.example><input name=password></form>", "![](/pictures/../session)", `${">".repeat(400)} deep`, `${"- ".repeat(400)}deep`, "[".repeat(2000), `${"*a ".repeat(1500)}`, "![a](".repeat(800),
  ])("shows nothing that runs, calls out or leads away of %j, at once", async (markdown) => {
    const { text } = await send({ ...TYPED, format: "markdown", stem: `What is this?\n\n${markdown}`, "option-1-feedback": markdown }, `${NEW}/preview`).expect(200);
    const preview = text.split('id="seen"')[1]!.split("</live-findings>")[0]!;
    expect(preview).toContain("What is this?");
    expect(preview).not.toMatch(/<(?:script|img|iframe|style|form|a|svg(?! class="icon))\b|<[^>]+\son\w+=|href="(?:javascript|data)/i);
  });

  test("renders Markdown, and nothing that could run or call out", async () => {
    const { text } = await send({ ...TYPED, format: "markdown", stem: "What is **this**?\n\n<script>alert(1)</script> ![x](https://evil.example/x.png) [go](javascript:alert(1))" }, `${NEW}/preview`).expect(200);
    const preview = text.split("preview__stem")[1]!;
    expect(preview).toContain("<strong>this</strong>");
    expect(preview).not.toMatch(/<script>alert|<img|href="javascript/);
  });
});

describe("pictures", () => {
  const upload = (bytes: Buffer, words = "A letter", fields: object = TYPED) => {
    const request = hers!.post(NEW).field("step", "picture").field("picture-words", words).field("picture-place", "stem").attach("picture", bytes, "picture.png");
    return Object.entries(fields).reduce((form, [name, value]) => form.field(name, String(value)), request);
  };

  test("come with words, stand in the text, and are served to who is signed in alone", async () => {
    const typed = typedIn((await upload(pngOf(40, 30), "A [letter] with a \"seal\"").expect(200)).text, NEW);
    const [, address] = /!\[A \\\[letter\\\] with a "seal"\]\((\/pictures\/[\w-]{43})\)$/.exec(String(typed["stem"]).replaceAll("\r\n", "\n"))!;
    expect(typed).toMatchObject({ format: "markdown", "option-2-correct": "1", "option-2-feedback": TYPED["option-2-feedback"] });
    const id = idIn(await send(typed).expect(303));
    expect((await hers!.get(`${NEW}/${id}`)).text).toContain(`<img src="${address}" alt="A [letter] with a &quot;seal&quot;" />`);
    expect((await findQuestion(world.db, id))!.stem).not.toContain("pictures");
    expect((await hers!.get(address!).expect(200)).headers).toMatchObject({ "content-type": "image/png", "x-content-type-options": "nosniff" });
    expect(await world.db("picture_uses")).toHaveLength(1);
  });

  test.each<[string, Buffer, string, string]>([
    ["without words", pngOf(4, 4), " ", "picture-words"], ["that is a page", Buffer.from("<html><script>alert(1)</script>"), "A page", "picture"], ["that is SVG", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "A drawing", "picture"],
    ["that is cut off", pngOf(40, 30, ""), "A letter", "picture"], ["of too many pixels", gifOf(4001, 4001), "A wall", "picture"], ["that is SVG behind a declaration", Buffer.from("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "A drawing", "picture"],
    ["that is too wide", pngOf(9000, 2), "A line", "picture"], ["that is nothing", Buffer.alloc(0), "Nothing", "picture"],
  ])("are refused %s, and what was typed stays", async (_, bytes, words, field) => {
    const before = await world.db("pictures").count({ total: "*" });
    const { text } = await upload(bytes, words).expect(422);
    expect(text).toContain(`<a href="#${field}">`);
    expect(typedIn(text, NEW)).toMatchObject({ stem: TYPED.stem, "option-1-text": TYPED["option-1-text"] });
    expect(await world.db("pictures").count({ total: "*" })).toEqual(before);
  });

  test("that are a page or a script as well are served as pictures alone, and may move", async () => {
    const moving = Buffer.concat([gifOf(4, 4), Buffer.from("!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0/*<html><script>alert(1)</script>*/;", "latin1")]);
    const typed = typedIn((await upload(moving, "An arrow that turns\"><script>alert(2)</script>").expect(200)).text, NEW);
    const [address] = /\/pictures\/[\w-]{43}/.exec(String(typed["stem"]))!;
    const { headers } = await hers!.get(address).expect(200);
    expect(headers).toMatchObject({ "content-type": "image/gif", "x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; sandbox" });
    expect((await send(typed, `${NEW}/preview`)).text).not.toMatch(/<script>alert/);
  });

  test("that somebody wrote without words, or that are not there, are not saved", async () => {
    const ask = { ...TYPED, format: "markdown" };
    expect((await send({ ...ask, stem: `What is this?\n\n![](/pictures/${"a".repeat(43)})` }).expect(422)).text).toContain("has no words");
    expect((await send({ ...ask, stem: `What is this?\n\n![A letter](/pictures/${"a".repeat(43)})` }).expect(422)).text).toContain("is not there any more");
  });
});

describe("what was typed", () => {
  test("is kept, offered when its author comes back, and gone once it is saved, thrown away, or its author erased", async () => {
    await world.db("working_copies").delete();
    await send({ ...TYPED, stem: "Half a quest" }, `${NEW}/new/working-copy`).expect(204);
    expect((await hers!.get(`${NEW}/new`)).text).toContain("You have unsaved changes from");
    expect((await his!.get(`${NEW}/new`)).text).not.toContain("unsaved");
    expect(typedIn((await hers!.get(`${NEW}/new?copy=1`)).text, NEW)).toMatchObject({ stem: "Half a quest", "option-2-correct": "1" });
    await send(TYPED).expect(303);
    expect(await copies()).toEqual([]);

    await send({ ...TYPED, stem: "" }).expect(422);
    expect(await copies()).toMatchObject([{ person_id: tessa!.id, question: "new", base_version: 0 }]);
    await send({}, `${NEW}/new/working-copy/removal`).expect(303);
    expect(await copies()).toEqual([]);
    await send(TYPED, `${NEW}/new/working-copy`, his).expect(204);
    await deleteTraces(world.db, tomas!.id);
    expect(await copies()).toEqual([]);
  });

  test("in two windows of a new question each is kept by itself, offered by its beginning, and gone when its own is saved", async () => {
    const draftIn = async () => /name="draft" value="([\w-]+)"/.exec((await hers!.get(`${NEW}/new`)).text)![1]!;
    const [one, two] = [await draftIn(), await draftIn()];
    await send({ ...TYPED, draft: one, stem: "What is in the first window?" }, `${NEW}/new-${one}/working-copy`).expect(204);
    await send({ ...TYPED, draft: two, stem: "" }).expect(422);
    await send({ ...TYPED, draft: two, stem: "What is in the second window?", step: "add-option" });
    expect((await copies()).map(({ question }) => question)).toEqual([`new-${one}`, `new-${two}`]);
    const offers = (await hers!.get(`${NEW}/new`)).text;
    for (const stem of ["What is in the first window?", "What is in the second window?"]) expect(offers).toContain(`<p dir="auto">${stem}</p>`);
    expect(typedIn((await hers!.get(`${NEW}/new?copy=new-${one}`)).text, NEW)).toMatchObject({ stem: "What is in the first window?", draft: one });
    await send({ ...TYPED, draft: two, stem: "Who rang at the second window?", anyway: "1" }).expect(303);
    expect((await copies()).map(({ question }) => question)).toEqual([`new-${one}`]);
    for (let more = 0; more < 22; more++) await send({ stem: "x" }, `${NEW}/new-more${more}/working-copy`).expect(204);
    expect(await copies()).toHaveLength(20);
    await send({ stem: "x" }, `${NEW}/new-${"x".repeat(50)}/working-copy`).expect(404);
    await world.db("working_copies").delete();
  });

  test("tells others that the question is open, and is kept for questions alone", async () => {
    const { row } = await keepQuestion(world.db, SPOT);
    await send({ stem: "x" }, `${NEW}/${row.public_id}/working-copy`).expect(204);
    const third = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
    expect((await third.get(`${NEW}/${row.public_id}/edit`)).text).toContain("Tessa Trainer has had this question open");
    expect((await hers!.get(`${NEW}/${row.public_id}/edit`)).text).not.toContain("has had this question open");
    await send({ stem: "x" }, `${NEW}/nothing/working-copy`).expect(404);
  });
});

describe("two people at once", () => {
  test("lose nothing: what one changed alone is taken over, what both changed is chosen", async () => {
    const other = await world.signedInAs(await makePerson(world.db, { name: "Otto", roles: ["trainer"] }));
    const id = idIn(await send({ ...TYPED, anyway: "1" }).expect(303));
    const address = `${NEW}/${id}`;
    const form = typedIn((await hers!.get(`${address}/edit`)).text, address);
    await send({ ...form, anyway: "1", stem: "A caller asks for your password. What do you do?", topic: "data" }, address, other).expect(303);
    const { text } = await send({ ...form, anyway: "1", stem: "A visitor asks for your password. What do you do?", explanation: "Nobody ever needs it." }, address).expect(422);
    expect(text).toMatch(/id="take-stem"[\s\S]*A caller asks[\s\S]*A visitor asks/);
    expect(text).toMatch(/id="take-topic"[\s\S]*merge__words[^>]*>Handling data</);
    const shown = typedIn(text, address);
    expect(shown).toMatchObject({ version: "2", base: "1", topic: "data", stem: "A visitor asks for your password. What do you do?", explanation: "Nobody ever needs it.", "take-stem": "", "take-topic": "" });
    expect(shown["take-explanation"]).toBeUndefined();
    expect((await bodyOf(id)).stem).toContain("A caller");

    await send({ ...shown, anyway: "1", "take-stem": "theirs", "take-topic": "before" }, address).expect(303);
    expect(await bodyOf(id)).toMatchObject({ stem: "A caller asks for your password. What do you do?", topic: "passwords", explanation: "Nobody ever needs it." });
    expect((await findQuestion(world.db, id))!.number).toBe(3);
  });

  test("lose nothing of a published question either: its reasons are kept, quizzes keep their version, and a second click changes nothing", async () => {
    const other = await world.signedInAs(await makePerson(world.db, { name: "Olga", roles: ["trainer"] }));
    const { quiz, version, questions: [question] } = await makeQuiz(world.db, { questions: [await makeQuestion(world.db)] });
    const address = `${NEW}/${question!.row.public_id}`;
    const first = typedIn((await hers!.get(`${address}/edit`)).text, address);
    expect((await send({ ...first, explanation: "Olga explains." }, address, other).expect(422)).text).toContain('<a href="#why">');
    await send({ ...first, explanation: "Olga explains.", why: "It was too short." }, address, other).expect(303);
    const mine = { ...first, explanation: "Tessa explains.", topic: "data", why: "It said too little." };
    const { text } = await send(mine, address).expect(422);
    expect(text).toMatch(/Two people changed this question[\s\S]*Olga explains\.[\s\S]*Tessa explains\./);
    const shown = typedIn(text, address);
    expect(shown).toMatchObject({ version: "2", base: "1", explanation: "Tessa explains.", topic: "data", why: "It said too little." });
    const copy = typedIn((await hers!.get(`${address}/edit?copy=1`)).text, address);
    expect(copy).toMatchObject({ explanation: "Tessa explains.", topic: "data", why: "It said too little." });

    const clicks = await Promise.all([send(shown, address), send(shown, address)]);
    expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
    const page = (await hers!.get(address)).text;
    for (const why of ["It was too short.", "It said too little."]) expect(page.split(why)).toHaveLength(2);
    expect(await findQuestion(world.db, question!.row.public_id)).toMatchObject({ state: "published", number: 3, approved_version_id: null });
    expect(await world.db("quiz_version_questions").where({ quiz_version_id: version.id })).toMatchObject([{ question_version_id: question!.version.id }]);
    expect((await hers!.get(`/studio/quizzes/${quiz.slug}`)).text).not.toContain("Tessa explains.");
    expect(await copies()).not.toContainEqual(expect.objectContaining({ person_id: tessa!.id, question: question!.row.public_id }));

    await world.db("settings").insert({ key: "review_required", value: "yes" });
    const again = typedIn((await hers!.get(`${address}/edit`)).text, address);
    await send({ ...again, explanation: "Once more.", why: "For review." }, address).expect(303);
    expect(await findQuestion(world.db, question!.row.public_id)).toMatchObject({ state: "published", number: 4, in_review: 1 });
    expect(await world.db("question_reviews").where({ question_id: question!.row.id })).toMatchObject([{ decision: null, note: "For review." }]);
    await world.db("settings").where({ key: "review_required" }).delete();
  });
});

describe("a learner", () => {
  test("marks signs in the message, and reads of each place what it was", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: [await keepQuestion(world.db, SPOT)] });
    const { attempt, answer } = await sit(world, agent, quiz.slug);
    const { text } = await agent.get(`${attempt}/questions/1`).expect(200);
    expect(text).toContain('<label for="option-2">Answer within the hour</label>');
    expect((await answer(1, []).expect(422)).text).toContain("Mark at least one place");
    await answer(1, ["1", "3"]).expect(303);
    const review = (await agent.get(`${attempt}/questions/1`)).text;
    for (const words of ["Sign, found:", "Sign, missed:", "Harmless, marked:", "sealed-spot feedback 2."]) expect(review).toContain(words);
  });
});
