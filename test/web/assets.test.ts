import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

async function addressesOnAPage(of: World): Promise<string[]> {
  const { text } = await of.visitor().get("/session/new").expect(200);
  return [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address]) => address!);
}
const ending = (addresses: string[], suffix: string) => addresses.find((address) => address.endsWith(suffix))!;

describe("the styles", () => {
  test("come in one answer, every file in its layer, with fonts under their own addresses", async () => {
    const { text, headers } = await world.visitor().get(ending(await addressesOnAPage(world), ".css")).expect(200);
    expect(headers["content-type"]).toMatch(/^text\/css/);
    expect(text).not.toMatch(/@import|asset:/);
    expect(text).toContain("@layer components {");
    for (const [, address] of text.matchAll(/url\("([^"]+)"\)/g)) await world.visitor().get(address!).expect(200);
  });
});

describe("the browser code", () => {
  test("comes in one answer that asks for no more", async () => {
    const { text } = await world.visitor().get(ending(await addressesOnAPage(world), ".js")).expect(200).expect("content-type", /javascript/);
    expect(text).toContain('customElements.define("submit-once"');
    expect(text).not.toMatch(/^\s*(?:import|export)\b/m);
  });
});

describe("an asset", () => {
  test("may be kept for a year, whichever process names it", async () => {
    const other = await openWorld();
    const addresses = await addressesOnAPage(world);
    expect(addresses.length).toBeGreaterThanOrEqual(5);
    expect(await addressesOnAPage(other)).toEqual(addresses);
    for (const address of addresses) await other.visitor().get(address).expect(200).expect("cache-control", "public, max-age=31536000, immutable");
    await other.close();
  });

  test("of another release is not there, and nobody keeps that", async () => {
    const stale = ending(await addressesOnAPage(world), ".css").replace(/\.[0-9a-f]{12}\./, ".0123456789ab.");
    await world.visitor().get(stale).expect(404).expect("cache-control", "no-store");
    await world.visitor().post(ending(await addressesOnAPage(world), ".css")).expect(404);
  });

  test("of text is sent in brotli to browsers that read it", async () => {
    const { headers } = await fetch(world.address + ending(await addressesOnAPage(world), ".css"), { headers: { "Accept-Encoding": "gzip, br" } });
    expect(headers.get("content-encoding")).toBe("br");
  });
});

test.each(["/assets/css/../../package.json", "/assets/%2e%2e/%2e%2e/package.json", "/css/application.css", "/%2e%2e/package.json", "/.env"])("%s is not served", async (path) => {
  expect((await fetch(world.address + path)).status).toBe(404);
});
