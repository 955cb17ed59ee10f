import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorld, type World } from "../support/world.ts";

const COMPONENTS = "public/css/components";
const names = readdirSync(COMPONENTS).map((file) => file.replace(/\.css$/, ""));

/** The classes that a file of styles is about: those that its rules begin with. */
const classesOf = (name: string) => [...readFileSync(join(COMPONENTS, `${name}.css`), "utf8").matchAll(/^\.([\w-]+)/gm)].map(([, each]) => each!);

let world: World;
let page: string;
beforeAll(async () => {
  world = await openWorld({ styleguide: true });
  page = (await world.visitor().get("/styleguide").expect(200)).text;
});
afterAll(() => world.close());

describe("the style guide", () => {
  test.each(names)("shows %s in both themes", (name) => {
    const [, section = ""] = new RegExp(`data-component="${name}"([\\s\\S]*?)</section>\\s*(?:<section class="section specimen"|</main>)`).exec(page) ?? [];
    const [, light = "", dark = ""] = section.split(/data-theme="\w+"/);
    const isShownIn = (part: string) => classesOf(name).some((each) => new RegExp(`class="[^"]*\\b${each}(?![\\w-])`).test(part));
    expect({ light: isShownIn(light), dark: isShownIn(dark) }).toEqual({ light: true, dark: true });
  });

  test("names nothing twice", () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  });

  test("is not there where people work", async () => {
    const usual = await openWorld();
    await usual.visitor().get("/styleguide").expect(404);
    await usual.close();
  });
});
