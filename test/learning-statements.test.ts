import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actorOf, contextOf, languageOf, quizActivity, statementId, verbOf } from "../src/domain/statement-parts.ts";
import { isoDuration } from "../src/lib/durations.ts";
import type { StatedAttempt } from "../src/storage/learning-statements.ts";
import { oddIn } from "./support/xapi-rules.ts";

const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("a b", "ä/ö?#", "\ud800", "<script>", "x-private", "de", "zh-Hant", "i-klingon", "ann@example.org", "ann@@example", "mailto:x@y.z"));

describe("a statement", () => {
  test("is valid whatever people, quizzes and languages are called, and has one id", () => {
    const attempt = fc.record({ public_id: text, person_public_id: fc.string({ minLength: 1 }), person_name: text, email: text, slug: text, title: text, summary: text, topic: text, language: fc.option(text), version: fc.nat() });
    fc.assert(fc.property(attempt, fc.constantFrom("account" as const, "mbox" as const), text, fc.nat({ max: 10 ** 10 }), (given, actors, platform, took) => {
      const stated = given as Partial<StatedAttempt> as StatedAttempt;
      const rules = { site: "https://debrief.example/sub", platform, language: "de", mode: "named" as const, actors };
      const object = quizActivity(stated, rules);
      const statement = {
        id: statementId(stated, "completed", 0, rules), actor: actorOf(stated, rules), verb: verbOf("completed"), object, result: { completion: true, duration: isoDuration(took) },
        context: contextOf(stated, { parent: [object] }, rules), timestamp: "2026-01-05T09:00:00.000Z",
      };
      expect([oddIn(statement), typeof languageOf(stated, rules)]).toEqual([undefined, "string"]);
      expect(statementId(stated, "completed", 0, rules)).toBe(statement.id);
      expect(new Set([statementId(stated, "completed", 1, rules), statementId(stated, "answered", 0, rules), statement.id]).size).toBe(3);
    }), { numRuns: 500 });
  });

  test.each([[0, "PT0S"], [4, "PT0S"], [1_500, "PT1.5S"], [60_000, "PT1M"], [3_723_456, "PT1H2M3.46S"], [-5, "PT0S"], [90_000_000, "PT25H"]])("says that %i milliseconds took %s", (milliseconds, said) => {
    expect(isoDuration(milliseconds)).toBe(said);
  });
});
