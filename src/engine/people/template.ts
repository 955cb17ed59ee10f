import type { Translate } from "../../lib/readers.ts";
import { workbookOf } from "../questions/formats/excel.ts";
import { PEOPLE_HEADERS } from "./columns.ts";
import { examplePeople, WRITTEN_FIELDS } from "./writing.ts";

/** A workbook to fill in: two people as an example, and a sheet that says what each column holds. */
export function peopleTemplate(t: Translate, language: "en" | "de"): Promise<Uint8Array> {
  const headers = WRITTEN_FIELDS.map((field) => PEOPLE_HEADERS[language][field]);
  const people = examplePeople(language).map((person) => WRITTEN_FIELDS.map((field) => person[field] ?? ""));
  const columns = WRITTEN_FIELDS.map((field): [string, string] => [PEOPLE_HEADERS[language][field], t(`people-template.columns.${field.replaceAll("_", "-")}`)]);
  return workbookOf([
    { name: t("people-template.people"), rows: [headers, ...people], widths: [18, 24, 28, 28, 18, 18, 24, 14, 28, 18] },
    { name: t("people-template.columns-sheet"), rows: [[t("people-template.column"), t("people-template.holds")], ...columns], widths: [24, 100] },
  ]);
}
