import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChoiceQuestion } from "../../../src/engine/questions/question.ts";
import { findQuestion, listVersions } from "../../../src/storage/questions.ts";
import type { QuestionRow } from "../../../src/storage/tables.ts";
import { EVERY_KIND, keepQuestion } from "../../support/every-kind.ts";
import { makePerson, makeQuestion } from "../../support/make.ts";
import { loadPiggybacking, TYPED } from "../../support/studio.ts";
import { typedIn } from "../../support/typed.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let agent: Agent;
let generated: QuestionRow[];
beforeAll(async () => {
  world = await openWorld();
  agent = await world.signedInAs(await makePerson(world.db, { name: "Tessa", roles: ["trainer"] }));
  generated = await loadPiggybacking(world.db, world.now());
});
afterAll(() => world.close());

const send = (fields: object, address = "/studio/questions") => agent.post(address).type("form").send({ ...fields, why: "Better", anyway: "1" });
const idIn = ({ headers }: { headers: unknown }) => (headers as { location: string }).location.split("/").at(-1)!;
const bodyOf = async (id: string) => JSON.parse((await findQuestion(world.db, id))!.body) as ChoiceQuestion;
const shown = async (id: string) => typedIn((await agent.get(`/studio/questions/${id}/edit`).expect(200)).text, `/studio/questions/${id}`);

describe("writing a question", () => {
  test("is checked on demand, whatever is missing yet, and nothing is saved", async () => {
    const { text } = await send({ ...TYPED, explanation: "", "option-1-text": "None of the above", step: "check" }).expect(200);
    expect(text).toContain("None of the above</h3>");
    for (const kind of ["numeric", "short", "matching", ""]) await send({ ...TYPED, kind, step: "check" }).expect(200);
  });

  test("keeps a draft of what was typed, and leads to it", async () => {
    const id = idIn(await send(TYPED).expect(303));
    expect(await bodyOf(id)).toMatchObject({ kind: "single", stem: TYPED.stem, explanation: TYPED.explanation, topic: "passwords", level: "decide", options: [{ correct: false }, { text: "Keep it and say why", correct: true }] });
    expect((await agent.get(`/studio/questions/${id}`)).text).toContain("The question was saved as a draft.");
  });

  test("says everything that is wrong at once, beside the field, and keeps what was typed", async () => {
    const { text } = await send({ ...TYPED, stem: "", level: "", "option-2-correct": "", "option-1-feedback": "", "option-5-text": "tell it to them ONCE!", "option-6-text": "None of the above", "option-6-feedback": "No." }).expect(422);
    for (const field of ["stem", "level", "options", "option-1-feedback", "option-5-text", "option-6-text"]) expect(text).toContain(`<a href="#${field}">`);
    for (const field of ["stem", "options", "level", "option-5-text"]) expect(text).toMatch(new RegExp(`id="${field}"`));
    expect(text).toContain("“tell it to them ONCE!” says the same as “Tell it to them once”");
    expect(typedIn(text, "/studio/questions")).toMatchObject({ "option-1-text": TYPED["option-1-text"], "option-6-text": "None of the above", explanation: TYPED.explanation, topic: "passwords", kind: "single" });
  });

  test("says of a flaw that blocks why, and how to mend it, beside its field", async () => {
    const { text: told } = await send({ ...TYPED, stem: "They ask for your password. Tell them", "option-2-text": "Keep it, say why, and report whoever it was that asked" }).expect(422);
    expect(told).toMatch(/id="stem-error".*?<span>The stem asks nothing: it has no question mark, no colon and no word such as “which”\. Ask a question/s);
    expect(told).toMatch(/id="option-2-text-error".*?<span>The right answer has 5\d characters, the longest wrong one 20: .*?Shorten the right option/s);
  });

  test("saves a draft in spite of warnings, and shows them with why and how to mend", async () => {
    const id = idIn(await send({ ...TYPED, level: "mechanism", stem: "How do careful people currently treat a password?" }).expect(303));
    const { text } = await agent.get(`/studio/questions/${id}`);
    const findings = text.split('aria-labelledby="findings"')[1]!.split("</section>")[0]!;
    expect(findings).toContain("“currently” was true when this was written");
    expect(findings).toContain("Give the date.");
    expect(findings).toContain(">warning</span>");
  });

  test("refuses what only the facts show to be a flaw", async () => {
    const claim = { ...TYPED, level: "recall", incident: "piggybacking", facts: "took-over", stem: "Which tools were hijacked?" };
    expect((await send(claim).expect(422)).text).toMatch(/id="stem-error".*?assessed, and nothing says by whom: UK and US intelligence agencies\./s);
    await send({ ...claim, stem: "Which tools were hijacked, according to UK and US intelligence agencies?" }).expect(303);
  });

  test("with nothing at all, or with fields sent twice, is refused in words", async () => {
    expect((await send({}).expect(422)).text).toContain("Write what is asked.");
    expect((await send({ ...TYPED, stem: ["one", "two"] }).expect(422)).text).toContain("Fill in this field once.");
  });

  test("shows the facts and sources of an incident without losing a word or saving one", async () => {
    const before = await world.db("questions").count({ total: "*" });
    const { text } = await send({ ...TYPED, incident: "piggybacking", step: "incident" }).expect(200);
    expect(text).toContain("Turla – hijacked tools of – OilRig");
    expect(text).toContain("The Press: A title");
    expect(typedIn(text, "/studio/questions")).toMatchObject({ ...TYPED, incident: "piggybacking" });
    expect(text).not.toContain("There is a problem");
    expect(await world.db("questions").count({ total: "*" })).toEqual(before);
  });

  test("takes a fact's evidence and a quotation of its own", async () => {
    const id = idIn(await send({ ...TYPED, incident: "piggybacking", facts: "took-over", quote: "hijacking tools", source: "press" }).expect(303));
    expect((await bodyOf(id)).evidence).toMatchObject([{ fact: "took-over" }, { quote: "hijacking tools", source: { publisher: "The Press" } }]);
    expect((await agent.get("/studio/incidents/piggybacking")).text.split('id="fact-took-over"')[1]!.split("</details>")[0]).toContain(id);
  });
});

