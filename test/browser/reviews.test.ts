import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { queueDigests } from "../../src/domain/digests.ts";
import { postOffice } from "../../src/domain/post-office.ts";
import { sendWaitingMail } from "../../src/domain/sending-mail.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makeFact, makeQuestionAbout } from "../support/facts-asked.ts";
import { complaintsAbout } from "../support/looks.ts";
import { mailRulesWith } from "../support/mail-rules.ts";
import { openMailServer } from "../support/mail-server.ts";
import { makePerson, makeQuiz, makeTeam } from "../support/make.ts";
import { startBrowser, visitAs } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

/** A learner with two facts that are due today. */
async function learner(): Promise<Person> {
  world.travelTo("2026-01-05T09:00:00Z");
  const person = await makePerson(world.db);
  for (let made = 0; made < 2; made++) {
    const fact = await makeFact(world.db);
    const [first, other] = [await makeQuestionAbout(world.db, [fact]), await makeQuestionAbout(world.db, [fact])];
    await makeQuiz(world.db, { questions: [other] });
    const attempt = await startAttempt(world.db, person, (await makeQuiz(world.db, { questions: [first] })).quiz, world.now());
    await answerQuestion(world.db, person, attempt, 1, ["b"], world.now());
  }
  world.travelTo("2026-01-06T09:00:00Z");
  return person;
}

async function expectSound(page: Page): Promise<void> {
  expect(await complaintsAbout(page)).toEqual([]);
}

describe("a review", () => {
  test("is done on a phone without JavaScript, and leads to reminders", async () => {
    const page = await visitAs(await learner(), browser, world, { javaScriptEnabled: false, viewport: { width: 360, height: 740 }, colorScheme: "dark" });
    await page.getByRole("link", { name: "2 facts to refresh, about 40 seconds" }).click();
    await page.getByRole("button", { name: "Refresh them" }).click();
    await page.getByRole("radio").first().check();
    await page.getByRole("button", { name: "Answer" }).click();
    await page.getByRole("link", { name: "Next question" }).click();
    await page.getByRole("radio").first().check();
    await page.getByRole("button", { name: "I’m guessing" }).click();
    await page.getByText(/^You guessed, and you were/).waitFor();
    await page.getByRole("link", { name: "Finish" }).click();
    await page.getByRole("heading", { name: "Done for today." }).waitFor();
    await page.getByRole("link", { name: "Be reminded" }).click();
    await page.getByRole("button", { name: "Make a calendar address" }).click();
    expect(await page.getByLabel("The address of your calendar").inputValue()).toMatch(/\/calendar\/[\w-]{43}\.ics$/);
    await page.context().close();
  });

  test("is done by keys alone, on pages that are sound in every state", async () => {
    const page = await visitAs(await learner(), browser, world);
    for (const path of ["/", "/review", "/reminders"]) { await page.goto(path); await expectSound(page); }
    await page.goto("/review");
    await page.getByRole("button", { name: "Refresh them" }).press("Enter");
    for (const next of ["Next question", "Finish"]) {
      await page.getByRole("radio").first().waitFor();
      await expectSound(page);
      await page.keyboard.press("2");
      await page.keyboard.press("Enter");
      await page.getByRole("region", { name: "Feedback" }).waitFor();
      await expectSound(page);
      await page.getByRole("link", { name: next }).waitFor();
      await page.keyboard.press("Enter");
    }
    await page.getByRole("heading", { name: "Done for today." }).waitFor();
    await expectSound(page);
    await page.context().close();
  });
});

describe("a reminder", () => {
  test("is sent when a quiz is assigned, leads to it, and comes no more once it is done", async () => {
    world.travelTo("2026-01-06T09:00:00Z");
    const [server, rules] = [await openMailServer(), mailRulesWith({ site: world.address })];
    const [team, trainer] = [await makeTeam(world.db), await makePerson(world.db, { roles: ["trainer", "admin"] })];
    const person = await makePerson(world.db, { team_id: team.id });
    await assignQuiz(world.db, trainer, (await makeQuiz(world.db, { title: "The expected attachment", questions: 1 })).quiz, { teamId: team.id, dueAt: "2026-01-07T23:59:59.999Z" }, world.now());
    const remind = async () => {
      server.taken.length = 0;
      while (await queueDigests(world.db, rules, world.now())) continue;
      await sendWaitingMail(world.db, postOffice({ address: server.address, from: "debrief@example.org" }), rules, world.now);
      return server.taken.filter(({ to }) => [to].flat()[0]?.value[0]?.address === person.email);
    };
    const [mail] = await remind();
    expect(mail!.text).toContain("The expected attachment\nDue tomorrow, 7 January 2026");

    const page = await visitAs(person, browser, world, { viewport: { width: 360, height: 740 } });
    await page.goto(/https?:\S+quizzes\S+/.exec(mail!.text!)![0]);
    await page.getByRole("button", { name: /start/i }).click();
    await page.getByRole("radio").first().check();
    await page.getByRole("button", { name: "Answer" }).click();
    await page.goto(`${world.address}/reminders`);
    await page.getByRole("cell", { name: /1 quiz to finish/ }).waitFor();
    await expectSound(page);
    await page.context().close();

    world.travelTo("2026-01-08T09:00:00Z");
    expect(await remind()).toEqual([]);
    const office = await visitAs(trainer, browser, world, { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
    for (const path of ["/admin/mail", "/admin/mail/words", "/admin/mail/channels/new", "/studio/mail"]) {
      await office.goto(`${world.address}${path}`);
      await expectSound(office);
    }
    await office.context().close();
    await server.close();
  });
});
