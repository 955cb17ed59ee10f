import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claim, launchClaims, openPlatform, registerPlatform, type Platform } from "../support/learning-platform.ts";
import { makeQuiz } from "../support/make.ts";
import { startBrowser, visit } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

let [browser, world, platform]: [Browser, World, Platform] = [] as never;
let course = "";
beforeAll(async () => {
  platform = await openPlatform(() => world.now());
  course = platform.origin.replace("127.0.0.1", "localhost");
  browser = await startBrowser();
  world = await openWorld({ webhookOrigins: [platform.origin], publicUrl: "https://quiz.example.test", trustProxy: 1 });
  await registerPlatform(world, platform, { loginUrl: `${course}/auth` });
});
afterAll(async () => { await browser.close(); await world.close(); await platform.close(); });

/** A page of the course at another site than ours, behind what looks like a proxy that ends https. */
async function openCourse(slug: string, options = {}) {
  platform.signsInAt(world.address, (nonce) => launchClaims(platform, world, nonce, { [claim("target_link_uri")]: `https://quiz.example.test/lti/quizzes/${slug}` }));
  const page = await visit(browser, world, { extraHTTPHeaders: { "X-Forwarded-Proto": "https" }, ...options });
  const begin = new URL(`${world.address}/lti/login`);
  for (const [name, value] of Object.entries({ iss: platform.origin, login_hint: "4", target_link_uri: "https://quiz.example.test/lti/launch" })) begin.searchParams.set(name, value);
  await page.goto(`${course}/course?open=${encodeURIComponent(begin.href)}`);
  return page;
}

describe("in a course at another site", () => {
  test("a quiz is answered in the frame from the first question to the result", async () => {
    const { quiz } = await makeQuiz(world.db, { questions: 2 });
    const page = await openCourse(quiz.slug);
    const frame = page.frame("quiz")!;
    await frame.waitForURL(/\/attempts\/[^/]+\/questions\/1$/);
    for (const _question of [1, 2]) {
      await frame.getByRole("radio").first().check();
      await frame.getByRole("button", { name: "Answer" }).click();
      await frame.getByRole("link", { name: /Next|result/ }).click();
    }
    await frame.locator("[data-score]").first().waitFor();
    expect(await world.db("attempts").where({ quiz_id: quiz.id }).whereNotNull("finished_at")).toHaveLength(1);
  });
});
