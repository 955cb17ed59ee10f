import { MOST_OPTIONS } from "../../domain/written-questions.ts";
import { marksIn } from "../../domain/written-messages.ts";
import { messageIn, signRows } from "./question-form.ts";

type Values = Record<string, unknown>;

/** Groups of rows, with the fields of a row and how many rows an empty form has. */
const GROUPS = { option: { fields: ["text", "correct", "consequence", "feedback"], least: 4 }, pair: { fields: ["premise", "response", "feedback"], least: 3 }, line: { fields: ["text", "feedback"], least: 3 } } as const;
type Group = keyof typeof GROUPS;
/** How many rows the form shows of each group. */
export type RowCounts = Record<Group, number>;

export function rowCounts(values: Values): RowCounts {
  return Object.fromEntries(Object.keys(GROUPS).map((group) => [group, countOf(group as Group, values)])) as RowCounts;
}

function countOf(group: Group, values: Values): number {
  const filled = Array.from({ length: MOST_OPTIONS }, (_, place) => place + 1).filter((row) => GROUPS[group].fields.some((name) => textOf(values[`${group}-${row}-${name}`]).trim() !== ""));
  const asked = Number(values[`${group}-rows`]);
  const said = Number.isInteger(asked) && asked > 0 ? asked : GROUPS[group].least;
  return Math.min(MOST_OPTIONS, Math.max(2, said, filled.at(-1) ?? 0));
}

/** What was typed, after a button beside the rows was pressed: "add-option", "remove-option-2", "up-line-3", "down-line-1". Anything else changes nothing. */
export function afterStep(values: Values, step: string): Values {
  const [, deed, name, row] = /^(add|remove|up|down)-(option|pair|line)(?:-(\d{1,2}))?$/.exec(step) ?? [];
  if (!name) return values;
  const group = name as Group;
  const count = countOf(group, values);
  if (deed === "add") return { ...values, [`${group}-rows`]: Math.min(MOST_OPTIONS, count + 1) };
  const at = Number(row) - 1;
  const rows = Array.from({ length: count }, (_, place) => GROUPS[group].fields.map((field) => values[`${group}-${place + 1}-${field}`] ?? ""));
  if (at < 0 || at >= count) return values;
  if (deed === "remove") return { ...written(group, values, rows.filter((_, place) => place !== at)), [`${group}-rows`]: Math.max(2, count - 1) };
  const to = deed === "up" ? at - 1 : at + 1;
  if (to < 0 || to >= count) return values;
  [rows[at], rows[to]] = [rows[to]!, rows[at]!];
  return written(group, values, rows);
}

function written(group: Group, values: Values, rows: readonly (readonly unknown[])[]): Values {
  const fields = Array.from({ length: MOST_OPTIONS }, (_, place) => GROUPS[group].fields.map((field, index) => [`${group}-${place + 1}-${field}`, rows[place]?.[index] ?? ""]));
  return { ...values, ...Object.fromEntries(fields.flat()) as Values };
}

/** The rows for the marks of the message that was typed. */
export function withSigns(values: Values): { values: Values; signs: string[] } {
  const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value).trim()]));
  const rows = signRows(texts, marksIn(messageIn(texts))).slice(0, MOST_OPTIONS);
  const fields = rows.flatMap(({ text, from }, place) => [[`sign-${place + 1}-text`, text], ...["correct", "feedback"].map((name) => [`sign-${place + 1}-${name}`, values[`sign-${from}-${name}`] ?? ""])]);
  return { values: { ...values, ...Object.fromEntries(fields) as Values }, signs: rows.map(({ text }) => text) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
