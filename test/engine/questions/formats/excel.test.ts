import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readExcel } from "../../../../src/engine/questions/formats/excel.ts";
import { readWorkbook } from "../../../../src/lib/workbook.ts";

const book = (sheets: string, parts: Record<string, string>, workbook = "") => zipSync(Object.fromEntries(Object.entries({
  "xl/workbook.xml": `<workbook xmlns:r="r">${workbook}<sheets>${sheets}</sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>', ...parts,
}).map(([path, text]) => [path, Buffer.from(text)])));
const ONE = '<sheet name="One" r:id="r1"/>';
const sheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const STYLES = '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy&quot;h&quot;"/><numFmt numFmtId="171" formatCode="0.0%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="20"/></cellXfs></styleSheet>';

describe("a workbook", () => {
  test("is read as its reader sees it", async () => {
    const rows = '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="inlineStr"><is><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></is></c><c t="b"><v>1</v></c><c s="1"><v>45000</v></c><c s="2"><v>45000.75</v></c><c s="3"><v>0.125</v></c><c s="4"><v>0.5</v></c><c><v>0.30000000000000004</v></c><c t="str"><f>A1</f><v>worked out</v></c></row>';
    const [read] = await readWorkbook(book(`<sheet name="Hidden" state="hidden" r:id="r2"/>${ONE}`, { "xl/styles.xml": STYLES, "xl/sharedStrings.xml": "<sst><si><t>shared_x000D_ &amp; _x005F_x0041_</t></si></sst>", "xl/worksheets/sheet1.xml": sheet(rows), "xl/worksheets/sheet2.xml": sheet(rows) }));
    expect(read).toEqual({ name: "One", rows: [{ line: 3, cells: ["", "shared\r & _x0041_", "", "rich text", "TRUE", "2023-03-15", "2023-03-15 18:00", "12.5%", "12:00", "0.3", "worked out"] }] });
  });

  test("counts its days from 1904 where it says so", async () => {
    const [read] = await readWorkbook(book(ONE, { "xl/styles.xml": STYLES, "xl/worksheets/sheet1.xml": sheet('<row><c s="1"><v>43538</v></c></row>') }, '<workbookPr date1904="1"/>'));
    expect(read!.rows[0]!.cells).toEqual(["2023-03-15"]);
  });

  test.each([
    ["more cells than are read", book(ONE, { "xl/worksheets/sheet1.xml": sheet(Array.from({ length: 4_100 }, (_, row) => `<row>${Array.from({ length: 50 }, (_, cell) => `<c><v>${(row * 7919 + cell * 104_729) % 1_000_003}</v></c>`).join("")}</row>`).join("")) }), "sheets.tables.cells"],
    ["a sheet named a thousand times", book(ONE.repeat(1_000), { "xl/worksheets/sheet1.xml": sheet("<row><c><v>1</v></c></row>") }), "sheets.tables.cells"],
    ["a cell far to the right", book(ONE, { "xl/worksheets/sheet1.xml": sheet('<row><c r="ZZZ1"><v>1</v></c></row>') }), "sheets.tables.columns"],
    ["no workbook in it", zipSync({ "a.txt": Buffer.from("x") }), "sheets.workbook-broken"],
    ["a document type", book(ONE, { "xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>' }), "sheets.workbook-broken"],
    ["nothing in it", book(ONE, { "xl/worksheets/sheet1.xml": sheet("") }), "sheets.empty"],
  ])("with %s is refused", async (_what, bytes, key) => {
    expect(await readExcel(bytes)).toMatchObject({ questions: [], errors: [{ reason: { key } }] });
  });
});
