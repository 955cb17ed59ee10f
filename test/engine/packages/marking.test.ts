import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACKAGE_FORMATS, startOf } from "../../../src/domain/package-formats.ts";
import { packagedQuestion } from "../../../src/domain/packaged-questions.ts";
import type * as Remembering from "../../../src/engine/packages/remembered-sitting.ts";
import type { PackagedQuiz } from "../../../src/engine/packages/packaged-quiz.ts";
import type * as Sitting from "../../../src/engine/packages/sitting.ts";
import { complaintAbout, mark } from "../../../src/engine/questions/marking.ts";
import { chosenBy } from "../../../src/engine/questions/picks.ts";
import { questionSchema, type Question } from "../../../src/engine/questions/question.ts";
import { layOut } from "../../../src/engine/questions/layout.ts";
import { moduleFiles } from "../../../src/lib/module-files.ts";
import { readerOf } from "../../../src/lib/readers.ts";
import { EVERY_KIND, rightPicks } from "../../support/every-kind.ts";

const GRADED: Question[] = [
  { ...EVERY_KIND.find(({ kind }) => kind === "short")!, id: "graded-short", graded: { caseSensitive: false, answers: [{ pattern: "Tur*", fraction: 1, feedback: "" }, { pattern: "Snake", fraction: 0.5, feedback: "" }] } },
  { ...EVERY_KIND.find(({ kind }) => kind === "short")!, id: "translated-short", language: "en", translations: { de: { stem: "Wer?", explanation: "Darum.", answer: { accept: ["Schlange"] } } } },
].map((question) => questionSchema.parse(question));
const QUESTIONS = [...EVERY_KIND, ...GRADED];

const reader = readerOf("en", "UTC");
const quiz: PackagedQuiz = {
  id: "https://debrief.example/quizzes/all", digest: "abc", title: "All", summary: "", language: "en", direction: "ltr", organisation: "Debrief", passPercent: 70, shuffles: true, drawing: { rules: [], count: null, order: "set" },
  questions: JSON.parse(JSON.stringify(QUESTIONS.map((question) => packagedQuestion({ ...question, name: "seen by trainers alone" }, ["note"], new Map(), reader)))) as PackagedQuiz["questions"],
};

let folder: string;
let packaged: typeof Sitting & typeof Remembering;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "debrief-package-"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  for (const format of PACKAGE_FORMATS) for (const [path, content] of moduleFiles("dist/packages", format.engine)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const load = (path: string) => import(/* @vite-ignore */ pathToFileURL(join(folder, path)).href) as Promise<object>;
  packaged = Object.assign({}, await load("engine/packages/sitting.js"), await load("engine/packages/remembered-sitting.js")) as typeof packaged;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const typed = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom("48213.5", "48,213.50", "48.290,75", "$48,2 thousand", "Sealed-short Bear", "sealed short snak", "Sealed-short Boar", "turla", "Schlange", "snake", "1,000", "forty-eight thousand"));
const picksFor = ({ kind }: Question, length: number) => {
  if (kind === "numeric" || kind === "short") return typed.map((text) => [text]);
  const places = fc.array(fc.integer({ min: 0, max: length + 1 }), { maxLength: length + 1 });
  return kind === "ordering" ? fc.oneof(fc.shuffledSubarray(Array.from({ length }, (_, place) => place + 1), { minLength: length }).map((order) => order.map((place, line) => `${line + 1}-${place}`)), places.map((all) => all.map((place) => `${place}-${place}`))) : places.map((all) => all.map(String));
};

describe("the code in a package", () => {
  test.each(QUESTIONS.map((question, place) => [question.id, place] as const))("marks %s as Debrief does, whatever is picked, in every language", (_id, place) => {
    const question = QUESTIONS[place]!;
    const layout = layOut(question, "a seed");
    const sitting = packaged.beginSitting(quiz, "a seed");
    expect(sitting.lines[place]!.layout).toEqual(layout);
    fc.assert(fc.property(fc.constantFrom("en" as const, "de" as const), fc.oneof({ weight: 4, arbitrary: picksFor(question, Math.max(2, layout.length)) }, { weight: 1, arbitrary: fc.constant(rightPicks(question, layout)) }), (language, picks) => {
      const chosen = packaged.chosenIn(sitting.lines[place]!, picks, language);
      expect(chosen).toEqual(chosenBy(question, layout, picks, language));
      expect(packaged.complaintAboutAnswer(sitting.lines[place]!, chosen)?.key).toBe(complaintAbout(question, chosen)?.key);
      if (complaintAbout(question, chosen)) return;
      const answered = packaged.answerLine(sitting, place, chosen);
      expect(answered.lines[place]!.score).toBe(mark(question, chosen));
      const remembered = packaged.readSitting(quiz, packaged.writeSitting(quiz, answered, 4096))!;
      expect(remembered.lines[place]).toEqual(answered.lines[place]);
      const scores = packaged.readSitting(quiz, packaged.writeSitting(quiz, answered, 40))!;
      expect(scores.lines[place]!.score).toBeCloseTo(answered.lines[place]!.score!, 12);
    }), { numRuns: 60 });
  });

  test("stands alone, and holds nothing that only trainers see", () => {
    for (const format of PACKAGE_FORMATS) expect(startOf(format)).toMatch(/showQuiz\(quiz, texts, engine, await connect\(\)\);\n$/);
    expect(JSON.stringify(quiz)).not.toContain("trainers alone");
  });

  test("remembers no sitting of another content, and none that was tampered with", () => {
    const written = packaged.writeSitting(quiz, packaged.beginSitting(quiz, "s"), 4096);
    expect(packaged.readSitting({ ...quiz, digest: "other" }, written)).toBeUndefined();
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => {
      for (const given of [text, `${written}${text}`, `abc;s;${text}${";".repeat(QUESTIONS.length - 1)}`]) {
        const sitting = packaged.readSitting(quiz, given);
        if (sitting) expect(sitting.lines.every(({ score }) => score === null || (score >= 0 && score <= 1))).toBe(true);
      }
    }));
  });

  test("fits four hundred answers into what SCORM 1.2 remembers, and loses no point", () => {
    const many = { ...quiz, questions: Array.from({ length: 400 }, (_, place) => ({ ...quiz.questions[4]!, name: `q${place}` })) };
    let sitting = packaged.beginSitting(many, "abcdefghijklmnop");
    sitting = { ...sitting, lines: sitting.lines.map((line) => ({ ...line, chosen: ["sealed-ordering-1", "sealed-ordering-3", "sealed-ordering-2"], score: 1 / 3 })) };
    const text = packaged.writeSitting(many, sitting, 4096);
    expect(text.length).toBeLessThanOrEqual(4096);
    expect(packaged.standingOf(many, packaged.readSitting(many, text)!)).toEqual(packaged.standingOf(many, sitting));
  });
});
