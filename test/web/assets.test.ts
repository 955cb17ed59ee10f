import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

test("the styles come in one answer, every file in its layer", async () => {
  const { text, headers } = await world.visitor().get("/css/application.css").expect(200);
  expect(headers["content-type"]).toMatch(/^text\/css/);
  expect(text).not.toContain("@import");
  expect(text).toContain("@layer components {");
});

test("fonts come out of their packages and may be kept for a year", async () => {
  const { headers } = await world.visitor().get("/fonts/inter/inter-latin-wght-normal.woff2").expect(200);
  expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
});

test.each(["/css/../../package.json", "/fonts/inter/../../../../package.json", "/%2e%2e/package.json", "/.env"])("%s is not served", async (path) => {
  expect((await fetch(world.address + path)).status).toBe(404);
});
