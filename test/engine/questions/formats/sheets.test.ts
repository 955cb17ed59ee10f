import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Arrivals } from "../../../../src/engine/questions/formats/arrived.ts";
import { readCsv } from "../../../../src/engine/questions/formats/csv.ts";
import { isChoice } from "../../../../src/engine/questions/question.ts";
import { inEnglish } from "../../../../src/lib/readers.ts";

const read = (name: string): Arrivals => readCsv(readFileSync(`test/fixtures/questions/sheets/${name}`, "utf8"));
const brief = ({ questions, errors }: Arrivals) => [
  ...questions.map(({ line, question }) => `${line} ${question.kind} ${isChoice(question) ? question.options.map(({ text, correct }) => (correct ? `*${text}` : text)).join("/") : "answer" in question ? JSON.stringify(question.answer) : ""}`.trim()),
  ...errors.map(({ line, reason }) => `${line} ${inEnglish(reason)}`),
];

describe("a table of questions", () => {
  test("is read with commas, whatever stands in its cells", () => {
    expect(brief(read("comma.csv"))).toEqual(["2 single The front door/*None/The back door", "3 multiple *A gift card/A meeting/*An urgent request"]);
    expect(read("comma.csv").questions[0]).toMatchObject({ without: [], question: { level: "decide", difficulty: "easy", topic: "data", tags: ["doors", "keys"], explanation: "Doors are locked." } });
    expect(read("comma.csv").questions[1]!.without).toEqual(["topic", "level", "difficulty"]);
  });

  test("is read in German, with semicolons and a mark of UTF-8", () => {
    expect(brief(read("german-semicolon.csv"))).toEqual(["2 single Bezahlen/*Prüfen", '3 numeric {"value":12,"tolerance":0}']);
    expect(read("german-semicolon.csv").questions[0]!.question).toMatchObject({ level: "decide", difficulty: "easy", explanation: "Erst prüfen, dann zahlen." });
  });

  test.each([
    ["tabs-upper-case.tsv", ["2 single *A door/A wall"]], ["sep-line.csv", ["3 single *yes/no"]], ["formulas.csv", ["2 single *=1+1/=2+2"]],
    ["lines-above-and-inside.csv", ["5 single yes/*no", "7 single yes/*no"]],
    ["right-and-wrong.csv", ["2 single *443/80/25", "3 Column “Correct answer” is empty. Fill it in."]],
  ])("is read as %s", (name, expected) => { expect(brief(read(name))).toEqual(expected); });

  test.each([
    "stem;correct;wrong1;wrong2", "Question;Right answer;Incorrect 1;Incorrect 2", "Question text;Answer;Distractor A;Distractor B", "Frage;Richtige Antwort;Falsch 1;Falsch 2",
    "Fragetext;Richtig;Falsche Antwort 1;Falsche Antwort 2", "Frage;Lösung;Distraktor 1;Distraktor_2", "question;correct_answer;incorrect_answers;incorrect_answers", "Stem;Key;Wrong option;Wrong choice 2",
  ])("takes what stands below %s as right and wrong", (headers) => {
    expect(brief(readCsv(`${headers}\nWhat is MFA?;A second proof;A virus;A file`))).toEqual(["2 single *A second proof/A virus/A file"]);
  });

  test("with wrong options keeps what else it says of a question, and reads one without them as ours", () => {
    const { questions, errors } = readCsv("Question,Correct,Wrong 1,Wrong 2,Explanation,Topic,Tags,Level\nWhat is MFA?,A second proof,A virus,A file,It proves twice.,passwords,mfa; login,recall\nWho?,Ada,,,,,,");
    expect(questions[0]).toMatchObject({ dropped: [], question: { kind: "single", explanation: "It proves twice.", topic: "passwords", tags: ["mfa", "login"], level: "recall" } });
    expect([...questions.slice(1).map(({ question }) => question.kind), ...errors.map(({ line, reason }) => [line, inEnglish(reason)])]).toEqual(["short"]);
  });

  test("says of every row that makes no question what to do, and reads the others", () => {
    expect(brief(read("errors.csv"))).toEqual([
      "2 single *yes/no", "7 multiple *a/*b", "3 Column “Question” is empty. Fill it in.",
      "4 Column “Key” is empty. Write the letter or number of what is right, or several as “A, C”.",
      "5 Column “Key”: “D” is none of the options. Write letters or numbers of options that the row has: A and B.",
      "6 A question to choose in needs at least two options. Fill in “Option A” and “Option B”.",
    ]);
  });

  test("takes numbers as people write them, and none that can be two", () => {
    expect(brief(read("numbers.csv"))).toEqual([
      '2 numeric {"value":1234.5,"tolerance":0.5,"unit":"days"}',
      "3 Column “Key”: “about 12” is no clear number. Write it without marks between thousands, such as 1234.5.",
      "4 Column “Tolerance”: “-1” is no tolerance. Write a number from 0 up, or leave it empty.",
      "5 Column “Key”: “1,234” is no clear number. Write it without marks between thousands, such as 1234.5.",
    ]);
  });

  test("holds pairs, sequences and names", () => {
    const { questions, errors } = read("other-kinds.csv");
    expect(questions.map(({ question }) => question)).toMatchObject([
      { kind: "matching", pairs: [{ premise: "virus", response: "copies itself" }, { premise: "trojan" }], responses: ["copies itself", "pretends to be useful", "asks for money"] },
      { kind: "ordering", sequence: [{ text: "first" }, { text: "second" }, { text: "third | last" }] }, { kind: "short", answer: { accept: ["Ada Lovelace", "Lovelace"], reject: ["Ada"] } },
    ]);
    expect(errors).toMatchObject([{ line: 5, reason: { key: "sheets.half-pair" } }]);
  });

  test("refuses a kind that is none of ours by its name", () => {
    expect(brief(read("true-false.csv"))).toEqual([
      "2 true_false *True/False", "3 true_false True/*False",
      "4 Column “Key”: “maybe” is neither true nor false. Write “true” or “false”.",
      "5 Column “Type”: “essay” is not known. Write one of these: single, multiple, true_false, matching, ordering, numeric and short.",
    ]);
  });

  test.each([["no-heading.csv", "sheets.no-heading"], ["empty.csv", "sheets.empty"], ["open-quote.csv", "sheets.tables.quote"]])("is refused as %s", (name, key) => {
    expect(read(name)).toMatchObject({ questions: [], errors: [{ reason: { key } }] });
  });

  test("names the columns that are not read", () => {
    expect(read("unknown-column.csv").questions[0]!.dropped.map((words) => inEnglish(words))).toEqual(["Not read, because it is no column of the table: Colour of the cell"]);
  });

  test.each([[20_002, 3, "rows"], [3, 120, "columns"]])("with %i rows and %i columns is refused", (rows, columns, reason) => {
    const row = Array.from({ length: columns }, () => "x").join(",");
    expect(readCsv(`Question,Option A,Key\n${`${row}\n`.repeat(rows)}`)).toMatchObject({ errors: [{ reason: { key: `sheets.tables.${reason}` } }] });
  });
});

describe("a quiz for Kahoot", () => {
  test("is found by the words of its headers", () => {
    expect(brief(read("kahoot.csv"))).toEqual([
      "2 multiple *Red/Stone/*Blue", "3 single *Seven/Tree",
      "4 Column “Correct answer(s)”: “4” is none of the options. Write letters or numbers of options that the row has: 1 and 2.",
    ]);
    expect(read("kahoot.csv").questions[0]!.dropped.map((words) => inEnglish(words))).toEqual(["The time limit of 20 seconds: here a time limit belongs to a quiz, not to a question"]);
  });
});
