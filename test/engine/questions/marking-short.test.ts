import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inEnglish } from "../../../src/lib/readers.ts";
import { complaintAbout, mark } from "../../../src/engine/questions/marking.ts";
import { isSameName } from "../../../src/engine/questions/marking-short.ts";
import type { ShortQuestion } from "../../../src/engine/questions/question.ts";
import { EVERY_KIND } from "../../support/every-kind.ts";

const short = EVERY_KIND.find((question) => question.kind === "short")!;
const asking = (accept: string[], reject: string[] = []): ShortQuestion => ({ ...short, answer: { accept, reject } });

describe("marking a name", () => {
  test.each<[string[], string[], string, number]>([
    [["Turla", "Venomous Bear"], [], "Turla", 1], [["Turla", "Venomous Bear"], [], "venomous-bear", 1], [["Turla", "Venomous Bear"], [], "VENOMOUSBEAR", 1], [["Turla"], [], " the  “Turla” ", 1], [["The Dukes"], [], "dukes", 1],
    [["Dukes"], [], "The Dukes", 1], [["A Team"], [], "ateam", 1], [["Société Générale"], [], "societe generale", 1], [["Straße"], [], "STRASSE", 1], [["Łódź"], [], "Lodz", 1], [["Maersk"], [], "Mærsk", 1], [["Ørsted"], [], "orsted", 1],
    [["Turla"], [], "Snake", 0], [["Turla"], [], "Turle", 0], [["Turla"], [], "Turl", 0],
    [["Shamoon"], [], "Shamon", 1], [["Shamoon"], [], "Shammoon", 1], [["Shamoon"], [], "Shanoon", 1], [["Shamoon"], [], "Shamono", 1], [["Shamoon"], [], "Shamo", 0], [["Shamoon"], [], "Sahmono", 0],
    [["Sandworm"], ["Sandwurm"], "Sandwurm", 0], [["Sandworm"], ["Sandwurm"], "SAND-WURM", 0], [["Sandworm"], ["Sandwurm"], "Sandwirm", 0], [["Sandworm"], ["Sandwurm"], "Sandwor", 1], [["Sandworm"], ["Sandworm"], "Sandworm", 1],
    [["APT28"], [], "apt 28", 1], [["APT28"], [], "APT-28", 1], [["APT28"], [], "APT29", 0], [["APT28"], [], "APT2", 0], [["APT28"], [], "APT82", 0], [["Kampagne 2018"], [], "Kampagne 2019", 0], [["Kampagne 2018"], [], "Kampange 2018", 1],
    [["The Snake"], [], "snkae", 0], [["C++"], [], "c", 1],
  ])("%j, not %j, typed %j, gives %d", (accept, reject, typed, score) => {
    expect(mark(asking(accept, reject), [typed])).toBe(score);
  });

  test.each<[string[], string]>([[[], "Write a name."], [[""], "Write a name."], [["?!"], "Write a name."], [["\u200b"], "Write a name."], [["Turla", "Snake"], "Write a name."], [["x".repeat(201)], "Use at most 200 characters."]])("refuses %j in words", (chosen, words) => {
    expect(inEnglish(complaintAbout(asking(["Turla"]), chosen)!)).toBe(words);
    expect(() => mark(asking(["Turla"]), chosen)).toThrow(RangeError);
  });

  const name = fc.stringMatching(/^[A-Za-zéØß]{1,9}( [A-Za-z]{1,9})?( [0-9]{1,4})?$/);
  const spelling = (of: string) => fc.record({ upper: fc.boolean(), article: fc.constantFrom("", "the ", "The "), between: fc.constantFrom(" ", "-", "  ", "", "’"), around: fc.constantFrom("", " ", "“", "!") })
    .map(({ upper, article, between, around }) => `${around}${article}${(upper ? of.toUpperCase() : of).replaceAll(" ", between)}${around}`);

  test("takes any spelling of an accepted name", () => {
    fc.assert(fc.property(fc.array(name, { minLength: 1, maxLength: 4 }).chain((names) => fc.tuple(fc.constant(names), fc.constantFrom(...names).chain(spelling))), fc.array(name, { maxLength: 4 }), ([names, typed], reject) => {
      expect(mark(asking(names, reject), [typed])).toBe(1);
    }));
  });

  test("never takes a rejected name, in any spelling, unless it is an accepted one", () => {
    fc.assert(fc.property(name, fc.array(name, { minLength: 1, maxLength: 4 }).chain((names) => fc.tuple(fc.constant(names), fc.constantFrom(...names).chain(spelling))), (accepted, [reject, typed]) => {
      fc.pre(!isSameName(accepted, typed));
      expect(mark(asking([accepted], reject), [typed])).toBe(0);
    }));
    const swapped = fc.tuple(name, fc.nat()).map(([text, at]) => [text, text.slice(0, at % text.length) + text.slice((at % text.length) + 1)] as const);
    fc.assert(fc.property(swapped, ([accepted, near]) => {
      fc.pre(!isSameName(accepted, near) && complaintAbout(asking([accepted]), [near]) === undefined);
      expect(mark(asking([accepted], [near]), [near])).toBe(0);
    }));
  });

  test("never takes other digits for a slip", () => {
    fc.assert(fc.property(name, fc.nat(9999), fc.nat(9999), (text, one, other) => {
      fc.pre(one !== other);
      expect(mark(asking([`${text}${one}`]), [`${text}${other}`])).toBe(0);
    }));
  });

  test("complains or gives 0 or 1, whatever is typed", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 210 }), (typed) => {
      if (complaintAbout(asking(["Turla"], ["Snake"]), [typed]) === undefined) expect([0, 1]).toContain(mark(asking(["Turla"], ["Snake"]), [typed]));
    }), { numRuns: 1000 });
  });
});
