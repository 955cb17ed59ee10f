import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entitySchema } from "../../../src/engine/knowledge/entity.ts";
import type { ChoiceQuestion } from "../../../src/engine/questions/question.ts";
import { makeCrowd } from "../../support/crowd.ts";
import { complaintsInEveryLook } from "../../support/looks.ts";
import { makePerson, makeQuestion, makeQuiz } from "../../support/make.ts";
import { loadPiggybacking } from "../../support/studio.ts";
import { startBrowser, visitAs } from "../../support/visit.ts";
import { openWorld, type World } from "../../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

const LONG = "A supplier writes that its bank details have changed and asks you to pay an open invoice of 48,000 euros to a new account before the end of the day. What do you do first?";

describe("the pages of statistics", () => {
  test("fit, are readable by everybody, and lead from a weak question to another option by keyboard", async () => {
    const [trainer, row] = [await makePerson(world.db, { roles: ["trainer"] }), (await loadPiggybacking(world.db, world.now())).find(({ kind }) => kind === "single")!];
    await world.db("entities").insert({ key: "sandworm", incident_id: null, type: "intrusion-set", name: "Sandworm", data: JSON.stringify(entitySchema.parse({ id: "sandworm", type: "intrusion-set", name: "Sandworm" })) });
    const version = (await world.db("question_versions").where({ question_id: row.id }).first())!;
    const body = JSON.parse(version.body) as ChoiceQuestion;
    const [key, tempting] = [body.options.find(({ correct }) => correct)!.id, body.options.find(({ correct }) => !correct)!.id];
    const made = await makeQuiz(world.db, { title: "What came of NotPetya, and how offices keep doors open", questions: [{ row, version, body }, await makeQuestion(world.db), await makeQuestion(world.db, { stem: LONG })] });
    await makeCrowd(world.db, made, 110, { chooses: (ability, place, random) => (place > 0 ? (random() < ability ? "a" : "b") : random() < ability ? key : tempting) });
    const few = await makeQuiz(world.db, { questions: 1 });
    await makeCrowd(world.db, few, 18);

    const looking = await visitAs(trainer, browser, world);
    for (const path of [`/studio/quizzes/${made.quiz.slug}/statistics`, `/studio/quizzes/${few.quiz.slug}/statistics`, `/studio/questions/${row.public_id}/statistics`]) {
      await looking.goto(path);
      expect([path, ...(await complaintsInEveryLook(looking))]).toEqual([path]);
    }
    await looking.context().close();

    const page = await visitAs(trainer, browser, world, { javaScriptEnabled: false });
    await page.goto(`/studio/quizzes/${made.quiz.slug}/statistics`);
    await page.getByRole("link", { name: "Facility" }).press("Enter");
    await page.waitForURL(/sort=facility/);
    await page.getByRole("rowheader", { name: body.stem }).getByRole("link").last().press("Enter");
    await page.getByRole("button", { name: /^Replace “/ }).first().press("Enter");
    await page.getByText("Version 2 was saved with the other option.").waitFor();
  });
});
