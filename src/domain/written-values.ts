import { findFigures } from "../engine/extraction/figures.ts";
import { formatValue, type Value } from "../engine/knowledge/fact.ts";
import type { Language } from "../lib/languages.ts";
import { readDate } from "../lib/written-dates.ts";
import { amountInEnglish } from "../lib/written-figures.ts";

export type ValueType = "date" | "money" | "number";

export const VALUE_TYPES: readonly string[] = ["date", "money", "number"] satisfies ValueType[];

/** How a value is typed: "2023-10-28", "about $30 million", "more than 35 countries". */
export function valueText(value: Value): string {
  if ("date" in value) return value.date;
  return [value.comparator, formatValue(value), "unit" in value ? value.unit : undefined].filter(Boolean).join(" ");
}

/** Reads what somebody typed who writes figures as this language does; undefined where it is no such value. */
export function readValue(text: string, type: ValueType, language: Language = "en"): Value | undefined {
  const date = type === "date" ? readDate(text) : undefined;
  if (type === "date") return date === undefined ? undefined : { date };
  const typed = amountInEnglish(text.trim(), language);
  const figure = findFigures(typed).find((mention) => mention.type === type);
  if (!figure?.value || typed.slice(0, figure.start).trim() !== "") return undefined;
  const unit = typed.slice(figure.end).trim();
  if (!("number" in figure.value)) return unit === "" ? figure.value : undefined;
  return unit === "" ? undefined : { ...figure.value, unit };
}
