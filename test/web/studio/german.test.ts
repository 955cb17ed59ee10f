import { afterAll, beforeAll, expect, test } from "vitest";
import { SILENT } from "../../support/article-sights.ts";
import { DOUBT } from "../../support/facts.ts";
import { ENGLISH_PIECES, isEnglish } from "../../support/english-texts.ts";
import { spokenBy } from "../../support/spoken.ts";
import { makeStudioSights, type StudioSights } from "../../support/studio-sights.ts";
import { unmeantIn } from "../../support/unmeant.ts";
import { openWorld, type World } from "../../support/world.ts";

let [world, sights]: [World, StudioSights] = [] as never;
beforeAll(async () => { world = await openWorld({ model: SILENT }); sights = await makeStudioSights(world, "de"); }, 120_000);
afterAll(() => world.close());

/** What people wrote, which stays in the language that it was written in. */
async function findContent(): Promise<string[]> {
  const textsIn = (value: unknown): string[] => (typeof value === "string" ? [value] : typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : []);
  const bodies = (await world.db("question_versions").select("body")).flatMap(({ body }) => textsIn(JSON.parse(body)));
  const quizzes = (await world.db("quizzes").select("title", "summary")).flatMap(({ title, summary }) => [title, summary]);
  const articles = (await world.db("articles").select("title", "publisher")).flatMap(({ title, publisher }) => [title, publisher]);
  const incidents = (await world.db("incidents").select("title")).map(({ title }) => title);
  const typed = [DOUBT, ...sights.refused.map(({ sent }) => sent)].flatMap((sent) => Object.values(sent));
  return [...new Set([...bodies, ...quizzes, ...articles, ...incidents, ...typed, "@example.test"])].map((text) => text.trim()).filter((text) => text.length > 3).sort((one, other) => other.length - one.length);
}

/** What is English on a page and of ours. */
function englishIn(html: string, content: readonly string[]): string[] {
  return spokenBy(html).filter((said) => { const ours = content.reduce((rest, text) => rest.replaceAll(text, ""), said); return isEnglish(ours); });
}

test("a German trainer finds no English text of ours on any page of the studio", { timeout: 120_000 }, async () => {
  expect(ENGLISH_PIECES).toBeGreaterThan(500);
  const content = await findContent();
  const found: Record<string, string[]> = {};
  for (const place of sights.places) {
    const { text } = await sights.agent.get(place).redirects(2).expect(200);
    expect(unmeantIn(text), place).toEqual([]);
    expect(text, place).toContain('<html lang="de"');
    const odd = englishIn(text, content);
    if (odd.length > 0) found[place] = odd;
  }
  for (const { path, sent } of sights.refused) {
    const { text } = await sights.agent.post(path).type("form").send(sent).expect(422);
    expect(unmeantIn(text), path).toEqual([]);
    const odd = englishIn(text, content);
    if (odd.length > 0) found[`POST ${path}`] = odd;
  }
  expect(found).toEqual({});
});
