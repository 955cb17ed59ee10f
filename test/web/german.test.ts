import { afterAll, beforeAll, expect, test } from "vitest";
import { readCatalogue, type Catalogue } from "../../src/lib/catalogues.ts";
import { makeGermanSights, type GermanSights } from "../support/german-sights.ts";
import { spokenBy } from "../support/spoken.ts";
import { openWorld, type World } from "../support/world.ts";

let [world, sights]: [World, GermanSights] = [] as never;
beforeAll(async () => { world = await openWorld(); sights = await makeGermanSights(world); }, 120_000);
afterAll(() => world.close());

const textsOf = (catalogue: Catalogue): string[] => Object.values(catalogue).flatMap((text) => (typeof text === "string" ? [text] : textsOf(text)));
const piecesOf = (text: string) => text.split(/\{\{.*?\}\}|<\/?[a-z]+>/).map((piece) => piece.replace(/^[\W_]+|[\W_]+$/gu, "")).filter((piece) => piece.length > 3);
const asWords = (piece: string) => new RegExp(`(?<!\\p{L})${piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!\\p{L})`, "u");

const german = textsOf(readCatalogue("de")).join("\n");
const english = [...new Set(textsOf(readCatalogue("en")).flatMap(piecesOf))].map(asWords).filter((words) => !words.test(german));
/** Words that no German text has, whether they stand in a catalogue or were written into a page. */
const SMALL_WORDS = /(?<!\p{L})(?:the|your?|of|is|are|and|this|that|with|from|what|which|by|to|every|about|not|no|its?|at|questions?|answers?|quizzes)(?!\p{L})/iu;
/** Names of what is content, or of people and things. */
const NAMES = /@example\.test|The Gazette|The Press|^(?:America|Europe)\/|^The incident \d+ · Debrief$/;

test("a German reader finds no English text of ours on any page of a learner", { timeout: 120_000 }, async () => {
  expect(english.length).toBeGreaterThan(500);
  const found: Record<string, string[]> = {};
  for (const place of new Set(sights.places)) {
    const { text, status } = await sights.agent.get(place).redirects(2);
    expect(status, place).toBeLessThan(500);
    expect(text, place).toContain('<html lang="de"');
    const odd = spokenBy(text).filter((said) => !NAMES.test(said) && (SMALL_WORDS.test(said) || english.some((words) => words.test(said))));
    if (odd.length > 0) found[place] = odd;
  }
  expect(found).toEqual({});
});
