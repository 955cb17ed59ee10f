import { afterAll, beforeAll, expect, test } from "vitest";
import type { Question } from "../../../src/engine/questions/question.ts";
import { findQuestion } from "../../../src/storage/questions.ts";
import { otherKey } from "../../support/every-kind.ts";
import { makePerson } from "../../support/make.ts";
import { loadPiggybacking, makeDraft } from "../../support/studio.ts";
import { typedIn } from "../../support/typed.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let [author, colleague]: Agent[] = [];
beforeAll(async () => {
  world = await openWorld();
  await loadPiggybacking(world.db, world.now());
  author = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
  colleague = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
});
afterAll(() => world.close());

const options = { "option-1-text": "Hang up and report it", "option-1-feedback": "Right.", "option-1-correct": "1", "option-2-text": "Spell it for the caller", "option-2-feedback": "No." };
/** What is written into the empty form of each kind. */
const WRITTEN: Record<string, Record<string, string>> = {
  single: { ...options, stem: "A caller asks for your password. What do you do?" },
  multiple: { ...options, stem: "Which of these help against a caller who wants a password?", "option-3-text": "Warn the others at once", "option-3-correct": "1", "option-3-feedback": "Right." },
  true_false: { stem: "A bank may ask for your password by telephone.", "option-1-text": "True", "option-1-feedback": "It never does.", "option-2-text": "False", "option-2-correct": "1", "option-2-feedback": "Right." },
  matching: { stem: "Which trick goes by which road?", "pair-1-premise": "Vishing", "pair-1-response": "Telephone", "pair-1-feedback": "Spoken.", "pair-2-premise": "Smishing", "pair-2-response": "Text message", "pair-2-feedback": "Written.", spares: "Letter" },
  ordering: { stem: "A mail looks odd. What do you do first, next and last?", "line-1-text": "Stop", "line-1-feedback": "First.", "line-2-text": "Look", "line-2-feedback": "Then.", "line-3-text": "Report", "line-3-feedback": "Last." },
  numeric: { stem: "How many characters must a password here have?", value: "14", tolerance: "0", unit: "characters" },
  short: { stem: "What is a trick by telephone called?", accept: "Vishing\r\nVoice phishing" },
  spot: {
    stem: "Which signs tell that this is not from your bank?", medium: "mail", "message-from": "Bank [[<a@b.example>]]", "message-body": "Dear customer,\r\nanswer [[within the hour]]. [[Your team]]",
    "sign-1-text": "<a@b.example>", "sign-1-correct": "1", "sign-1-feedback": "Not its address.", "sign-2-text": "within the hour", "sign-2-correct": "1", "sign-2-feedback": "Haste.", "sign-3-text": "Your team", "sign-3-feedback": "Anybody signs so.",
  },
  decide: {
    "option-1-text": "Change the account", "option-1-feedback": "Too soon.", "option-2-text": "Call the supplier back", "option-2-correct": "1", "option-2-feedback": "Right.", "option-3-text": "Ask by mail", "option-3-feedback": "It may be read.", incident: "piggybacking", lesson_title: "Call back", lesson_text: "Use the number that you know.", ask: "What do you do?", situation: "A supplier writes that its bank account is another one from now on.",
  },
};
const COMMON = { explanation: "Nobody else needs it.", topic: "passwords", level: "mechanism", incident: "" };
const REASON = "The source says something else.";

const complaintIn = (html: string) => (html.split('class="error-summary')[1]?.split("</div>")[0] ?? "").replace(/<[^>]*>|\s+/g, " ");
const seen = async (agent: Agent, path: string) => (await agent.get(path).expect(200)).text;
/** Sends the form that stands on a page with this address, with what somebody fills in: just what a browser without JavaScript can do. */
const fillIn = async (agent: Agent, page: string, action: string, fields: object, status = 303) => {
  const html = await seen(agent, page);
  expect(html).toContain(`action="${action}"`);
  const answer = await agent.post(action).type("form").send({ ...typedIn(html, action), ...fields });
  expect([answer.status, complaintIn(answer.text)]).toEqual([status, ""]);
  return answer;
};

test("a question of every kind is written, looked through, published, edited and regraded by the forms of its pages alone", async () => {
  const quiz = await makeDraft(author!, { title: "Every kind" });
  const addresses: string[] = [];
  for (const [kind, fields] of Object.entries(WRITTEN)) {
    const written = await fillIn(author!, "/studio/questions/new", "/studio/questions", { ...COMMON, ...fields, kind });
    const address = written.headers["location"] as string;
    await fillIn(author!, address, `${address}/review`, { note: "Is the key right?" });
    expect(await seen(author!, address)).not.toContain(`action="${address}/verdict"`);
    await fillIn(colleague!, address, `${address}/verdict`, { verdict: "approve" });
    await author!.post(`${quiz}/questions`).type("form").send({ question: address.split("/").at(-1) }).expect(303);
    addresses.push(address);
  }
  await fillIn(author!, quiz, `${quiz}/publication`, {});
  expect(await world.db("questions").where({ state: "published" }).whereNull("origin_key")).toHaveLength(addresses.length);

  for (const address of addresses) {
    const id = address.split("/").at(-1)!;
    await fillIn(colleague!, `${address}/edit`, address, { explanation: "Nobody else ever needs it.", why: "Clearer words." });
    const question = JSON.parse((await findQuestion(world.db, id))!.body) as Question;
    expect(question.explanation).toBe("Nobody else ever needs it.");
    const tried = await fillIn(author!, `${address}/regrades`, `${address}/regrades/trial`, { ...otherKey(question), kind: "key", reason: REASON }, 200);
    await author!.post(`${address}/regrades`).type("form").send(typedIn(tried.text, `${address}/regrades`)).expect(303);
    expect(await seen(author!, address)).toContain("Key corrected on");
  }
});
