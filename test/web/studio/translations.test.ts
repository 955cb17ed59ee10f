import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { translateQuestion } from "../../../src/domain/translating.ts";
import type { Question } from "../../../src/engine/questions/question.ts";
import { findQuestion } from "../../../src/storage/questions.ts";
import { makePerson, makeQuestion, makeQuiz, type MadeQuestion } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";
import { attemptIn } from "../../support/attempt-in.ts";

let world: World;
let trainer: Agent;
beforeAll(async () => {
  world = await openWorld();
  trainer = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
});
afterAll(() => world.close());

const TEXTS = {
  stem: "Was wird gefragt?", explanation: "Darum.", "option-1": "Antwort A", "feedback-1": "A ist richtig.", "option-2": "Antwort B", "feedback-2": "B ist falsch.", "option-3": "Antwort C", "feedback-3": "C ist falsch.",
};
const send = (id: string, typed: object, language = "de") => trainer.post(`/studio/questions/${id}/translations/${language}`).type("form").send(typed);
const bodyOf = async (id: string) => JSON.parse((await findQuestion(world.db, id))!.body) as Question;

/** What publishing the quiz anew does to its first version. */
async function translated({ row }: MadeQuestion) {
  await translateQuestion(world.db, await makePerson(world.db), row, { language: "de", texts: TEXTS, version: 1 }, world.now());
  return (await world.db("question_versions").where({ question_id: row.id, number: 2 }).first())!;
}

describe("translating a question", () => {
  test("shows each text beside its field, and keeps the translation in a new version", async () => {
    const { row } = await makeQuestion(world.db);
    const { text } = await trainer.get(`/studio/questions/${row.public_id}/translations/de`).expect(200);
    expect(text).toMatch(/<p lang="en" dir="auto">Option a of question \d+<\/p>[\s\S]*<textarea id="option-1" name="option-1" rows="2" lang="de"/);
    await send(row.public_id, { ...TEXTS, version: 1 }).expect(303);
    expect((await bodyOf(row.public_id)).translations).toMatchObject({ de: { stem: "Was wird gefragt?", options: { a: { text: "Antwort A", feedback: "A ist richtig." } } } });
    expect((await trainer.get(`/studio/questions/${row.public_id}`).expect(200)).text).toContain(">German</a> <span class=\"tag tag--done\">Translated</span>");
    expect((await trainer.get(`/studio/questions/${row.public_id}/translations/de`)).text).toContain("\nAntwort B</textarea>");
  });

  test("keeps what was typed and names every text that is missing, too long or the same as another", async () => {
    const { row } = await makeQuestion(world.db);
    const { text } = await send(row.public_id, { ...TEXTS, version: 1, stem: "", explanation: "x".repeat(8001) }).expect(422);
    expect(text).toContain('<a href="#stem">Translate this text too.</a>');
    expect(text).toContain('<a href="#explanation">Use at most 8,000 characters.</a>');
    expect(text).toContain("\nAntwort B</textarea>");
    expect((await send(row.public_id, { ...TEXTS, version: 1, "option-2": "ANTWORT A" }).expect(422)).text).toContain("This says the same as another one.");
    await send(row.public_id, { stem: ["a", "b"] }).expect(422);
    expect((await bodyOf(row.public_id)).translations).toBeUndefined();
  });

  test("is told when somebody was faster, and makes no version of nothing", async () => {
    const { row } = await makeQuestion(world.db);
    await send(row.public_id, { ...TEXTS, version: 1 }).expect(303);
    expect((await send(row.public_id, { ...TEXTS, stem: "Wie denn?", version: 1 }).expect(422)).text).toContain("Version 2 was saved while you were writing.");
    await send(row.public_id, { ...TEXTS, version: 2 }).expect(303);
    expect(await world.db("question_versions").where({ question_id: row.id })).toHaveLength(2);
  });

  test("can be taken back", async () => {
    const made = await makeQuestion(world.db);
    await translated(made);
    await trainer.post(`/studio/questions/${made.row.public_id}/translations/de/removal`).type("form").send({ version: 2 }).expect(303);
    expect(await bodyOf(made.row.public_id)).not.toHaveProperty("translations");
  });

  test("is only there for languages of the interface other than its own, and for trainers", async () => {
    const { row } = await makeQuestion(world.db);
    for (const language of ["en", "fr", "__proto__", "constructor"]) await trainer.get(`/studio/questions/${row.public_id}/translations/${language}`).expect(404);
    await (await world.signedInAs(await makePerson(world.db))).get(`/studio/questions/${row.public_id}/translations/de`).expect(403);
  });

  test("leaves it behind when the question is changed, and shows it again to be gone through", async () => {
    const made = await makeQuestion(world.db);
    await translated(made);
    const { body, row } = made;
    const typed = Object.fromEntries(body.options.flatMap(({ text, feedback, correct }, place) => [[`option-${place + 1}-text`, text], [`option-${place + 1}-feedback`, feedback], [`option-${place + 1}-correct`, correct ? "1" : ""]]));
    const edit = { why: "Better", kind: "single", level: "recall", topic: "phishing", explanation: body.explanation, ...typed };
    await trainer.post(`/studio/questions/${row.public_id}`).type("form").send({ ...edit, stem: body.stem, topic: "ransomware", version: 2 }).expect(303);
    expect(await bodyOf(row.public_id)).toHaveProperty("translations.de");
    await trainer.post(`/studio/questions/${row.public_id}`).type("form").send({ ...edit, stem: "What else is asked here?", version: 3 }).expect(303);
    expect(await bodyOf(row.public_id)).not.toHaveProperty("translations");
    const { text } = await trainer.get(`/studio/questions/${row.public_id}/translations/de`).expect(200);
    expect(text).toContain("The question was changed after version 3 was translated.");
    expect(text).toContain("\nWas wird gefragt?</textarea>");
  });
});

