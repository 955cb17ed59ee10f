import { test } from "vitest";
import { TOTP } from "otpauth";
import { newAccountLink } from "../../src/domain/account-links.ts";
import { makePerson, PASSWORD } from "../support/make.ts";
import { startBrowser, visitAs, visit } from "../support/visit.ts";
import { openWorld } from "../support/world.ts";

test("sights", async () => {
  const world = await openWorld({ publicUrl: "", mail: { address: "smtp://127.0.0.1:1", from: "a@b.example" } });
  const browser = await startBrowser();
  const baseURL = world.address.replace("127.0.0.1", "localhost");
  const person = await makePerson(world.db, { roles: ["admin"], name: "Wilhelmina von Hohenstein-Lauterbach", language: process.env["LANG_"] ?? null });
  const looks: [string, number, "light" | "dark"][] = [["m", 360, "light"], ["d", 1280, "dark"], ["t", 768, "light"]];
  const shoot = async (page: Awaited<ReturnType<typeof visit>>, name: string) => {
    for (const [short, width, colorScheme] of looks) {
      await page.emulateMedia({ colorScheme }); await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `/tmp/accounts-shots/${name}-${short}.png`, fullPage: true });
    }
  };
  const guest = await visit(browser, world, { baseURL });
  await guest.goto("/session/new"); await shoot(guest, "signin");
  await guest.goto("/account/reset"); await shoot(guest, "reset");
  await guest.goto("/account/reset/sent"); await shoot(guest, "sent");
  await guest.goto(`/account/invitation/${await newAccountLink(world.db, person.id, "invitation", world.now())}`);
  await guest.locator("#password").fill("passwordpassword"); await guest.locator("main form button").click(); await shoot(guest, "choose");
  const page = await visitAs(await makePerson(world.db, { ...{ email: "x@example.test" } }), browser, world, { baseURL });
  await page.context().close();
  const own = await visit(browser, world, { baseURL });
  await own.goto("/session/new"); await own.locator("#email").fill(person.email); await own.locator("#password").fill(PASSWORD); await own.locator("main form button").first().click();
  await own.waitForURL((url) => url.pathname === "/");
  await own.goto("/account/security"); await shoot(own, "security-empty");
  await own.goto("/account/security/enrolment"); await shoot(own, "enrolment");
  await own.goto("/account/security/codes"); await own.locator("details summary").first().click(); await shoot(own, "codes");
  const secret = (await own.locator(".secret").textContent())!.replaceAll(" ", "");
  await own.locator("#code").fill(new TOTP({ secret }).generate({ timestamp: world.now().getTime() })); await own.locator("main form button").first().click();
  await own.locator(".recovery-codes").waitFor(); await shoot(own, "recovery");
  for (const name of ["Work laptop", "Security key on my key ring with a rather long name of it"]) await world.db("passkeys").insert({ public_id: name.slice(0, 5), person_id: person.id, credential_id: name, public_key: "x", counter: 0, transports: "[]", name, is_synced: name.length < 15 ? 1 : 0, created_at: "2026-01-02T08:00:00Z", last_used_at: "2026-01-04T08:00:00Z" });
  await world.db("sessions").insert({ id: "other", person_id: person.id, data: "{}", touched_at: "2026-01-05T08:00:00Z", expires_at: "2027", started_at: "2026-01-03T08:00:00Z", agent: "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", network: "2001:db8:1234:5678::/64", factor: "password-code" });
  await own.goto("/account/security"); await shoot(own, "security");
  await own.goto("/account/security/password"); await shoot(own, "password");
  await own.goto("/account/security/passkeys/new"); await shoot(own, "passkey");
  await own.goto("/account/confirmation"); await own.locator("#confirm-password").fill("x"); await own.locator("main form button").last().click(); await shoot(own, "confirm");
  await own.goto(`/admin/people/${person.public_id}`); await shoot(own, "person");
  await own.goto("/admin/people/new"); await shoot(own, "people-new");
  await own.goto("/admin/settings/sign-in"); await shoot(own, "settings-signin");
  await own.goto("/admin/settings"); await shoot(own, "settings");
  await own.goto("/settings"); await shoot(own, "own-settings");
  await guest.goto("/session/new"); await guest.locator("#email").fill(person.email); await guest.locator("#password").fill(PASSWORD); await guest.locator("main form button").first().click();
  await guest.waitForURL("**/session/second"); await shoot(guest, "second");
  await browser.close(); await world.close();
}, 200_000);
