import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { addToQuiz, draftQuiz } from "../../src/domain/authoring.ts";
import { queueDigests } from "../../src/domain/digests.ts";
import { generateQuestions } from "../../src/domain/generating.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import { postOffice } from "../../src/domain/post-office.ts";
import { publishQuiz } from "../../src/domain/publishing.ts";
import { sendWaitingMail } from "../../src/domain/sending-mail.ts";
import { isTyped, questionSchema, type OrderingQuestion, type Question } from "../../src/engine/questions/question.ts";
import { findIncidentIds } from "../../src/storage/knowledge.ts";
import { listNewestVersionsAcross, listNewestVersionsOf } from "../../src/storage/question-bank.ts";
import type { Db, Person, QuestionVersion, Quiz } from "../../src/storage/tables.ts";
import { finish } from "../support/finishing.ts";
import { shippedPart } from "../support/knowledge.ts";
import { complaintsAbout, complaintsInEveryLook } from "../support/looks.ts";
import { mailRulesWith } from "../support/mail-rules.ts";
import { openMailServer } from "../support/mail-server.ts";
import { makePerson, makeQuestion, makeQuiz, makeTeam, PASSWORD } from "../support/make.ts";
import { rightPicks } from "../support/every-kind.ts";
import { startBrowser, visit, visitAs } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let browser: Browser;
let quiz: Quiz;
let asked: Map<string, Question>;
let manager: Person;
let teamId: number;

beforeAll(async () => {
  world = await openWorld();
  browser = await startBrowser();
  const content = shippedPart();
  await loadContent(world.db, content);
  await generateQuestions(world.db, content, world.now());
  manager = await makePerson(world.db, { name: "Mona Manager", roles: ["manager"] });
  teamId = (await makeTeam(world.db, { name: "Night shift", manager_id: manager.id })).id;
  for (let i = 0; i < 5; i++) await makePerson(world.db, { team_id: teamId });
  ({ quiz, asked } = await publishOneOfEachKind(world.db, await makePerson(world.db, { roles: ["trainer"] })));
});
afterAll(async () => { await browser?.close(); await world?.close(); });

/** Real questions out of the facts that ship: the one about Iranian tools, and one of every other kind. */
async function publishOneOfEachKind(db: Db, trainer: Person): Promise<{ quiz: Quiz; asked: Map<string, Question> }> {
  const about = await listNewestVersionsOf(db, [...(await findIncidentIds(db)).values()]);
  const versions = [...about, ...(await listNewestVersionsAcross(db))];
  const first = (fits: (question: Question) => boolean): QuestionVersion => versions.find(({ body }) => fits(questionOf(body)))!;
  const chosen = [
    first(({ stem }) => stem.startsWith("Which group piggybacked on Iranian tools")), first(({ kind }) => kind === "multiple"), first(({ kind }) => kind === "true_false"),
    first(({ kind }) => kind === "matching"), first(({ kind }) => kind === "ordering"),
  ];
  const draft = await draftQuiz(db, trainer, { title: "One of each kind", summary: "Five questions.", topic: "attribution", passPercent: 60, drawCount: null }, world.now());
  await addToQuiz(db, trainer, draft, chosen.map(({ question_id }) => question_id), world.now());
  await publishQuiz(db, trainer, draft, {}, world.now());
  const published = { ...draft, state: "published" as const };
  await assignQuiz(db, trainer, published, { teamId: null, dueAt: null }, world.now());
  return { quiz: published, asked: new Map(chosen.map(({ stem, body }) => [stem, questionOf(body)])) };
}

const questionOf = (body: string): Question => questionSchema.parse(JSON.parse(body));
const stemOf = async (page: Page): Promise<string> => (await page.getByRole("heading", { level: 1 }).innerText()).trim();

/** Answers the open question rightly, as a person does: by what stands on the page. */
async function answerRightly(page: Page): Promise<void> {
  const question = asked.get(await stemOf(page))!;
  if (question.kind === "matching") for (const { premise, response } of question.pairs) await page.getByLabel(premise, { exact: true }).selectOption({ label: response });
  else if (question.kind === "ordering") for (const [place, { text }] of question.sequence.entries()) await page.getByLabel(text, { exact: true }).selectOption(String(place + 1));
  else if (isTyped(question)) await page.getByLabel("Your answer", { exact: true }).fill(rightPicks(question, [])[0]!);
  else for (const { text } of question.options.filter(({ correct }) => correct)) await page.getByLabel(text, { exact: true }).check();
  await page.getByRole("button", { name: "Answer" }).click();
}

