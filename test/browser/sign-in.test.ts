import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newPublicId } from "../../src/lib/ids.ts";
import { complaintsInEveryLook } from "../support/looks.ts";
import { makePerson } from "../support/make.ts";
import { openOidcIssuer, type OidcIssuer } from "../support/oidc-issuer.ts";
import { openSamlIdp, type SamlIdp } from "../support/saml-idp.ts";
import { makeProvider } from "../support/sign-in-provider.ts";
import { startBrowser, visit, visitAs } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

const ORIGINS: string[] = [];
const [OIDC, SAML] = [newPublicId(), newPublicId()];
let world: World;
let browser: Browser;
let op: OidcIssuer;
let idp: SamlIdp;
beforeAll(async () => {
  world = await openWorld({ webhookOrigins: ORIGINS });
  world.travelTo(new Date());
  browser = await startBrowser();
  op = await openOidcIssuer(world.address, OIDC);
  idp = await openSamlIdp(`${world.address}/sign-in/${SAML}/acs`);
  const elsewhere = idp.address.replace("127.0.0.1", "idp.internal");
  ORIGINS.push(op.issuer, elsewhere);
  await makeProvider(world, "oidc", OIDC, { name: "Acme", issuer: op.issuer, clientId: op.clientId, secret: op.clientSecret });
  await makeProvider(world, "saml", SAML, { name: "Contoso", issuer: idp.issuer, certificates: idp.cert, ssoUrl: `${elsewhere}/sso`, ssoBinding: "post", domains: "contoso.test", takesUnasked: "1" });
});
afterAll(async () => { await browser?.close(); await op.close(); await idp.close(); await world?.close(); });

beforeEach(() => world.travelTo(new Date()));

describe("signing in by a provider", () => {
  test("of a typed address leads there and back, and out again, without JavaScript", async () => {
    op.account({ sub: "ann", name: "Ann Example", email: "ann@example.test", email_verified: true });
    const page = await visit(browser, world, { javaScriptEnabled: false });
    await page.goto("/session/new?to=/progress");
    await page.getByLabel("Email").fill("ann@example.test");
    await page.getByRole("button", { name: "Single sign-on" }).click();
    await page.waitForURL("**/progress");
    expect(await page.getByText("Ann Example").count()).toBeGreaterThan(0);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL((url) => url.origin === op.issuer);
    await page.context().close();
  });

  test("on another site, which posts its answer, brings the browser's own sign-in back", async () => {
    idp.account("bob", { email: "bob@contoso.test", displayName: "Bob Example" });
    const page = await visit(browser, world);
    await page.goto("/session/new?to=/progress");
    expect(await complaintsInEveryLook(page)).toEqual([]);
    await page.getByRole("link", { name: "Sign in with Contoso" }).click();
    await page.waitForURL("**/progress");
    expect(await page.getByText("Bob Example").count()).toBeGreaterThan(0);
    await page.context().close();
  });

  test("on another site, which begins it by itself, is carried on by the browser that brings it", async () => {
    idp.account("tess", { email: "tess@contoso.test", displayName: "Tess Tile" });
    idp.set({ audience: `${world.address}/sign-in/${SAML}/metadata` });
    const page = await visit(browser, world);
    await page.goto(`${idp.address.replace("127.0.0.1", "idp.internal")}/sso?RelayState=/progress`);
    await page.waitForURL("**/progress");
    expect(await page.getByText("Tess Tile").count()).toBeGreaterThan(0);
    idp.set({});
    await page.context().close();
  });

  test("is tried by an administrator, who sees what the provider says and what would follow", async () => {
    op.account({ sub: "eve", name: "Eve Example", email: "eve@elsewhere.test", email_verified: true });
    const page = await visitAs(await makePerson(world.db, { roles: ["admin"] }), browser, world);
    await page.goto(`/admin/sign-in-providers/${OIDC}`);
    await page.getByRole("button", { name: "Try discovery now" }).click();
    await page.getByRole("status").getByText(`${op.issuer}/token`).waitFor();
    await page.getByText("What claims mean").click();
    expect(await complaintsInEveryLook(page)).toEqual([]);
    await page.getByRole("link", { name: "Try a sign-in" }).click();
    await page.getByText("Your address is not of a domain that may come in here.").waitFor();
    expect(await page.getByText("eve@elsewhere.test").count()).toBeGreaterThan(0);
    expect(await complaintsInEveryLook(page)).toEqual([]);
    expect(await world.db("people").where({ email: "eve@elsewhere.test" })).toEqual([]);
    await page.context().close();
  });
});
