import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disputeFact } from "../../src/domain/ageing.ts";
import { formatNumber } from "../../src/lib/certificate-number.ts";
import { loadPiggybacking } from "../support/studio.ts";
import { complaintsInEveryLook } from "../support/looks.ts";
import { DOUBT } from "../support/facts.ts";
import { makePerson, makeQuestion, makeQuiz } from "../support/make.ts";
import { sit } from "../support/sitting.ts";
import { startBrowser, visit, visitAs } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

describe("incidents and certificates", () => {
  test("can be read, chosen and checked by everybody, without JavaScript, narrow and light, wide and dark", async () => {
    await loadPiggybacking(world.db, world.now());
    const incident = (await world.db("incidents").where({ slug: "piggybacking" }).first())!;
    const fact = (await world.db("facts").where({ key: "took-over" }).first())!;
    const person = await makePerson(world.db, { name: "Anna Bell", roles: ["admin"] });
    await disputeFact(world.db, person, fact, DOUBT, world.now());
    const { quiz } = await makeQuiz(world.db, { questions: [await makeQuestion(world.db, { level: "decide", row: { incident_id: incident.id } })], certificate_months: 12 });
    const agent = await world.signedInAs(person);
    await (await sit(world, agent, quiz.slug)).finish();
    await sit(world, agent, (await makeQuiz(world.db, { questions: [await makeQuestion(world.db, { row: { incident_id: incident.id } })] })).quiz.slug);
    const certificate = `/certificates/${formatNumber((await world.db("certificates").first())!.number)}`;

    const page = await visitAs(person, browser, world);
    for (const path of ["/incidents", "/incidents?q=zebra", "/incidents/piggybacking", "/certificates", certificate, "/certificates/check?number=7"]) {
      await page.goto(path);
      expect([path, ...(await complaintsInEveryLook(page))]).toEqual([path]);
    }
    await page.context().close();

    const plain = await visitAs(person, browser, world, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await plain.goto("/incidents/piggybacking");
    await plain.getByText("What is advised, and why").press("Enter");
    await plain.getByText("Why option a of question").waitFor();
    await plain.goto(certificate);
    await plain.getByLabel("My full name, with the full link only").check();
    await plain.getByRole("button", { name: "Save" }).click();
    await plain.getByRole("definition").filter({ hasText: "Anna Bell" }).waitFor();
    const stranger = await visit(browser, world, { javaScriptEnabled: false });
    await stranger.goto("/certificates/check");
    await stranger.getByLabel("Number").fill(certificate.split("/").at(-1)!.toLowerCase());
    await stranger.getByRole("button", { name: "Check" }).click();
    await stranger.getByText("This certificate is valid.").waitFor();
    await stranger.getByRole("definition").filter({ hasText: "A. B." }).waitFor();
  });
});
