import type { Item, ItemAnswer } from "../../../../src/engine/questions/formats/item.ts";

interface Expected { items?: readonly object[]; errors?: readonly (readonly [line: number, key: string, name?: string])[] }

const COMMON = { format: "html", generalFeedback: "", hints: [], category: "", tags: [], idNumber: "", defaultMark: 1, penalty: 0.3333333, files: [], dropped: [] };
const said = (key: string, values?: object) => ({ key: `moodle-xml.dropped.${key}`, ...(values && { values }) });
const html = (text: string, fraction: number, feedback = ""): ItemAnswer => ({ text, format: "html", fraction, feedback });
const plain = (text: string, fraction: number, feedback = ""): ItemAnswer => ({ ...html(text, fraction, feedback), format: "plain" });
const truth = (text: string, fraction: number, feedback: string): ItemAnswer => ({ ...html(text, fraction, feedback), format: "moodle" });
const trueFalse = (line: number, name: string, text: string, more: object = {}) => ({
  ...COMMON, type: "truefalse", line, name, text, penalty: 1, answers: [truth("True", 1, "Right."), truth("False", 0, "Look again.")], ...more,
});
const choice = (line: number, name: string, text: string, answers: readonly ItemAnswer[], more: object = {}) => ({
  ...COMMON, type: "multichoice", line, name, text, answers, single: true, shuffle: false, correctFeedback: "", partlyFeedback: "", incorrectFeedback: "", ...more,
});
const other = (type: Item["type"], line: number, name: string, text: string, more: object) => ({ ...COMMON, type, line, name, text, ...more });

const TYPES = ["essay", "description", "cloze", "multianswer", "calculated", "calculatedsimple", "calculatedmulti", "ddwtos", "ddmarker", "ddimageortext", "gapselect", "random", "randomsamatch", "stack", "coderunner", "__proto__", "constructor"];
const LETTERS = trueFalse(3, "Grüße aus Łódź", "Übung: 日本 🐟");
const THIRD = 0.3333333;