describe("a question that is written in another language than English", () => {
  test("says so in its form, is translated into English, and is shown under its language", async () => {
    const typed = { language: "de", kind: "single", level: "recall", topic: "phishing", stem: "Was war es?", explanation: "Darum.", "option-1-text": "Dies", "option-1-feedback": "Ja.", "option-1-correct": "1", "option-2-text": "Das", "option-2-feedback": "Nein." };
    const { headers } = await trainer.post("/studio/questions").type("form").send(typed).expect(303);
    const id = headers["location"]!.split("/").at(-1)!;
    expect(await bodyOf(id)).toMatchObject({ language: "de" });
    expect((await trainer.get(`/studio/questions/${id}`)).text).toContain(`/studio/questions/${id}/translations/en">English</a>`);
    expect((await trainer.get(`/studio/questions/${id}/edit`)).text).toContain('<option value="de" selected>Deutsch</option>');
    await trainer.get(`/studio/questions/${id}/translations/de`).expect(404);
  });
});

describe("an attempt", () => {
  test("stays in the language in which it was started, and says where a question has no translation", async () => {
    const questions = [await makeQuestion(world.db), await makeQuestion(world.db)];
    const { quiz } = await makeQuiz(world.db, { questions: [{ ...questions[0]!, version: await translated(questions[0]!) }, questions[1]!] });
    const person = await makePerson(world.db, { language: "de" });
    const agent = await world.signedInAs(person);
    const { headers } = await agent.post(`/quizzes/${quiz.slug}/attempts`).expect(303);
    const address = attemptIn(headers["location"]);
    await world.db("people").where({ id: person.id }).update({ language: "en" });

    const first = (await agent.get(`${address}/questions/1`).expect(200)).text;
    expect(first).toContain('<h1 class="question__stem" lang="de" dir="ltr" tabindex="-1">Was wird gefragt?</h1>');
    expect(first).toContain(">Antwort A</label>");
    expect(first).not.toContain("A ist richtig.");
    const place = /for="option-(\d)"[^>]*>Antwort A</.exec(first)![1]!;
    await agent.post(`${address}/questions/1/response`).type("form").send({ chosen: place }).expect(303);
    const feedback = (await agent.get(`${address}/questions/1`)).text;
    expect(feedback).toContain("A ist richtig.");
    expect(feedback).toContain("Darum.");

    const second = (await agent.get(`${address}/questions/2`).expect(200)).text;
    expect(second).toContain("This question has no translation yet, so you read it in its own language, English.");
    expect(second).toContain(`<h1 class="question__stem" tabindex="-1">${questions[1]!.body.stem}</h1>`);
    await agent.post(`${address}/questions/2/response`).type("form").send({ chosen: "1" }).expect(303);
    expect((await agent.get(`${address}/result`).expect(200)).text).toContain(' lang="de" dir="ltr">Was wird gefragt?</a>');
  });

  test("in the original's language shows the original without a word about it", async () => {
    const made = await makeQuestion(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: [{ ...made, version: await translated(made) }] });
    const agent = await world.signedInAs(await makePerson(world.db));
    const { headers } = await agent.post(`/quizzes/${quiz.slug}/attempts`).expect(303);
    const { text } = await agent.get(headers["location"]!).expect(200);
    expect(text).toContain(`<h1 class="question__stem" tabindex="-1">${made.body.stem}</h1>`);
    expect(text).not.toContain("no translation yet");
  });
});
