import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Item, ItemAnswer } from "../../../../../src/engine/questions/formats/item.ts";
import { readQti } from "../../../../../src/engine/questions/formats/qti/reading.ts";
import { writeCanvasPackage } from "../../../../../src/engine/questions/formats/qti/canvas-package.ts";
import { xmlOf } from "../../../../../src/engine/questions/formats/qti/writing-markup.ts";
import { writeQtiPackage } from "../../../../../src/engine/questions/formats/qti/writing-package.ts";
import { readArchive } from "../../../../../src/lib/archive.ts";
import { readXml } from "../../../../../src/lib/xml.ts";

const word = fc.constantFrom("Turla", "R&D", "a < b", "say \"no\"", "Größe", "漢字", "it's", "C:\\temp", "100 %", "]]>");
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const html = fc.array(fc.oneof(
  word.map((text) => `<p>${escaped(text)}</p>`), word.map((text) => `<b>${escaped(text)}</b> and <code>x</code>`), word.map((text) => `<ul><li>${escaped(text)}</li><li><em>two</em></li></ul>`),
  word.map((text) => `<div class="box"><div>${escaped(text)}<br>next</div></div>`), word.map((text) => `<table><tbody><tr><td colspan="2">${escaped(text)}</td></tr></tbody></table>`),
), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
const maybe = fc.oneof(fc.constant(""), html);
const answer = (text: string, fraction: number, feedback: string): ItemAnswer => ({ text, format: "html", fraction, feedback });
const png = new Uint8Array([137, 80, 78, 71]);

const common = fc.record({
  name: word, text: html, generalFeedback: maybe, defaultMark: fc.constantFrom(1, 2.5, 0.7, 10, 3), category: fc.constantFrom("", "Mail", "Mail/Web//Net", "Mail/Deeper"),
  tags: fc.constantFrom<string[]>([], ["mail", "R&D"]), idNumber: fc.constantFrom("", "Q 7 ü"), hasPicture: fc.boolean(),
}).map(({ hasPicture, ...all }) => ({
  ...all, line: 0, format: "html" as const, penalty: 0, hints: [], dropped: [], text: all.text + (hasPicture ? `<p><img src="@@PLUGINFILE@@/${encodeURIComponent("bild ü.png")}" alt="a &quot;b&quot;"></p>` : ""),
  files: hasPicture ? [{ name: "bild ü.png", content: png }] : [],
}));

const single = fc.tuple(fc.array(fc.tuple(html, fc.constantFrom(0, 0.5, -0.25, -1), maybe), { minLength: 1, maxLength: 5 }), html, maybe, maybe, maybe, maybe, fc.boolean()).map(([others, right, own, correctFeedback, partly, incorrectFeedback, shuffle]) => {
  const answers = [answer("<i>wrong</i>", 0, ""), answer(right, 1, own), ...others.map(([text, fraction, feedback]) => answer(text, fraction, feedback))];
  return { type: "multichoice" as const, single: true, shuffle, answers, correctFeedback, partlyFeedback: answers.some(({ fraction }) => fraction === 0.5) ? partly : "", incorrectFeedback };
});
const multiple = fc.tuple(fc.array(fc.tuple(html, maybe), { minLength: 2, maxLength: 4 }), fc.array(fc.tuple(html, fc.constantFrom(0, -0.5, -1), maybe), { minLength: 1, maxLength: 4 }), maybe, maybe, maybe).map(([right, wrong, correctFeedback, partlyFeedback, incorrectFeedback]) => ({
  type: "multichoice" as const, single: false, shuffle: true, correctFeedback, partlyFeedback, incorrectFeedback,
  answers: [...right.map(([text, feedback]) => answer(text, Math.round(1e7 / right.length) / 1e7, feedback)), ...wrong.map(([text, fraction, feedback]) => answer(text, fraction, feedback))],
}));
const truth = fc.tuple(fc.boolean(), maybe, maybe).map(([is, one, other]) => ({ type: "truefalse" as const, answers: [answer("true", is ? 1 : 0, one), answer("false", is ? 0 : 1, other)] as const }));
const plain = (text: string, fraction: number, feedback: string): ItemAnswer => ({ text, format: "plain", fraction, feedback });
const typed = fc.tuple(fc.uniqueArray(fc.constantFrom("Turla", "Snake & Co", "APT-34 <x>", "Ur\\*oburos", "Größe"), { minLength: 1 }), fc.boolean(), maybe, fc.option(html), fc.constantFrom(0, 0.25)).map(([names, caseSensitive, feedback, other, worth]) => ({
  type: "shortanswer" as const, caseSensitive, answers: [...names.map((name, place) => plain(name, place === 0 ? 1 : 0.5, place === 0 ? feedback : "")), ...(other === null ? [] : [plain("*", worth, other)])],
}));
const numerical = fc.tuple(fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 5 }), fc.constantFrom(0, 0.5, 12.25), maybe, fc.option(html)).map(([values, tolerance, feedback, other]) => ({
  type: "numerical" as const, units: [],
  answers: [...values.map((value, place) => ({ ...plain(String(value * 100 + 0.1), place === 0 ? 1 : 0.3333333, place === 0 ? feedback : ""), tolerance })), ...(other === null ? [] : [{ ...plain("*", 0, other), tolerance: 0 }])],
}));
const match = fc.tuple(fc.array(fc.tuple(html, fc.constantFrom("Mon & day", "Tuesday", "a < b")), { minLength: 1, maxLength: 4 }), fc.boolean(), fc.boolean()).map(([lines, shuffle, spare]) => ({
  type: "match" as const, shuffle, pairs: [...lines.map(([question, said]) => ({ question, answer: said })), ...(spare ? [{ question: "", answer: "Nobody" }] : [])],
}));
const ordering = fc.array(html, { minLength: 2, maxLength: 5 }).map((lines) => ({ type: "ordering" as const, lines }));

