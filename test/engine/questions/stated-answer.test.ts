import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Interaction } from "../../../src/engine/questions/interactions.ts";
import { mark } from "../../../src/engine/questions/marking.ts";
import type { Question } from "../../../src/engine/questions/question.ts";
import { statedAnswer } from "../../../src/engine/questions/stated-answer.ts";
import { EVERY_KIND } from "../../support/every-kind.ts";
import { oddIn } from "../../support/xapi-rules.ts";

const of = (kind: Question["kind"]) => EVERY_KIND.find((question) => question.kind === kind)!;
const told = (kind: Question["kind"], ...chosen: string[]) => statedAnswer(of(kind), chosen, "en");
const ids = (kind: string, ...places: number[]) => places.map((place) => `sealed-${kind}-${place}`);

describe("a question as learning systems describe it", () => {
  test.each<[Question["kind"], string[], Interaction["interactionType"], string | undefined, string[]]>([
    ["single", ids("single", 2), "choice", "sealed-single-2", ["sealed-single-1"]],
    ["multiple", ids("multiple", 2, 3), "choice", "sealed-multiple-2[,]sealed-multiple-3", ["sealed-multiple-1[,]sealed-multiple-2"]],
    ["spot", ids("spot", 1), "choice", "sealed-spot-1", ["sealed-spot-1[,]sealed-spot-2"]],
    ["true_false", ids("true_false", 2), "true-false", "false", ["true"]],
    ["matching", ["Russia", "North Korea"], "matching", "sealed-matching-1[.]match-2[,]sealed-matching-2[.]match-3", ["sealed-matching-1[.]match-2[,]sealed-matching-2[.]match-1"]],
    ["ordering", ids("ordering", 2, 1, 3), "sequencing", "sealed-ordering-2[,]sealed-ordering-1[,]sealed-ordering-3", ["sealed-ordering-1[,]sealed-ordering-2[,]sealed-ordering-3"]],
    ["numeric", ["48.2135 thousand US dollars"], "numeric", "48213.5", ["48136.25[:]48290.75"]],
    ["numeric", ["about that much"], "numeric", undefined, ["48136.25[:]48290.75"]],
    ["short", ["Bear[,]Snake"], "fill-in", "Bear, Snake", ["{case_matters=false}Sealed-short Bear", "{case_matters=false}Sealed-short Snake"]],
  ])("is told with what was answered and what is right: %s %j", (kind, chosen, type, response, patterns) => {
    const { interactionType, response: said, patterns: right } = told(kind, ...chosen);
    expect([interactionType, said, right]).toEqual([type, response, patterns]);
  });

  test("lets every option count that a corrected key takes for right, and calls nothing true or false that is called otherwise", () => {
    const single = of("single") as Extract<Question, { kind: "single" }>;
    expect(statedAnswer({ ...single, options: single.options.map((option) => ({ ...option, correct: true })) }, ["sealed-single-2"], "en").patterns).toEqual(ids("single", 1, 2, 3));
    const truth = of("true_false") as Extract<Question, { kind: "true_false" }>;
    const french = statedAnswer({ ...truth, options: truth.options.map((option, place) => ({ ...option, text: ["Vrai", "Faux"][place]! })) }, ["sealed-true_false-1"], "fr");
    expect([french.interactionType, french.response]).toEqual(["choice", "sealed-true_false-1"]);
  });

  test("is a valid statement whatever its texts and ids are, and its answer matches the key just where it is right", () => {
    const texts = fc.array(fc.tuple(fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constantFrom("a[,]b", "a[.]b", "a b")), fc.string({ minLength: 1, maxLength: 60 })), { minLength: 3, maxLength: 3 }).filter((pairs) => new Set(pairs.map(([id]) => id)).size === 3);
    fc.assert(fc.property(texts, fc.constantFrom("single" as const, "multiple" as const, "ordering" as const, "matching" as const), fc.nat(), (pairs, kind, pick) => {
      const options = pairs.map(([id, text], place) => ({ id, text, correct: place < 2, feedback: "Why." }));
      const responses = [...new Set(pairs.map(([, text]) => text))];
      const bodies = {
        single: { ...of("single"), options: options.map((option, place) => ({ ...option, correct: place === 0 })) }, multiple: { ...of("multiple"), options },
        ordering: { ...of("ordering"), sequence: options }, matching: { ...of("matching"), responses, pairs: options.map(({ id, text }) => ({ id, premise: text, response: text, feedback: "" })) },
      };
      const question = bodies[kind] as Question;
      const turned = [...options.slice(pick % 3), ...options.slice(0, pick % 3)];
      const chosen = { single: [turned[0]!.id], multiple: options.filter(({ id }) => id === options[0]!.id || id === turned[1]!.id).map(({ id }) => id), ordering: turned.map(({ id }) => id), matching: turned.map(({ text }) => text) }[kind];
      const { interactionType, components, response, patterns } = statedAnswer(question, chosen, "en");
      const statement = {
        actor: { account: { homePage: "https://debrief.example", name: "x" } }, verb: { id: "http://adlnet.gov/expapi/verbs/answered" }, result: { response },
        object: { id: "https://debrief.example/questions/1", definition: { interactionType, ...components, correctResponsesPattern: patterns } },
      };
      const named = Object.values(components).flat().map(({ id }) => id);
      expect(response!.split(/\[[,.]\]/).filter((id) => !named.includes(id) || /\s/.test(id))).toEqual([]);
      expect(oddIn(statement)).toBeUndefined();
      expect(patterns.includes(response!)).toBe(mark(question, chosen) === 1);
    }), { numRuns: 300 });
  });
});
