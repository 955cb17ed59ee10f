import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DOUBT, makeFact, makeQuestionOn } from "../../support/facts.ts";
import { complaintsInEveryLook } from "../../support/looks.ts";
import { makePerson, makeQuestion, makeQuiz } from "../../support/make.ts";
import { startBrowser, visitAs } from "../../support/visit.ts";
import { openWorld, type World } from "../../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

describe("the page of a fact", () => {
  test("works without JavaScript, and looks right before and after, narrow and light, wide and dark", async () => {
    const fact = await makeFact(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: [await makeQuestion(world.db), await makeQuestionOn(world.db, fact)] });
    const trainer = await makePerson(world.db, { roles: ["trainer"] });
    const plain = await visitAs(trainer, browser, world, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await plain.goto(`/studio/facts/${fact.key}`);
    await plain.getByLabel("Disputed", { exact: true }).check();
    await plain.getByLabel("Why?").fill(DOUBT.reason);
    await plain.getByLabel("Publisher of the page that says so").fill(DOUBT.publisher);
    await plain.getByLabel("Its date").fill(DOUBT.published);
    await plain.getByLabel("Its link").fill(DOUBT.url);
    await plain.getByRole("button", { name: "Save and withdraw its questions" }).click();
    await plain.getByRole("link", { name: "Give the title of the page." }).click();
    await plain.getByLabel("Its title").fill(DOUBT.title);
    await plain.getByRole("button", { name: "Save and withdraw its questions" }).click();
    await plain.getByText("The fact is disputed.").waitFor();

    const page = await visitAs(trainer, browser, world);
    for (const path of [`/studio/facts/${fact.key}`, "/studio", `/studio/quizzes/${quiz.slug}`, `/studio/incidents/${fact.key}`]) {
      await page.goto(path);
      expect([path, ...(await complaintsInEveryLook(page))]).toEqual([path]);
    }
    expect((await world.db("facts").where({ id: fact.id }).first())!.standing).toBe("disputed");
  });
});
