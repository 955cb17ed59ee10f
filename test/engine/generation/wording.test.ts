import { describe, expect, test } from "vitest";
import { generate } from "../../../src/engine/generation/generate.ts";
import { ladder } from "../../../src/engine/generation/ladder.ts";
import { isChoice } from "../../../src/engine/questions/question.ts";
import { GROUPS, incidentFile, knowledgeOf } from "../../support/knowledge.ts";

const JUDGE = `  - { id: judge, type: identity, class: organisation, name: the court }
  - { id: men, type: threat-actor, sector: charged, name: two men }
  - { id: women, type: threat-actor, sector: charged, name: three women }
  - { id: boys, type: threat-actor, sector: charged, name: four boys }
`;
const from = (facts: string, entities = "") => generate(knowledgeOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(facts, entities && `entities:\n${entities}`) }));
const fact = (text: string, quote = "a quotation") => `  - { ${text}, evidence: [{ source: press, quote: "${quote}" }] }\n`;

describe("a stem", () => {
  test("names a source that acts in it only once, and when it acted", () => {
    const questions = from(fact("id: charged, subject: men, relation: indicted-by, object: judge, modality: asserted, asserted_by: judge, said: 2018-11-28, complete: both"), JUDGE);
    expect(questions.map(({ stem }) => stem)).toContain("Whom did the court charge over the piggybacking of 2019 in November 2018?");
  });

  test("spells a small count out where it tells one, and asks for a figure without a bound plainly", () => {
    const [asked] = from(fact("id: accused, subject: piggybacking, relation: accused-count, object: { number: 2, unit: men }, modality: alleged, asserted_by: agencies")).filter(({ kind }) => kind === "numeric");
    expect(asked).toMatchObject({ stem: "How many men did UK and US intelligence agencies accuse of being behind the piggybacking of 2019?", explanation: "UK and US intelligence agencies accused two men of being behind the piggybacking of 2019." });
  });

  test("keeps a bound beside the figure that it asks for", () => {
    const stems = from(fact("id: loss, subject: piggybacking, relation: caused-loss, object: { money: 3000000, currency: USD, comparator: more than }, modality: alleged, asserted_by: agencies")).map(({ stem }) => stem);
    expect(stems).toContain("UK and US intelligence agencies put the damage from the piggybacking of 2019 at more than which figure?");
  });
});

describe("the reason against a wrong option", () => {
  test("is the source's own words where it denies it", () => {
    const facts = fact("id: took, subject: turla, relation: hijacked-tools-of, object: oilrig, modality: assessed, asserted_by: agencies, complete: both")
      + fact("id: denied, subject: turla, relation: hijacked-tools-of, object: kimsuky, polarity: negative, modality: assessed, asserted_by: agencies", "it was not \\\"Kimsuky\\\" at all");
    const denied = from(facts).filter(isChoice).find(({ id }) => id === "denied.true-false");
    expect(denied?.explanation).toBe("UK and US intelligence agencies said otherwise: “… it was not ‘Kimsuky’ at all”.");
  });
});

describe("the figures beside a true one", () => {
  test.each([30_000_000, 6_000_000, 200, 300, 35, 148_000_000])("of %i are as round as it is, and lie apart", (money) => {
    const digits = (figure: number) => String(figure).replace(/0+$/, "").length;
    for (const place of [0, 1, 2, 3]) {
      const figures = ladder({ money, currency: "USD" }, place)!.map((value) => (value as { money: number }).money);
      expect(figures[place]).toBe(money);
      for (const figure of figures) expect(digits(figure)).toBeLessThanOrEqual(digits(money));
      for (const [index, figure] of figures.entries()) if (index > 0) expect(figure / figures[index - 1]!).toBeGreaterThan(1.3);
    }
  });
});
