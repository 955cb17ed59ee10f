import { describe, expect, test } from "vitest";
import { readAnnotation } from "../../../src/engine/extraction/annotation.ts";
import { evaluate, sameWords, total } from "../../../src/engine/extraction/evaluation.ts";
import { annotatedArticles, candidatesOf } from "../../support/extraction.ts";

describe("on articles that a person annotated", () => {
  const articles = annotatedArticles();
  const figures = total(articles.map(({ candidates, annotation, text }) => evaluate(candidates, annotation, text)));

  test("extraction finds at least six facts in ten, and nine candidates of ten are usable", () => {
    expect(articles.length).toBeGreaterThanOrEqual(10);
    expect(figures.found / figures.facts).toBeGreaterThan(0.6);
    expect(figures.usable / figures.candidates).toBeGreaterThan(0.9);
  });

  test("it says who says so, and how surely, nine times of ten", () => {
    expect(figures.told / figures.found).toBeGreaterThan(0.9);
    expect(figures.by / figures.found).toBeGreaterThan(0.9);
  });

  test.each(articles)("every quotation of $name is in the article", ({ candidates, text }) => {
    for (const { quote, start, end } of candidates) expect(quote).toBe(text.slice(start, end));
  });
});

describe("comparing candidates with an annotation", () => {
  const article = "Turla carried out an attack on Iran. It hit the bank.";
  const annotation = (facts: string, entities = "") => readAnnotation({ name: "x.yaml", text: `${entities}facts:\n${facts}` }, article);
  const fact = (relation: string, subject: string, object: string, quote: string, more = "") => `  - {relation: ${relation}, subject: ${subject}, object: ${object}, modality: asserted, quote: ${quote}${more}}\n`;

  test("counts a fact as found when relation, ends and quotation agree", () => {
    const facts = fact("attributed-to", "an attack", "Turla", "Turla carried out an attack") + fact("targets", "an attack", "Iraq", "an attack on Iran") + fact("targets", "an attack", "Iran", "It hit the bank");
    const { found, facts: all, usable, missed, relations } = evaluate(candidatesOf(article), annotation(facts), article);
    expect([found, all, usable]).toEqual([1, 3, 1]);
    expect(missed.map(({ object }) => object)).toEqual(["Iraq", "Iran"]);
    expect(relations["attributed-to"]).toEqual({ facts: 1, found: 1, candidates: 1, usable: 1 });
  });

  test("minds the polarity", () => {
    const facts = fact("attributed-to", "an attack", "Turla", "Turla carried out an attack", ", polarity: negative");
    expect(evaluate(candidatesOf(article), annotation(facts), article).found).toBe(0);
  });

  test.each([["the Post Office", "Post Office", true], ["Iran's nuclear facilities", "nuclear facilities", true], ["the bank", "the council", false], ["$4.4 million", "about $4.4 million", true], ["£24m", "£92m", false]])("says whether %s and %s are the same", (a, b, same) => {
    expect(sameWords(a, b)).toBe(same);
  });

  test("refuses an annotation with file, line and reason", () => {
    expect(() => annotation(fact("targets", "a", "b", "no such words"))).toThrow("x.yaml:2: the article has no such words: no such words");
    expect(() => readAnnotation({ name: "x.yaml", text: "facts: []" }, article)).toThrow(/x\.yaml:1: facts: give at least one fact/);
  });
});
