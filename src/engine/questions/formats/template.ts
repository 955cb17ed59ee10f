import { writeDelimited } from "../../../lib/delimited.ts";
import type { Translate } from "../../../lib/readers.ts";
import type { Question } from "../question.ts";
import { questionSheet, workbookOf } from "./excel.ts";
import { columnsWith, headerOf, type SheetLanguage } from "./sheet-columns.ts";
import { tableOf } from "./sheet-writing.ts";

const common = { schema: 1, level: "decide", difficulty: "medium", topic: "passwords", facts: [], evidence: [], enemies: [], tags: ["example"] } as const;

/** A question of each kind, in the language of whoever asks for the template. */
function examples(t: Translate): Question[] {
  const at = (path: string) => { const [of, name] = path.split("."); return t(`template.${of}.${name}`); };
  const traits = (id: string) => ({ ...common, facts: [], evidence: [], enemies: [], tags: [t("template.tag")], id, stem: at(`${id}.stem`), explanation: at(`${id}.explanation`) });
  const option = (id: string, of: string, correct: boolean) => ({ id, text: at(`${of}.${id}`), correct, feedback: at(`${of}.why-${id}`) });
  return [
    { ...traits("single"), kind: "single", options: [option("a", "single", false), option("b", "single", true), option("c", "single", false)] },
    { ...traits("several"), kind: "multiple", options: [option("a", "several", true), option("b", "several", false), option("c", "several", true)] },
    { ...traits("truth"), kind: "true_false", options: [option("a", "truth", false), option("b", "truth", true)] },
    { ...traits("matching"), kind: "matching", pairs: ["a", "b"].map((id) => ({ id, premise: at(`matching.${id}`), response: at(`matching.response-${id}`), feedback: at(`matching.why-${id}`) })), responses: [at("matching.response-a"), at("matching.response-b"), at("matching.spare")] },
    { ...traits("ordering"), kind: "ordering", sequence: ["a", "b", "c"].map((id) => ({ id, text: at(`ordering.${id}`), feedback: at(`ordering.why-${id}`) })) },
    { ...traits("number"), kind: "numeric", answer: { value: 12, tolerance: 2, unit: at("number.unit") } },
    { ...traits("short"), kind: "short", answer: { accept: [at("short.a"), at("short.b")], reject: [at("short.c")] } },
  ];
}

/** A table with an example of each kind, to be filled in. */
export function templateCsv(t: Translate, language: SheetLanguage): string {
  return writeDelimited(tableOf(examples(t), language));
}

/** The same as a workbook, with a sheet that explains every column. */
export function templateExcel(t: Translate, language: SheetLanguage): Promise<Uint8Array> {
  const columns = columnsWith(1).map((column): [string, string] => [headerOf(column, language), t(`template.columns.${column.replace("-1", "")}`)]);
  const rows = [[t("template.column"), t("template.what-it-holds")], ...columns, ["", ""], ["", t("template.lists")], ["", t("template.limits")]];
  return workbookOf([questionSheet(examples(t), language), { name: t("template.sheet"), rows, widths: [24, 100] }]);
}
