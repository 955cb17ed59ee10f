import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../../src/domain/answering.ts";
import { startAttempt } from "../../../src/domain/attempts.ts";
import { complaintsAbout } from "../../support/looks.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { startBrowser, visitAs } from "../../support/visit.ts";
import { openWorld, type World } from "../../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

const PHONE = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };

async function expectSound(page: Page): Promise<void> {
  expect(await complaintsAbout(page)).toEqual([]);
}

describe("a question of which a further option is true", () => {
  test("is reported, taken out of circulation, regraded by a trainer, and its learner is told of the new result", async () => {
    const [learner, trainer] = [await makePerson(world.db, { name: "Rita Reporter" }), await makePerson(world.db, { roles: ["trainer"] })];
    const { quiz, questions } = await makeQuiz(world.db, { questions: 3, title: "Passwords" });
    const attempt = await startAttempt(world.db, learner, quiz, world.now());
    for (const [position, chosen] of ["b", "a", "a"].entries()) await answerQuestion(world.db, learner, attempt, position + 1, [chosen], world.now());

    const phone = await visitAs(learner, browser, world, PHONE);
    await phone.goto(`/attempts/${attempt.public_id}/questions/1`);
    await phone.getByText("Report a problem with this question").click();
    await phone.getByLabel("Another option is also true").check();
    await phone.getByRole("button", { name: "Send report" }).click();
    await phone.getByRole("link", { name: "Choose the option that is also true." }).waitFor();
    await phone.getByLabel("Which option is also true?").selectOption({ label: questions[0]!.body.options[1]!.text });
    await phone.getByRole("button", { name: "Send report" }).click();
    await phone.getByText("Nobody is asked this question until a trainer has looked").waitFor();

    const desk = await visitAs(trainer, browser, world);
    await desk.goto("/studio");
    await desk.getByText("Out of circulation").first().waitFor();
    await expectSound(desk);
    await desk.getByRole("link", { name: "The report" }).click();
    await expectSound(desk);
    await desk.getByRole("link", { name: questions[0]!.body.stem }).click();
    await desk.getByText("Rita Reporter").waitFor();
    await expectSound(desk);
    await desk.getByRole("link", { name: "Regrade" }).click();
    await desk.getByRole("button", { name: "See what would happen" }).click();
    await desk.getByRole("link", { name: "Choose what should happen." }).waitFor();
    await expectSound(desk);
    await desk.getByLabel("Another key").check();
    await desk.getByLabel(questions[0]!.body.options[1]!.text).check();
    await desk.getByLabel("Why?").fill("The source says both. Thank you for the report.");
    await desk.getByRole("button", { name: "See what would happen" }).click();
    await desk.getByRole("heading", { name: "One result changes" }).waitFor();
    await expectSound(desk);
    await desk.getByRole("button", { name: "Regrade now" }).click();
    await desk.getByText("The question is regraded.").waitFor();
    await expectSound(desk);
    await desk.goto("/studio/reports");
    await desk.getByRole("link", { name: questions[0]!.body.stem }).click();
    await desk.getByLabel("The question was regraded").check();
    await desk.getByRole("button", { name: "Close the report" }).click();
    await desk.getByText("No report is open").waitFor();
    await expectSound(desk);

    await phone.context().close();
    const home = await visitAs(learner, browser, world, { viewport: PHONE.viewport });
    await home.goto("/");
    await home.getByText("Your result in “Passwords” changed from 2 of 3 to 3 of 3.").waitFor();
    await expectSound(home);
    await home.getByRole("link", { name: "See the result: Passwords" }).click();
    await home.getByText("Your result changed from 2 of 3 to 3 of 3.").waitFor();
    await expectSound(home);
    await home.getByRole("link", { name: questions[0]!.body.stem }).click();
    await home.getByText("The key of this question was corrected.").waitFor();
    await expectSound(home);
    await home.goto("/");
    expect(await home.getByText("changed from").count()).toBe(0);

    await desk.goto(`/studio/questions/${questions[0]!.row.public_id}/regrades`);
    await desk.getByRole("link", { name: "Reverse it" }).click();
    await desk.getByLabel("Why was it wrong?").fill("The other source is older.");
    await expectSound(desk);
    await desk.getByRole("button", { name: "Reverse the regrade" }).click();
    await desk.getByText("The regrade is reversed.").waitFor();
    await home.goto("/");
    await home.getByText("Your result in “Passwords” changed from 3 of 3 to 2 of 3.").waitFor();
  }, 120_000);
});