describe("the road from a fact to a score", () => {
  test("is walked without JavaScript, broken off, resumed, and ends on the progress page and on the manager's desk", async () => {
    const learner = await makePerson(world.db, { name: "Nora Night", team_id: teamId });
    let page = await visitAs(learner, browser, world, { javaScriptEnabled: false });
    await page.getByRole("link", { name: "One of each kind" }).first().click();
    await page.getByRole("button", { name: "Start quiz" }).click();
    expect(await stemOf(page)).toMatch(/^Which group piggybacked on Iranian tools/);

    await page.getByLabel("Turla", { exact: true }).check();
    await page.getByRole("button", { name: "Answer" }).click();
    const feedback = page.getByRole("region", { name: "Feedback" });
    await feedback.getByText("Turla piggybacked on the tools of Iranian hackers").first().waitFor();
    expect(await feedback.getByRole("link").first().getAttribute("href")).toMatch(/^https:/);
    await page.context().close();

    page = await visitAs(learner, browser, world, { javaScriptEnabled: false });
    await page.goto(`/quizzes/${quiz.slug}`);
    await page.getByRole("button", { name: "Resume quiz" }).click();
    await page.getByRole("link", { name: "question 1" }).click();
    expect(await page.locator("[data-chosen]").innerText()).toContain("Turla");
    await page.goto(`/quizzes/${quiz.slug}`);
    await page.getByRole("button", { name: "Resume quiz" }).click();
    for (let place = 2; place <= 5; place++) {
      await answerRightly(page);
      await page.getByRole("link", { name: place < 5 ? "Next question" : "See result" }).click();
    }

    expect(await page.getByRole("main").innerText()).toContain("5 of 5");
    expect(await page.locator("[data-score]").first().getAttribute("data-score")).toBe("5");
    await page.goto("/progress");
    expect(await page.getByRole("main").innerText()).toContain("One of each kind");
    await page.context().close();

    const desk = await visitAs(manager, browser, world, { javaScriptEnabled: false });
    await desk.goto("/desk");
    await desk.getByRole("link", { name: "Night shift" }).first().click();
    const row = desk.getByRole("row", { name: /Nora Night/ });
    expect(await row.innerText()).toMatch(/100\s?%|5 of 5/);
    await desk.context().close();
  });

  test("is begun by a trainer who assigns a path, and seen on the desk once it is done", async () => {
    const trainer = await makePerson(world.db, { roles: ["trainer"] });
    const learner = await makePerson(world.db, { name: "Nils Night", team_id: teamId });
    const [first, second] = [(await makeQuiz(world.db, { questions: 1 })).quiz, (await makeQuiz(world.db, { questions: 1 })).quiz];
    const desk = await visitAs(trainer, browser, world, { javaScriptEnabled: false });
    await desk.goto("/desk/assignments/new");
    await desk.getByLabel("Quiz").selectOption(first.slug);
    await desk.getByRole("button", { name: "Add a step" }).click();
    await desk.getByLabel("Step 2").selectOption(second.slug);
    await desk.getByLabel("Name").fill("First week");
    await desk.getByLabel("Single people").fill(learner.email);
    await desk.getByLabel("Due", { exact: true }).fill("2026-02-01");
    await desk.getByRole("button", { name: "See what it means" }).click();
    expect(await desk.getByRole("main").innerText()).toMatch(/1 person is asked\.[^]*2 tasks are new/);
    expect(await world.db("assignments").where({ author_id: trainer.id })).toEqual([]);
    await desk.getByRole("button", { name: "Assign" }).click();
    expect(await desk.getByRole("row").count()).toBe(0);
    await desk.context().close();

    const page = await visitAs(learner, browser, world);
    expect(await page.getByRole("main").innerText()).toMatch(/FIRST WEEK: STEP 1 OF 2[^]*Coming up[^]*Opens after the step before it/i);
    expect(await complaintsInEveryLook(page)).toEqual([]);
    for (const { id } of [first, second]) await finish(world.db, learner, id, world.now());
    await page.goto("/");
    expect(await page.getByRole("main").innerText()).not.toMatch(/first week/i);
    await page.context().close();

    const seen = await visitAs(manager, browser, world);
    await seen.goto("/desk/assignments");
    await seen.getByRole("link", { name: "First week" }).click();
    expect(await seen.getByRole("row", { name: /Nils Night/ }).innerText()).toContain("Done");
    expect(await complaintsInEveryLook(seen)).toEqual([]);
    await seen.goto("/desk/assignments/new");
    expect(await complaintsInEveryLook(seen)).toEqual([]);
    await seen.context().close();
  });

  test("leads from an admin who assigns, over the mail that reminds, to a learner who follows its link, and to the manager's desk and file", async () => {
    const learner = await makePerson(world.db, { name: "Nadia Night", team_id: teamId });
    const { quiz: phones } = await makeQuiz(world.db, { title: "Phones at night", questions: 2 });
    const admin = await visitAs(await makePerson(world.db, { roles: ["admin"] }), browser, world);
    await admin.goto("/desk/assignments/new");
    await admin.getByLabel("Quiz").selectOption(phones.slug);
    await admin.getByLabel("Team or group", { exact: true }).selectOption({ label: "Night shift" });
    await admin.getByLabel("Due", { exact: true }).fill("2026-01-12");
    await admin.getByRole("button", { name: "See what it means" }).click();
    expect(await complaintsInEveryLook(admin)).toEqual([]);
    await admin.getByRole("button", { name: "Assign" }).click();
    await admin.getByText("people more are asked").waitFor();
    await admin.context().close();

    const server = await openMailServer();
    const rules = mailRulesWith({ site: world.address });
    while (await queueDigests(world.db, rules, world.now())) continue;
    await sendWaitingMail(world.db, postOffice({ address: server.address, from: "Debrief <debrief@example.org>" }), rules, world.now);
    await server.close();
    const mail = server.taken.find(({ to }) => [to].flat().some((each) => each?.text.includes(learner.email)))!;
    const [link] = new RegExp(`${world.address}/quizzes/${phones.slug}`).exec(mail.text!)!;

    const page = await visit(browser, world);
    await page.goto(link);
    await page.getByLabel("Email").fill(learner.email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Start quiz" }).click();
    for (const next of ["Next question", "See result"]) {
      await page.getByRole("radio").first().check();
      await page.getByRole("button", { name: "Answer" }).click();
      await page.getByRole("link", { name: next }).click();
    }
    await page.locator("[data-score]").first().waitFor();
    await page.context().close();

    const desk = await visitAs(manager, browser, world);
    await desk.goto("/desk");
    await desk.getByRole("link", { name: "Night shift" }).first().click();
    expect(await complaintsInEveryLook(desk)).toEqual([]);
    const file = await desk.getByRole("link", { name: /People and quizzes/ }).getAttribute("href");
    const line = new RegExp(`^Nadia Night,Phones at night,(?:Not passed|Passed),1,`, "m");
    expect(await (await desk.request.get(file!)).text()).toMatch(line);
    await desk.getByRole("link", { name: "Nadia Night" }).click();
    expect(await desk.getByRole("row", { name: /^Phones at night Done/ }).count()).toBe(1);
    expect(await complaintsInEveryLook(desk)).toEqual([]);
    await desk.goto("/desk/knowledge");
    expect(await complaintsInEveryLook(desk)).toEqual([]);
    await desk.context().close();
  });

  test("is walked by keyboard alone: a number chooses, Enter answers, and the feedback has the focus", async () => {
    const page = await visitAs(await makePerson(world.db), browser, world);
    await page.goto(`/quizzes/${quiz.slug}`);
    await page.getByRole("button", { name: "Start quiz" }).press("Enter");
    await page.waitForURL("**/questions/1");
    await page.keyboard.press("2");
    expect(await page.getByRole("radio").nth(1).isChecked()).toBe(true);
    await page.keyboard.press("Enter");
    const feedback = page.getByRole("region", { name: "Feedback" });
    await feedback.waitFor();
    await page.waitForFunction("document.activeElement?.getAttribute('aria-label') === 'Feedback' || document.activeElement?.closest('[aria-label=Feedback]')");
    await page.context().close();
  });

  test("takes lines that were put in order by the buttons, or by their places, for what they are", async () => {
    const page = await visitAs(await makePerson(world.db), browser, world);
    await page.goto(`/quizzes/${quiz.slug}`);
    await page.getByRole("button", { name: "Start quiz" }).click();
    for (let place = 1; place <= 4; place++) {
      await answerRightly(page);
      await page.getByRole("link", { name: "Next question" }).click();
    }
    const question = asked.get(await stemOf(page))! as OrderingQuestion;
    for (const [place, { text }] of question.sequence.entries()) {
      const line = page.getByRole("listitem").filter({ hasText: text });
      while ((await page.locator("ol > li label").allInnerTexts()).indexOf(text) > place) await line.getByRole("button", { name: /^Move up/ }).click();
    }
    expect(await page.locator("ol > li label").allInnerTexts()).toEqual(question.sequence.map(({ text }) => text));
    await page.getByRole("button", { name: "Answer" }).click();
    await page.getByRole("region", { name: "Feedback" }).getByText("Right", { exact: true }).first().waitFor();
    await page.getByRole("link", { name: "See result" }).click();
    expect(await page.locator("[data-score]").first().getAttribute("data-score")).toBe("5");
    await page.context().close();
  });

  test("shows an address of any length whole on a phone", async () => {
    const long = `https://signin.bank.example.${"a-very-long-name.".repeat(8)}evil.example/account`;
    const question = await makeQuestion(world.db, { options: [{ id: "a", text: long, correct: true, feedback: `${long} is a trap.` }, { id: "b", text: "https://bank.example", correct: false, feedback: "That is the bank." }] });
    const { quiz: lookalikes } = await makeQuiz(world.db, { questions: [question] });
    const page = await visitAs(await makePerson(world.db), browser, world, { viewport: { width: 360, height: 740 } });
    await page.goto(`/quizzes/${lookalikes.slug}`);
    await page.getByRole("button", { name: "Start quiz" }).click();
    expect(await complaintsAbout(page)).toEqual([]);
    await page.getByLabel(long).check();
    await page.getByRole("button", { name: "Answer" }).click();
    await page.getByRole("region", { name: "Feedback" }).waitFor();
    expect(await complaintsAbout(page)).toEqual([]);
    await page.context().close();
  });
});
