import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { translateQuestion } from "../../src/domain/translating.ts";
import { complaintsAbout, complaintsInEveryLook } from "../support/looks.ts";
import { makePerson, makeQuestion, makeQuiz, makeTeam } from "../support/make.ts";
import { makeStaffedTeam, take } from "../support/organisation.ts";
import { startBrowser, visit } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";
import type { Person } from "../../src/storage/tables.ts";

let [world, browser, learner, question]: [World, Browser, Person, string] = [] as never;
const TEXTS = {
  stem: "Was sollten Sie tun, wenn eine Rechnung eine neue Kontoverbindung nennt?", explanation: "Die Nummer in der Nachricht kann gefälscht sein.", "option-1": "Unter der bekannten Nummer zurückrufen", "feedback-1": "Sie erreichen so den echten Absender.",
  "option-2": "Auf die Nachricht antworten", "feedback-2": "Die Antwort geht an den Angreifer.", "option-3": "Überweisen und später nachfragen", "feedback-3": "Das Geld ist dann fort.",
};

beforeAll(async () => {
  world = await openWorld({ mirrored: true });
  browser = await startBrowser();
  const trainer = await makePerson(world.db, { roles: ["trainer"] });
  const made = await makeQuestion(world.db, { stem: "What should you do when an invoice names a new bank account?" });
  await translateQuestion(world.db, trainer, made.row, { language: "de", texts: TEXTS, version: 1 }, world.now());
  const version = (await world.db("question_versions").where({ question_id: made.row.id, number: 2 }).first())!;
  const { quiz } = await makeQuiz(world.db, { questions: [{ ...made, version }, await makeQuestion(world.db)], title: "Rechnungen und Kontoverbindungen" });
  question = made.row.public_id;
  await assignQuiz(world.db, trainer, quiz, { teamId: null, dueAt: "2026-01-07T23:59:59.999Z" }, world.now());
  const parent = await makeTeam(world.db, { name: "Betrieb" });
  const { people } = await makeStaffedTeam(world, 6, { name: "Einkauf und Lager", parent_id: parent.id });
  for (const person of people.slice(1, 4)) await take(world, person, quiz, 1);
  learner = people[0]!;
  await world.db("people").where({ id: learner.id }).update({ language: "de", name: "Johanna Freifrau von Waldenfels-Hohenstein" });
  await world.db("person_roles").insert((["trainer", "manager", "admin"] as const).map((role) => ({ person_id: learner.id, role })));
});
afterAll(async () => { await browser.close(); await world.close(); });

const PLACES = () => ["/", "/quizzes", "/settings", "/admin/people", `/admin/people/${learner.public_id}`, "/admin/teams", "/desk", `/studio/questions/${question}/translations/de`];

async function lookRound(page: Page, complaintsOn: (page: Page) => Promise<string[]>): Promise<Record<string, string[]>> {
  const complaints: Record<string, string[]> = {};
  for (const place of PLACES()) {
    await page.goto(place);
    complaints[place] = await complaintsOn(page);
  }
  return complaints;
}

const nothingWrong = () => Object.fromEntries(PLACES().map((place) => [place, []]));

test("German pages fit in every width and read well to machines", async () => {
  const page = await visit(browser, world, { locale: "de-DE" });
  await page.goto("/session/new");
  expect(await page.getByRole("button", { name: "Anmelden" }).count()).toBe(1);
  expect(await complaintsInEveryLook(page)).toEqual([]);
  await signIn(page);
  expect(await lookRound(page, complaintsInEveryLook)).toEqual(nothingWrong());
});

test("a quiz is taken in German without JavaScript", async () => {
  const page = await visit(browser, world, { viewport: { width: 360, height: 800 }, locale: "de-DE", javaScriptEnabled: false });
  await page.goto("/session/new");
  await signIn(page);
  await page.getByRole("link", { name: /Quiz ansehen.*Rechnungen/ }).click();
  await page.locator("form button").last().click();
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(TEXTS.stem);
  await page.getByLabel(TEXTS["option-1"]).check();
  await page.getByRole("button", { name: "Ich bin sicher" }).click();
  expect(await page.getByText("Ihre Antwort, richtig").count()).toBe(1);
});

test("pages hold from right to left on a phone", async () => {
  await world.db("people").where({ id: learner.id }).update({ language: "en-XB" });
  const page = await visit(browser, world, { viewport: { width: 360, height: 800 }, locale: "de-DE" });
  await page.goto("/session/new");
  await signIn(page);
  expect(await lookRound(page, complaintsAbout)).toEqual(nothingWrong());
});

async function signIn(page: Page): Promise<void> {
  await page.locator("#email").fill(learner.email);
  await page.locator("#password").fill("correct horse battery staple");
  await page.locator("main form button").click();
  await page.waitForURL(`${world.address}/`);
}
