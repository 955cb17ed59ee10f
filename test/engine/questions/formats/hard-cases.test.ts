import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { fileKindOf } from "../../../../src/engine/questions/formats/arriving.ts";

type Parts = Record<string, string>;

const zip = (files: Parts) => zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
const TRUTH = '<question type="truefalse"><name><text>n</text></name><questiontext><text>t</text></questiontext><answer fraction="100"><text>Falsch</text></answer><answer fraction="0"><text>Wahr</text></answer></question>';
const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (line: number, ...cells: string[]) => `<row r="${line}">${cells.map(cell).join("")}</row>`;
const book = (rows: string, below = "") => zip({
  "_rels/.rels": '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/Book2.xml"/></Relationships>', "xl/book2.xml": '<workbook xmlns:r="r"><sheets><sheet name="One" r:id="s"/></sheets></workbook>',
  "xl/_rels/Book2.xml.rels": '<Relationships><Relationship Id="s" Type="x/worksheet" Target="./tables/one.xml"/></Relationships>', "xl/tables/one.xml": `<worksheet><sheetData>${row(1, "Question", "A", "Option A", "Option B", "Key", "Explanation")}${rows}</sheetData>${below}</worksheet>`,
});
const item = (ident: string) => `<assessmentItem identifier="${ident}" title="${ident}"><responseDeclaration identifier="RESPONSE" cardinality="ordered" baseType="identifier"><correctResponse><value>C</value><value>A</value><value>B</value></correctResponse></responseDeclaration><outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><itemBody><orderInteraction responseIdentifier="RESPONSE"><prompt>Order</prompt><simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice><simpleChoice identifier="C">c</simpleChoice></orderInteraction></itemBody><responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/></assessmentItem>`;
const manifest = '<manifest><resources><resource identifier="r" type="imsqti_item_xmlv2p1" href="Items\\A.xml"><file href="Items\\A.xml"/></resource></resources></manifest>';

/** A line for every question, with its notes, and for every error. */
const CASES: [string, string, string | Uint8Array, string[]][] = [
  ["Aiken whose texts have braces", "a.txt", "Which {sign}?\n  A. {\n  B. }\n  ANSWER: B", ["single Which {sign}? = }"]],
  ["Aiken with two right choices", "a.aiken", "Q?\nA. x\nB. y\nANSWER: A, B", ["1 aiken.several"]],
  ["GIFT with more than everything for an answer", "a.gift", "q{~%200%a ~b}\n\nq{=%150%a}", ["1 gift.too-much", "3 gift.too-much"]],
  ["GIFT in an alphabet that does not show", "a.gift", Uint8Array.from(Buffer.from("é{T}", "latin1")), ["0 decoding.not-in-it"]],
  ["Moodle's XML behind comments, with a prefix", "a.xml", `<!-- one --><?sort x?><!-- two --><m:quiz xmlns:m="m">${TRUTH.replace(/<(\/?)/g, "<$1m:")}</m:quiz>`, ["true_false t = False"]],
  ["Moodle's XML below blank lines", "a.xml", `\n\n<?xml version="1.0"?><quiz>${TRUTH}</quiz>`, ["true_false t = False"]],
  ["XML that is something else", "a.xml", "<order/>", ["1 qti.unknown-root"]],
  ["an order that counts as a whole", "a.xml", item("i"), ["ordering Order = c, a, b; qti.all-or-nothing"]],
  ["a package made on Windows, with another in it", "a.imscc", zip({ "imsmanifest.xml": manifest, "items/a.xml": item("i"), "old/imsmanifest.xml": manifest }), ["ordering Order = c, a, b; qti.all-or-nothing", "0 qti.in-file"]],
  ["a folder of files", "a.zip", zip({ "one/a.gift": "q{T}", "two.csv": "Question,Key\nq2,true", "__MACOSX/._a.gift": "x", "notes.docx": "x" }), ["true_false q = True; archives.from", "true_false q2 = True; archives.from", "0 qti.in-file"]],
  ["a folder with nothing to read", "a.zip", zip({ "notes.docx": "x" }), ["0 qti.no-manifest"]],
  ["an old workbook, or one with a password", "a.xls", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), ["0 sheets.workbook-old"]],
  ["a text that calls itself a workbook", "a.xlsx", "Question,Key", ["0 sheets.no-workbook"]],
  ["a workbook whose parts have other names, with cells merged downwards", "a.xlsm", book(row(2, "q", "", "x", "y", "Option B", "why") + row(3, "q2", "", "x", "y", "(a)"), '<mergeCells><mergeCell ref="F2:F3"/><mergeCell ref="A1:XFD1048576"/></mergeCells>'), ["single q = y why", "single q2 = x why"]],
  ["a formula that failed", "a.xlsx", book(row(2, "q", "", "#DIV/0!", "y", "B")), ["2 sheets.formula-failed"]],
  ["numbers that may be thousands", "a.csv", "Frage;Lösung\nq;1.500\nq;1,5\nq;1.500,5", ["2 sheets.no-number", "numeric q = 1.5", "numeric q = 1500.5"]],
  ["numbers with a point where commas part columns", "a.csv", "Question,Key\nq,1.500", ["numeric q = 1.5"]],
];

describe("files that are hard to read", () => {
  test.each(CASES)("%s", async (_what, name, content, lines) => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const { questions, errors } = await fileKindOf(name, bytes)!.read(bytes);
    const read = questions.map(({ question: q, dropped, line }) => {
      const key = "options" in q ? q.options.filter(({ correct }) => correct).map(({ text }) => text) : q.kind === "ordering" ? q.sequence.map(({ text }) => text) : q.kind === "numeric" ? [q.answer.value] : [];
      return { line, said: `${q.kind} ${q.stem} = ${key.join(", ")}${q.explanation && ` ${q.explanation}`}${dropped.map((words) => `; ${words.key}`).join("")}` };
    });
    const refused = errors.map(({ line, reason }) => ({ line, said: `${line} ${reason.key}` }));
    expect([...read, ...refused].sort((one, other) => (name.endsWith("csv") ? one.line - other.line : 0)).map(({ said }) => said)).toEqual(lines);
  });
});