const item: fc.Arbitrary<Item> = fc.tuple(common, fc.oneof(single, multiple, truth, typed, numerical, match, ordering)).map(([all, kind]) => ({ ...all, ...kind }));
const version = fc.constantFrom("1.2" as const, "2.1" as const, "2.2" as const, "3.0" as const);
const packageOf = (items: readonly Item[], as: "1.2" | "2.1" | "2.2" | "3.0") => (as === "1.2" ? writeCanvasPackage(items) : writeQtiPackage(items, as));

describe("a package of questions", () => {
  test("is read back as the same questions, in every version", async () => {
    await fc.assert(fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 3 }), version, async (items, as) => {
      const { bytes, dropped } = packageOf(items, as);
      const { items: read, errors } = await readQti(bytes, "package.zip");
      expect(errors).toEqual([]);
      const ordered = items.filter(({ type, ...one }) => type === "ordering" && "lines" in one && one.lines.length > 2);
      expect(dropped.flatMap(({ reasons }) => reasons.map(({ key }) => key))).toEqual(ordered.map(() => "qti.order-whole"));
      expect(read.map((one) => ({ ...one, line: 0 }))).toEqual(items.map((one) => (ordered.includes(one) ? { ...one, dropped: [{ key: "qti.all-or-nothing" }] } : one)));
      expect(Buffer.compare(packageOf(items, as).bytes, bytes)).toBe(0);
    }), { numRuns: 200 });
  });

  test("keeps the order of numbers whose limits cannot be told exactly in binary", async () => {
    const [base] = fc.sample(common, { numRuns: 1, seed: 7 });
    const number = (text: string, fraction: number, feedback: string) => ({ ...plain(text, fraction, feedback), tolerance: 0.5 });
    const asked: Item = { ...base!, type: "numerical", units: [], answers: [number("0.1", 1, "<p>Yes</p>"), number("100.1", 0.3333333, "")] };
    const [read] = (await readQti(packageOf([asked], "1.2").bytes, "package.zip")).items;
    expect(read).toMatchObject({ answers: asked.answers });
  });

  test("is well-formed, with a manifest that names each file of it", async () => {
    const items = fc.sample(item, { numRuns: 12, seed: 7 });
    const files = await readArchive(writeQtiPackage(items, "2.1").bytes);
    const manifest = new TextDecoder().decode(files.get("imsmanifest.xml"));
    for (const [path, content] of files) {
      if (path.endsWith(".xml")) expect(() => readXml(new TextDecoder().decode(content))).not.toThrow();
      if (path !== "imsmanifest.xml") expect(manifest).toContain(`href="${path.split("/").map(encodeURIComponent).join("/")}"`);
    }
  });

  test.each([
    ["<table><tr><td>a</td></tr><tr><td><table><tr><td>b</td></tr></table></td></tr></table>", "<table><tbody><tr><td>a</td></tr><tr><td><table><tbody><tr><td>b</td></tr></tbody></table></td></tr></tbody></table>"],
    ["<table><tr><th>a</th></tr><tbody><tr><td>b</td></tr></tbody></table>", "<table><tbody><tr><th>a</th></tr></tbody><tbody><tr><td>b</td></tr></tbody></table>"],
    ["<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>", "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"],
    ["<blockquote>So <b>it</b> is.</blockquote><blockquote><p>So.</p></blockquote>", "<blockquote><p>So <b>it</b> is.</p></blockquote><blockquote><p>So.</p></blockquote>"],
    ['<p>See <a name="x">here</a> and <a href="https://a.example">there</a>.</p>', '<p>See here and <a href="https://a.example">there</a>.</p>'],
  ])("has HTML as the schemas of QTI want it: %s", (html, valid) => {
    expect(xmlOf(html, "html", "q", () => undefined)).toBe(valid);
  });

  test("says what QTI cannot carry", () => {
    const made = { ...fc.sample(fc.tuple(common, numerical).map(([all, kind]) => ({ ...all, ...kind })), { numRuns: 1, seed: 1 })[0]!, text: "<p>How <marquee>many</marquee>?</p>", hints: ["Look up."], penalty: 0.1, units: [{ unit: "km", multiplier: 1 }] };
    expect(writeQtiPackage([made], "3.0").dropped[0]!.reasons.map(({ key }) => key).sort()).toEqual(["qti.element-not-carried", "qti.hints-not-carried", "qti.penalty-not-carried", "qti.units-not-carried"]);
  });
});
