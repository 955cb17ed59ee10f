import { afterAll, beforeAll, expect, test } from "vitest";
import { makeGermanSights, type GermanSights } from "../support/german-sights.ts";
import { ENGLISH_PIECES, isEnglish } from "../support/english-texts.ts";
import { spokenBy } from "../support/spoken.ts";
import { unmeantIn } from "../support/unmeant.ts";
import { openWorld, type World } from "../support/world.ts";

let [world, sights]: [World, GermanSights] = [] as never;
beforeAll(async () => { world = await openWorld(); sights = await makeGermanSights(world); }, 120_000);
afterAll(() => world.close());

/** Words that no German text has, whether they stand in a catalogue or were written into a page. */
const SMALL_WORDS = /(?<!\p{L})(?:the|your?|of|is|are|and|this|that|with|from|what|which|by|to|every|about|not|no|its?|at|questions?|answers?|quizzes)(?!\p{L})/iu;
/** Names of what is content, or of people and things. */
const NAMES = /@example\.test|The Gazette|The Press|^(?:America|Europe)\/|^The incident \d+ · Debrief$/;

test("a number of days, weeks or months stands in the case that its sentence wants", async () => {
  const said = async (place: string) => (await sights.agent.get(place).expect(200)).text.replace(/<[^>]*>/g, " ").replace(/[\s\u2066-\u2069]+/g, " ");
  expect(await said("/account/security")).toMatch(/spätestens aber nach \d+ Tagen\./);
  expect(await said("/admin/backups")).toContain("aus 7 Tagen, 4 Wochen und 6 Monaten");
  expect(await said("/admin/settings")).toMatch(/ 6 Monate /);
});

test("a German reader finds no English text of ours on any page of a learner", { timeout: 120_000 }, async () => {
  expect(ENGLISH_PIECES).toBeGreaterThan(500);
  const found: Record<string, string[]> = {};
  for (const place of new Set(sights.places)) {
    const { text, status } = await sights.agent.get(place).redirects(2);
    expect(status, place).toBeLessThan(500);
    expect(unmeantIn(text), place).toEqual([]);
    expect(text, place).toContain('<html lang="de"');
    const odd = spokenBy(text).filter((said) => !NAMES.test(said) && (SMALL_WORDS.test(said) || isEnglish(said)));
    if (odd.length > 0) found[place] = odd;
  }
  expect(found).toEqual({});
});