/** What each file of test/fixtures/questions/moodle-xml holds. */
export const EXPECTED: Readonly<Record<string, Expected>> = {
  "multichoice-single.xml": { items: [choice(3, "Odd invoice", "<p>An invoice that <b>nobody</b> expects. What now?</p>", [html("Report it", 1, "Yes."), html("Open it", 0, "<em>Never</em> &amp; nowhere"), html("Forward it", -0.5)], {
    shuffle: true, generalFeedback: "<p>Reporting costs a minute.</p>", defaultMark: 2, penalty: 0.5, idNumber: "INV & 1", correctFeedback: "Well done.", incorrectFeedback: "Not quite.", hints: ["Who could have sent it?"], tags: ["phishing", "invoices"] })] },
  "multichoice-partial-credit.xml": { items: [
    choice(3, "Signs", "Which are signs of phishing?", [html("Haste", THIRD), html("A threat", THIRD), html("An odd address", THIRD), html("A name that you know", -1)], { single: false }),
    choice(13, "Sevenths", "Seven signs", [html("One", 0.1428571), html("Another", 0.1666667), html("Most", 0.8333333), html("None", -0.05)], { single: false })] },
  "fractions-refused.xml": { items: [trueFalse(21, "Fine", "Kept.")], errors: [[6, "fraction", "A third, cut short"], [12, "fraction", "Words"], [18, "fraction", "Much"]] },
  "truefalse.xml": { items: [trueFalse(3, "Locked screens", "Lock your screen."),
    trueFalse(10, "Turned round", "The false answer comes first.", { answers: [truth("True", 0, "No."), truth("False", 1, "So it is.")] }),
    trueFalse(16, "Auf Deutsch", "Alte Dateien nennen sie anders.", { answers: [truth("True", 0, "Nein."), truth("False", 1, "Ja.")] })] },
  "shortanswer.xml": { items: [other("shortanswer", 3, "Name the worm", "Which worm hit in May 2017?", { caseSensitive: true, answers: [plain("WannaCry", 1, "Yes."), plain("Wanna*", 0.8, "Nearly."), plain("*", 0, "No.")] }),
    other("shortanswer", 12, "Without case", "Which port?", { caseSensitive: false, answers: [plain("443", 1)] })], errors: [[18, "no-full-answer", "No full marks"]] },
  "numerical.xml": { items: [
    other("numerical", 3, "Days", "How many days?", { units: [], answers: [{ ...plain("72", 1, "Yes."), tolerance: 0.5 }, { ...plain("70", 0.5), tolerance: 5 }, { ...plain("*", 0, "No."), tolerance: 0 }] }),
    other("numerical", 10, "Data", "How much data?", { units: [{ unit: "GB", multiplier: 1 }, { unit: "MB", multiplier: 0.001 }], answers: [{ ...plain("2.5", 1), tolerance: 0.01 }], dropped: [said("unit-marks"), said("instructions")] }),
    other("numerical", 28, "Old", "Fractions as elements", { units: [], answers: [{ ...plain("-17", 1, "Old but right."), tolerance: 0 }] })], errors: [[26, "no-number", "Comma"]] },
  "matching.xml": { items: [
    other("match", 3, "Who did what", "Match them.", { shuffle: true, pairs: [{ question: "<b>Phishing</b>", answer: "by mail" }, { question: "Smishing", answer: "by text message" }, { question: "", answer: "by post" }], dropped: [said("feedback")] }),
    other("match", 13, "The other name", "Match.", { shuffle: true, pairs: [{ question: "One", answer: "1" }, { question: "Two", answer: "2" }] })], errors: [[23, "half-a-pair", "Half"], [25, "few-pairs", "None"]] },
  "ordering.xml": { items: [other("ordering", 3, "First things first", "Put them in order.", { lines: ["Unplug", "Report", "Wait &amp; see"], dropped: [said("marking")] }),
    other("ordering", 16, "Some", "Some of them.", { lines: ["A", "B", "C"], dropped: [said("some-lines")] })], errors: [[25, "few-answers", "One"]] },
  "categories.xml": { items: [
    trueFalse(8, "In a category", "One.", { category: "Awareness/Mail & web", dropped: [said("description", { category: "Awareness/Mail & web" })] }), trueFalse(14, "In the same", "Two.", { category: "Awareness/Mail & web" }),
    trueFalse(21, "In the system", "Three.", { category: "Default for System" }), trueFalse(28, "With a slash", "Four.", { category: "TCP//IP/Ports" }), trueFalse(35, "At the top", "Five.")] },
  "unsupported-types.xml": { items: [trueFalse(71, "Kept", "The rest is read.")], errors: [...TYPES.map((type, place) => [3 + 4 * place, "type", `Name of ${type}`] as const), [77, "no-type", "No type"]] },
  "images.xml": { items: [choice(3, "Which logo?", '<p><img src="@@PLUGINFILE@@/logo%20one.png" alt="A logo"></p>', [
    html('<img src="@@PLUGINFILE@@/logo one.png" alt="Same">', 1, "Yes."), html('<img src="@@PLUGINFILE@@/2-logo%20one.png" alt="Another of this name">', 0)], {
    generalFeedback: "None.", files: [["2-logo one.png", "GIF89a", 42], ["deep/unused.gif", "GIF89a", 42], ["logo one.png", "\x89PNG\r\n", 70]] })], errors: [[13, "file", "Damaged"]] },
  "old-image-tag.xml": { items: [
    choice(3, "Old picture", 'Where the picture stood below. <img src="@@PLUGINFILE@@/pics_old.png" />', [html("Report it", 1), html("Open it", 0), html("Forward it", 0)], { files: [["pics_old.png", "\x89PNG\r\n", 70]] }),
    trueFalse(14, "A picture without content", "Nothing.")] },
  "old-shapes.xml": { items: [
    choice(3, "Without a text element", "Words straight in the element", [html("Yes", 1, "Straight, too"), html("no", 0)], { single: false, penalty: 0.1, hints: ["An old hint"], dropped: [said("hidden")] }),
    trueFalse(18, "Penalty of a third", "Old files round it."), other("shortanswer", 25, "Penalty of a third", "Old files round it.", { caseSensitive: false, answers: [plain("x", 1)] })] },
  "formats.xml": { items: [
    trueFalse(3, "Markdown", "**Bold** & plain", { format: "markdown" }), trueFalse(9, "Plain", "1 < 2", { format: "plain" }), trueFalse(15, "Moodle", "Line one\nLine two", { format: "moodle" }),
    trueFalse(22, "Wiki", "!! Head", { format: "moodle", dropped: [said("wiki")] }), trueFalse(28, "Unknown", "What?")] },
  "html.xml": { items: [choice(3, "Tags in a name", "<table><tr><td>&lt;script&gt;</td></tr></table><script>alert(1)</script>", [html("<b>bold</b>", 1), html("a < b &amp; c", 0)])] },
  "cdata.xml": { items: [trueFalse(3, "Split", "before <i>]]> after 🐟é!")] },
  "markup.xml": { items: [trueFalse(9, "Fine", "A bold word")], errors: [[5, "markup", "Markup outside CDATA"]] },
  "missing.xml": { items: [trueFalse(8, "", "An empty name is a name."), trueFalse(23, "No text at all", "")], errors: [[3, "no-name"], [14, "few-answers", "One answer"], [19, "few-answers", "No answers"]] },
  "long-name.xml": { items: [trueFalse(3, `${"x".repeat(254)}…`, "A name may have 255 characters.")] },
  "broken.xml": { errors: [[10, "xml.unclosed"]] }, "cut-off.xml": { errors: [[7, "xml.unclosed"]] }, "empty.xml": { errors: [[1, "xml.empty"]] },
  "doctype.xml": { errors: [[2, "xml.doctype"]] }, "entity.xml": { errors: [[5, "xml.entity"]] }, "not-utf-8.xml": { errors: [[0, "decoding.not-in-it"]] },
  "no-questions.xml": { errors: [[2, "no-questions"]] }, "no-quiz.xml": { errors: [[2, "no-quiz"]] }, "backup.xml": { errors: [[2, "backup"]] }, "backup.mbz": { errors: [[0, "backup"]] },
  "crlf.xml": { items: [trueFalse(3, "Lines", "One\nTwo")] },
  "utf-8-mark.xml": { items: [LETTERS] }, "utf-16-little.xml": { items: [LETTERS] }, "utf-16-big.xml": { items: [LETTERS] }, "utf-16-unmarked.xml": { items: [LETTERS] },
  "windows-1252.xml": { items: [trueFalse(3, "Grüße", "Übung: 5 €")] }, "latin-1.xml": { items: [trueFalse(3, "Grüße", "Übung: 5 EUR")] },
};
