import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bringPeople } from "../../../src/domain/bringing-people.ts";
import { comparePeople } from "../../../src/domain/comparing-people.ts";
import { addGroup } from "../../../src/domain/groups.ts";
import { newMail } from "../../../src/storage/outbox.ts";
import { complaintsInEveryLook } from "../../support/looks.ts";
import { makeHooks } from "../../support/hooks.ts";
import { makePerson, makeTeam } from "../../support/make.ts";
import { startBrowser, visitAs } from "../../support/visit.ts";
import { openWorld, type World } from "../../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

describe("the admin's pages", () => {
  test("fit and are readable by everybody in every width and theme", { timeout: 180_000 }, async () => {
    const team = await makeTeam(world.db, { name: "Operations" });
    const person = await makePerson(world.db, { team_id: team.id, roles: ["trainer"] });
    const page = await visitAs(await makePerson(world.db, { roles: ["admin"] }), browser, world);
    const group = await addGroup(world.db, person, { name: `Group ${team.public_id}`, rule: { match: "all", conditions: [{ field: "site", is: "none-of", values: ["Leeds"] }] } }, world.now());
    const brought = await bringPeople(world.db, person, { name: "staff.csv", bytes: Buffer.from("Email,Name,Shoe size\nodd,Bo,38\nann@example.test,Ann,39") }, { createsTeams: false, withLeavers: true }, world.now());
    await comparePeople(world.db, brought, world.now);
    const office = ["/admin", "/admin/people/imports", "/admin/people/imports/new", `/admin/people/imports/${brought.public_id}`, "/admin/groups", `/admin/groups/${group.public_id}`, `/admin/groups/${group.public_id}/edit`, `/admin/teams/${team.public_id}/merger`, `/admin/people/batches?deed=deactivate&person=${person.public_id}`];
    await world.db("directories").insert({ public_id: "directory", name: "Entra ID", team_from: "groups", site_from: "site", created_at: world.now().toISOString() });
    const connected = ["/admin/integrations/scim", "/admin/integrations/scim/directory"];
    for (const path of [...office, ...connected, "/admin/people", "/admin/people/new", `/admin/people/${person.public_id}`, "/admin/teams", `/admin/teams/${team.public_id}`]) {
      await page.goto(path);
      expect([path, ...(await complaintsInEveryLook(page))]).toEqual([path]);
    }
    await page.goto("/admin/people/new");
    await page.getByRole("button", { name: "Add person" }).click();
    expect(await complaintsInEveryLook(page)).toEqual([]);
    await world.db("backup_runs").insert({ night: "2026-01-04", state: "failed", tries: 3, planned_at: world.now().toISOString(), finished_at: world.now().toISOString(), milliseconds: 1_200, problem: JSON.stringify({ key: "backups.faults.no-folder", values: {} }) });
    await world.db("outbox").insert({ ...newMail({ person_id: person.id, channel_id: null, kind: "digest", day: "2026-01-04" }, world.now()), state: "held" });
    const hook = await makeHooks(world, person);
    for (const path of ["/admin/integrations/webhooks", hook, `${hook}/edit`, "/admin/integrations/record-store"]) {
      await page.goto(path);
      expect([path, ...(await complaintsInEveryLook(page))]).toEqual([path]);
    }
    for (const path of ["/admin/settings", ...["appearance", "languages", "mail", "privacy", "retention", "targets", "backups"].map((section) => `/admin/settings/${section}`), "/admin/audit", "/admin/policies", "/admin/policies/new", "/admin/evidence", "/admin/coverage", "/admin/backups", "/admin/mail", "/admin/integrations", "/admin/integrations/tokens"]) {
      await page.goto(path);
      expect([path, ...(await complaintsInEveryLook(page))]).toEqual([path]);
    }
  });

  test("lead into the reference of the API, which is folded up, opens where a link leads and narrows as somebody types", async () => {
    const page = await browser.newPage({ baseURL: world.address });
    await page.goto("/api/docs#teams-merge");
    await page.locator("#teams-merge").waitFor();
    expect(await page.locator("details[open]").count()).toBe(2);
    expect(await complaintsInEveryLook(page)).toEqual([]);
    await page.getByRole("searchbox").fill("certificates-read");
    expect(await page.locator(".api-item:visible h3").allTextContents()).toEqual(["Read a certificate"]);
    await page.getByRole("searchbox").fill("certificate nothing");
    await page.getByText("Nothing here has all of these words.").waitFor();
    await page.getByRole("searchbox").fill("");
    expect(await page.locator(".api-group[open]").count()).toBe(0);
    await page.close();
  });
});

describe("an accent", () => {
  test("is worn by its sample while it is chosen, and by the page before it is saved where there is no JavaScript", async () => {
    const admin = await makePerson(world.db, { roles: ["admin"] });
    const page = await visitAs(admin, browser, world);
    await page.goto("/admin/settings/appearance");
    await page.locator("#accentLight").fill("#e0a030");
    await page.getByText("Contrast 2.05 to 1: too weak").waitFor();
    const plain = await visitAs(admin, browser, world, { javaScriptEnabled: false });
    await plain.goto("/admin/settings/appearance");
    await plain.locator("#accentLight").fill("#7a1f5c");
    await plain.getByRole("button", { name: "Look at the colours" }).click();
    expect(await plain.evaluate<string>("getComputedStyle(document.querySelector('.actions .button')).backgroundColor")).toBe("rgb(122, 31, 92)");
    expect(await world.db("installation_settings")).toEqual([]);
  });
});

describe("deactivating a person", () => {
  test("asks first, and puts them out of their other window", async () => {
    const person = await makePerson(world.db, { name: "Zoe Out" });
    const theirs = await visitAs(person, browser, world);
    const page = await visitAs(await makePerson(world.db, { roles: ["admin"] }), browser, world);
    await page.goto(`/admin/people/${person.public_id}`);
    page.once("dialog", (question) => void question.dismiss());
    await page.getByRole("button", { name: "Deactivate" }).click();
    expect(await world.db("people").where({ id: person.id })).toMatchObject([{ deactivated_at: null }]);

    page.once("dialog", (question) => void question.accept());
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByText("Zoe Out was deactivated").waitFor();
    await theirs.goto("/progress");
    expect(new URL(theirs.url()).pathname).toBe("/session/new");
  });
});
