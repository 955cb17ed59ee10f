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
    expect(questions.map(({ stem }) => stem)).toContain("In November 2018, whom did the court charge over the piggybacking of 2019?");
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

describe("a question", () => {
  const event = (id: string, label: string, happened: string, means: string, said: string) => `id: ${id}
title: ${label} as it was told
label: ${label}
summary: Somebody got in and took what was there.
happened: ${happened}
topics: [attribution]
sources:
  - { id: press, publisher: The Press, title: A title, published: ${said}, url: "https://press.example/${id}" }
entities:
  - { id: ${id}-means, type: attack-pattern, name: ${means} }
facts:
  - { id: ${id}-began, subject: ${id}, relation: began-with, object: ${id}-means, modality: reported, asserted_by: agencies, said: ${said}, complete: both, evidence: [{ source: press, quote: a quotation }] }
`;
  const events = [["early", "the early affair", "1999", "a letter"], ["first", "the first affair", "2001", "a parcel"], ["second", "the second affair", "2003", "a bribe"], ["third", "the third affair", "2010", "a false mail"], ["last", "the last affair", "2020", "a stolen key"]] as const;
  const files = Object.fromEntries(events.map(([id, label, year, means]) => [`incidents/${year}-${id}.yaml`, event(id, label, year, means, year)]));

  test("offers no incident that was still to come when the source spoke that its stem dates", () => {
    const asked = generate(knowledgeOf({ "entities/groups.yaml": GROUPS, ...files })).filter(isChoice).filter(({ id }) => id.endsWith("-began.subject"));
    expect(asked.map(({ id }) => id)).toEqual(["second-began.subject", "third-began.subject", "last-began.subject"]);
    expect(asked[0]!.options.map(({ text }) => text).sort()).toEqual(["The early affair", "The first affair", "The second affair"]);
  });

  test("with several keys says all of them in one sentence", () => {
    const targets = ["Norway", "Poland", "Sweden", "Finland", "Denmark", "Iceland"].map((name) => `  - { id: ${name.toLowerCase()}, type: identity, class: group, sector: state, name: the state of ${name} }\n`).join("");
    const facts = ["norway", "poland"].map((name) => fact(`id: at-${name}, subject: piggybacking, relation: targets, object: ${name}, modality: reported, asserted_by: agencies, complete: both`)).join("");
    const several = from(facts, targets).find(({ id }) => id === "at-norway.several");
    expect(several?.explanation).toBe("UK and US intelligence agencies named these as targets of the piggybacking of 2019: the state of Norway and the state of Poland.");
  });

  test("counts with fewer, and measures money with less", () => {
    const about = (id: string, object: string) => from(fact(`id: ${id}, subject: piggybacking, relation: ${id}, object: ${object}, modality: reported, asserted_by: agencies`)).map(({ stem, ...rest }) => `${stem} ${"options" in rest ? rest.options[0]!.feedback : ""}`).join();
    expect(about("affected-count", "{ number: 40, unit: banks, comparator: at least }")).toMatch(/affected by the piggybacking of 2019 at no fewer than which figure\?.*gave no fewer than 40/s);
    expect(about("caused-loss", "{ money: 3000000, currency: USD, comparator: at least }")).toMatch(/at no less than which figure\?/);
  });
});

describe("the reason against a wrong option", () => {
  test("says what it is and that the source did not name it", () => {
    const banks = ["north", "south", "east"].map((name) => `  - { id: ${name}, type: identity, class: organisation, sector: bank, name: ${name.charAt(0).toUpperCase() + name.slice(1)} Bank, about: "A bank of the ${name}." }\n`).join("");
    const facts = fact("id: at-north, subject: piggybacking, relation: targets, object: north, modality: reported, asserted_by: agencies, complete: both");
    const asked = from(facts, banks).filter(isChoice).find(({ id }) => id === "at-north.object");
    expect(asked?.options.find(({ text }) => text === "South Bank")?.feedback).toBe("South Bank: a bank of the south. UK and US intelligence agencies did not name South Bank here.");
  });

  test("does not say twice that it was denied", () => {
    const banks = ["north", "south", "east"].map((name) => `  - { id: ${name}, type: identity, class: organisation, sector: bank, name: ${name} bank, about: "Nothing was found there." }\n`).join("");
    const facts = fact("id: at-north, subject: piggybacking, relation: targets, object: north, modality: reported, asserted_by: agencies, complete: both")
      + fact("id: not-south, subject: piggybacking, relation: targets, object: south, polarity: negative, modality: reported, asserted_by: agencies", "nothing at South Bank");
    const asked = from(facts, banks).filter(isChoice).find(({ id }) => id === "at-north.object");
    expect(asked?.options.find(({ text }) => text === "South bank")?.feedback).toBe("UK and US intelligence agencies said otherwise: “… nothing at South Bank”.");
  });

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