describe("writing a question that is answered by typing", () => {
  const blank = Object.fromEntries(Object.entries(TYPED).filter(([name]) => !name.startsWith("option")));

  test("keeps the number, and shows it as it was typed when it is edited", async () => {
    const id = idIn(await send({ ...TYPED, kind: "numeric", value: "6,500", tolerance: "50", unit: "hospitals" }).expect(303));
    expect(await bodyOf(id)).toMatchObject({ kind: "numeric", answer: { value: 6500, tolerance: 50, unit: "hospitals" } });
    expect(await shown(id)).toMatchObject({ kind: "numeric", value: "6,500", tolerance: "50", unit: "hospitals" });
    const { text } = await agent.get(`/studio/questions/${id}`);
    expect(text).toContain("6,500 hospitals");
    expect(text).toContain("Anything from 6,450 to 6,550 is right.");
  });

  test("is read as its writer's language has it, and says beside the fields what was read", async () => {
    const hans = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"], language: "de" }));
    const post = (fields: object, address = "/studio/questions") => hans.post(address).type("form").send({ ...TYPED, kind: "numeric", figures: "de", anyway: "1", why: "Besser", ...fields });
    expect((await post({ value: "6.500", tolerance: "0,5", unit: "Häuser" }, "/studio/questions/preview").expect(200)).text).toMatch(/id="number-read"[^>]*><span>Gelesen als 6\.500 Häuser\.<\/span> <span>Alles von 6\.499,5 bis 6\.500,5 ist richtig/);
    const id = idIn(await post({ value: "6.500", tolerance: "0,5" }).expect(303));
    expect(await bodyOf(id)).toMatchObject({ answer: { value: 6500, tolerance: 0.5 } });
    expect(typedIn((await hans.get(`/studio/questions/${id}/edit`)).text, `/studio/questions/${id}`)).toMatchObject({ figures: "de", value: "6.500", tolerance: "0,5" });
    expect(await shown(id)).toMatchObject({ figures: "en", value: "6,500", tolerance: "0.5" });
  });

  test("can be a range, and is told what is wrong with one", async () => {
    const range = { ...TYPED, kind: "numeric", least: "33", most: "37" };
    expect(await bodyOf(idIn(await send(range).expect(303)))).toMatchObject({ answer: { value: 35, tolerance: 2 } });
    expect(await bodyOf(idIn(await send({ ...range, least: "0.1", most: "0.4" }).expect(303)))).toMatchObject({ answer: { value: 0.25, tolerance: 0.15 } });
    for (const [change, field, words] of [[{ most: "" }, "most", "both ends"], [{ most: "30" }, "most", "ends before it begins"], [{ value: "20" }, "least", "two different things"], [{ least: "few" }, "least", "both ends"]] as const) {
      const { text } = await send({ ...range, ...change }).expect(422);
      expect(text).toMatch(new RegExp(`<a href="#${field}">[\\s\\S]*id="${field}-error"[\\s\\S]*?${words}`));
    }
  });

  test("keeps the names, one a line, without blank lines", async () => {
    const id = idIn(await send({ ...blank, kind: "short", accept: "Turla\r\n\r\n  Venomous   Bear ", reject: "Turlock" }).expect(303));
    expect(await bodyOf(id)).toMatchObject({ kind: "short", answer: { accept: ["Turla", "Venomous Bear"], reject: ["Turlock"] } });
    expect(await shown(id)).toMatchObject({ kind: "short", accept: "Turla\r\nVenomous Bear", reject: "Turlock" });
    const { text } = await agent.get(`/studio/questions/${id}`);
    expect(text).toContain("Also accepted: Venomous Bear");
    expect(text).toContain("Never taken for a slip of the pen");
  });

  test.each<[string, object, string, string]>([
    ["numeric", { value: "many", tolerance: "-2" }, "value", "Write the right number in figures"], ["numeric", { value: "5", tolerance: "-2" }, "tolerance", "Write a number from 0"],
    ["short", { accept: " ", reject: "" }, "accept", "at least one name"], ["short", { accept: "Turla", reject: "turla" }, "reject", "Take it out of one of the lists."],
  ])("of the kind %s with %j is refused beside the field %s, and keeps what was typed", async (kind, fields, field, words) => {
    const { text } = await send({ ...blank, kind, ...fields }).expect(422);
    expect(text).toContain(`<a href="#${field}">`);
    expect(text).toMatch(new RegExp(`id="${field}-error">[\\s\\S]*${words}`));
    expect(typedIn(text, "/studio/questions")).toMatchObject({ kind, ...fields });
  });
});

