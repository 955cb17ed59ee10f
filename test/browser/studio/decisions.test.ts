import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complaintsInEveryLook } from "../../support/looks.ts";
import { makePerson, makeQuestion, makeQuiz } from "../../support/make.ts";
import { DECISION, loadPiggybacking } from "../../support/studio.ts";
import { startBrowser, visitAs } from "../../support/visit.ts";
import { openWorld, type World } from "../../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); await loadPiggybacking(world.db, world.now()); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

const trainer = () => makePerson(world.db, { roles: ["trainer"] });

async function fill(page: Page): Promise<void> {
  await page.getByLabel("What the colleague sees").fill(DECISION.decision.situation);
  for (const { row, text, feedback } of DECISION.options) {
    await page.locator(`#option-${row}-text`).fill(text);
    await page.locator(`#option-${row}-feedback`).fill(feedback);
  }
  await page.locator("#option-2-correct").check();
}

describe("a decide question", () => {
  test("is checked while somebody types, saved, and sent to everybody", async () => {
    const page = await visitAs(await trainer(), browser, world);
    await page.goto("/studio/questions/new?kind=decide&incident=piggybacking");
    await fill(page);
    await page.getByText("No flaws were found.").waitFor();
    await page.locator("#option-2-text").fill("Unknown so far, with every finding listed one by one in the report, and with its source");
    await page.getByText("Longest option correct").waitFor();
    await page.locator("#option-2-text").fill(DECISION.options[1]!.text);
    await page.getByText("No flaws were found.").waitFor();
    await page.getByRole("button", { name: "Save question" }).click();
    await page.getByRole("link", { name: "Send as today’s question" }).click();
    await page.getByRole("button", { name: /^Send to/ }).dblclick();
    await page.getByText("on everybody's home page now").or(page.getByText("had been sent already")).waitFor();
    expect(await world.db("quizzes").whereNotNull("drop_of")).toHaveLength(1);
    await page.context().close();
  });

  test("has pages that fit and are readable by everybody in every width and theme", async () => {
    const page = await visitAs(await trainer(), browser, world);
    const recall = await makeQuestion(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: [recall], state: "draft" });
    await makeQuiz(world.db, { questions: [recall], drop_of: recall.row.id });
    const look = async (name: string) => expect([name, ...(await complaintsInEveryLook(page))]).toEqual([name]);
    for (const path of ["/studio/questions/new?kind=decide&incident=piggybacking", "/studio/incidents/piggybacking", "/studio/incidents/piggybacking/lessons/1", `/studio/quizzes/${quiz.slug}`, `/studio/questions/${(await makeQuestion(world.db)).row.public_id}/drop`, "/"]) {
      await page.goto(path);
      await look(path);
    }
    await page.goto("/studio/questions/new?kind=decide");
    await page.getByRole("button", { name: "Save question" }).click();
    await page.getByText("There is a problem").waitFor();
    await look("the form with complaints");
    await page.context().close();
  });
});
