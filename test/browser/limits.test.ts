import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addTime } from "../../src/domain/adding-time.ts";
import { complaintsAbout } from "../support/looks.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { startBrowser, visitAs } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

const START = Date.parse("2026-01-05T09:00:00Z");

describe("the time that is left", () => {
  test("is counted down calmly, warned of aloud, follows what a trainer adds, and ends with what was chosen being sent", async () => {
    world.travelTo(new Date(START));
    const [learner, trainer] = [await makePerson(world.db), await makePerson(world.db, { roles: ["trainer"] })];
    const { quiz } = await makeQuiz(world.db, { limit_minutes: 10, questions: 2 });
    const page = await visitAs(learner, browser, world, { viewport: { width: 360, height: 740 }, timezoneId: "Europe/Berlin", locale: "en-GB" });
    await page.clock.install({ time: "2001-01-01T00:00:00Z" });
    const pass = async (seconds: number) => { world.travelTo(new Date(world.now().getTime() + seconds * 1000)); await page.clock.runFor(seconds * 1000); };
    const [left, status] = [page.locator("[data-part=left]"), page.locator("[data-part=status]")];

    await page.goto(`/quizzes/${quiz.slug}`);
    await page.getByRole("button", { name: "Start quiz" }).click();
    await left.filter({ hasText: "10:00" }).waitFor();
    expect(await page.locator("[data-part=until]").textContent()).toBe("10:10");
    await pass(7 * 60);
    await left.filter({ hasText: "3:00" }).waitFor();
    expect(await status.textContent()).toBe("");
    await pass(61);
    await status.filter({ hasText: "2 minutes left. What you have answered is saved." }).waitFor();
    expect(await complaintsAbout(page)).toEqual([]);

    await page.getByText("Time left").click();
    expect(await left.isVisible()).toBe(false);
    await page.reload();
    expect([await left.isVisible(), await status.textContent()]).toEqual([false, ""]);
    await pass(92);
    await status.filter({ hasText: "seconds left" }).waitFor();

    await addTime(world.db, trainer, quiz, { key: "a form of the trainer", minutes: 5, email: "" }, world.now());
    await pass(20);
    await status.filter({ hasText: "A trainer added 5 minutes." }).waitFor();
    await page.getByRole("radio").first().check();
    await pass(5 * 60 + 8);
    await page.getByRole("region", { name: "Feedback" }).waitFor();
    expect(await world.db("attempts").where({ person_id: learner.id }).first()).toMatchObject({ finished_at: "2026-01-05T09:15:00.000Z", of: 2 });
    await page.goto(page.url().replace(/questions.*/, "result"));
    await page.getByText("one question was not answered and counts as missed").waitFor();
    expect(await complaintsAbout(page)).toEqual([]);
  });
});