describe("editing a question", () => {
  test("shows what stands there, and unchanged makes no version, whatever made it", async () => {
    const byHand = idIn(await send({ ...TYPED, incident: "piggybacking", facts: "took-over", quote: "hijacking tools", source: "press", explanation: "Two\r\nlines." }));
    const kept = EVERY_KIND.map((question) => keepQuestion(world.db, { ...question, evidence: [], facts: [] }));
    const typed = (await Promise.all(kept)).map(({ row }) => row.public_id);
    for (const id of [byHand, ...typed, ...generated.map((question) => question.public_id)]) {
      await send(await shown(id), `/studio/questions/${id}`).expect(303);
      expect((await agent.get(`/studio/questions/${id}`)).text).toContain("Nothing was changed, so no version was made.");
      expect((await findQuestion(world.db, id))!.number).toBe(1);
    }
  });

  test("makes a version with its author and leaves the one before", async () => {
    const id = generated[0]!.public_id;
    const before = await bodyOf(id);
    await send({ ...(await shown(id)), stem: "Which group did it, according to the agencies?" }, `/studio/questions/${id}`).expect(303);
    expect(await bodyOf(id)).toMatchObject({ id: before.id, facts: before.facts, stem: "Which group did it, according to the agencies?" });
    const [newest, first] = await listVersions(world.db, generated[0]!.id);
    expect([newest, first]).toMatchObject([{ number: 2, author_name: "Tessa" }, { number: 1, author_name: null, stem: before.stem }]);
    expect(await world.db("question_facts").where({ question_version_id: newest!.id })).toHaveLength(before.facts.length);
    expect((await agent.get(`/studio/questions/${id}/versions/1`)).text).toContain(before.stem.replaceAll("'", "&#39;"));
  });

  test("against an older version is refused once, in words, with everything that was typed", async () => {
    const { row } = await makeQuestion(world.db, { topic: "data" });
    const address = `/studio/questions/${row.public_id}`;
    const form = await shown(row.public_id);
    await send({ ...form, stem: "Theirs?" }, address).expect(303);
    const { text } = await send({ ...form, stem: "Ours?" }, address).expect(422);
    expect(text).toContain("Version 2 was saved while you were writing.");
    expect(text).toContain(`href="${address}/versions/2"`);
    expect((await bodyOf(row.public_id)).stem).toBe("Theirs?");

    const again = typedIn(text, address);
    expect(again).toMatchObject({ stem: "Ours?", version: "2" });
    await send(again, address).expect(303);
    expect((await bodyOf(row.public_id)).stem).toBe("Ours?");
  });

  test("with another mistake does not take the newer version for the one that was read", async () => {
    const { row } = await makeQuestion(world.db);
    const address = `/studio/questions/${row.public_id}`;
    const form = await shown(row.public_id);
    await send({ ...form, stem: "Theirs?" }, address).expect(303);
    expect(typedIn((await send({ ...form, stem: "" }, address).expect(422)).text, address)).toMatchObject({ version: "1" });
  });

  test("is not possible for what is not there", async () => {
    await agent.get("/studio/questions/nothing/edit").expect(404);
    await send(TYPED, "/studio/questions/nothing").expect(404);
  });
});
