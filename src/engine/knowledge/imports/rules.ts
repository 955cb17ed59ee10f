import { parseEdtf } from "../../../lib/edtf.ts";
import { cleanName } from "./clean-text.ts";
import { kindOf, quoted } from "./complaints.ts";

/** Says what is wrong with a value, in words that follow the name of its field; undefined when it is right. Plain functions, because files have hundreds of thousands of values. */
export type Rule = (value: unknown) => string | undefined;

const TIMESTAMP = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?Z$/;
export const LONGEST_NAME = 200;

export const optional = (rule: Rule): Rule => (value) => (value === undefined ? undefined : rule(value));
export const isText: Rule = (value) => (typeof value === "string" ? undefined : `must be a text, not ${kindOf(value)}`);
export const isFlag: Rule = (value) => (typeof value === "boolean" ? undefined : `must be true or false, not ${kindOf(value)}`);
export const isName: Rule = (value) => {
  if (value === undefined || value === "") return "is missing";
  if (typeof value !== "string") return isText(value);
  if (value.length > 5 * LONGEST_NAME) return `is longer than ${LONGEST_NAME} characters`;
  const name = cleanName(value);
  if (name === "") return "has no characters that can be shown";
  return name.length > LONGEST_NAME ? `is longer than ${LONGEST_NAME} characters` : undefined;
};
export const isTime: Rule = (value) => (typeof value === "string" && TIMESTAMP.test(value) && isDay(value) ? undefined
  : `must be a timestamp such as 2019-10-21T00:00:00Z, not ${quoted(value)}`);
export const isListOf = (rule: Rule): Rule => (value) => {
  if (!Array.isArray(value)) return `must be a list, not ${kindOf(value)}`;
  for (const each of value) { const reason = rule(each); if (reason !== undefined) return `has an entry that ${reason}`; }
  return undefined;
};
export const hasField = (field: string, rule: Rule): Rule => (value) => {
  if (kindOf(value) !== "an object") return `must be an object, not ${kindOf(value)}`;
  const reason = rule((value as Record<string, unknown>)[field]);
  return reason === undefined ? undefined : `says ${field}, which ${reason}`;
};
export const isKnownBy: Rule = (value) => (typeof value === "string" && value.trim() === "" ? undefined : isName(value));

function isDay(timestamp: string): boolean {
  return Number(timestamp.slice(8, 10)) <= 28 || parseEdtf(timestamp.slice(0, 10)) !== undefined;
}
