import { say } from "../../../../lib/messages.ts";
import type { XmlElement } from "../../../../lib/xml.ts";
import { QtiError } from "./qti-error.ts";
import { numberOf } from "./values.ts";

/** From where to where a number counts as the other one. */
export interface Span { from: number; to: number }

/**
 * Whether `equal` takes two numbers for the same (QTI 2.1 info model, equal): the second is the first, or within a tolerance of it, absolute or in percent of the first,
 * which may differ below and above. Bounds always belong to it here.
 */
export function isEqual(element: XmlElement, first: number, second: number): boolean {
  const { below, above, isRelative } = toleranceOf(element);
  const unit = isRelative ? Math.abs(first) / 100 : 1;
  return second >= first - below * unit && second <= first + above * unit;
}

/** Responses that `equal` takes, where this number is its other operand: the first or the second of them. */
export function spanOfEqual(element: XmlElement, value: number, isFirst: boolean): Span {
  const { below, above, isRelative } = toleranceOf(element);
  if (isFirst) return { from: value - below * (isRelative ? Math.abs(value) / 100 : 1), to: value + above * (isRelative ? Math.abs(value) / 100 : 1) };
  if (!isRelative) return { from: value - above, to: value + below };
  const [near, far] = [value / (1 + Math.sign(value) * above / 100), value / (1 - Math.sign(value) * below / 100)];
  return { from: Math.min(near, far), to: Math.max(near, far) };
}

function toleranceOf(element: XmlElement): { below: number; above: number; isRelative: boolean } {
  const mode = element.attributes.get("toleranceMode") ?? "exact";
  if (mode === "exact") return { below: 0, above: 0, isRelative: false };
  if (mode !== "absolute" && mode !== "relative") throw new QtiError(say("qti.unknown-rule", { rule: `equal ${mode}` }), element.line);
  const [below, above = below] = (element.attributes.get("tolerance") ?? "").trim().split(/\s+/).map((text) => numberOf(text, element.line));
  if (below! < 0 || above! < 0 || (mode === "relative" && below! >= 100)) throw new QtiError(say("qti.no-number", { text: element.attributes.get("tolerance") ?? "" }), element.line);
  return { below: below!, above: above!, isRelative: mode === "relative" };
}

/** Numbers that `equalRounded` takes for this one: those that are rounded to the same. */
export function spanOfEqualRounded(element: XmlElement, value: number): Span {
  const decimals = decimalsOf(element, value);
  const half = 0.5 * 10 ** -decimals;
  const rounded = Math.round(value * 10 ** decimals) / 10 ** decimals;
  return { from: rounded - half, to: rounded + half };
}

export function isEqualRounded(element: XmlElement, one: number, other: number): boolean {
  const { from, to } = spanOfEqualRounded(element, other);
  return one >= from && one < to;
}

function decimalsOf(element: XmlElement, value: number): number {
  const figures = numberOf(element.attributes.get("figures") ?? "", element.line);
  if (!Number.isInteger(figures) || figures < 0 || figures > 15) throw new QtiError(say("qti.no-number", { text: String(figures) }), element.line);
  if (element.attributes.get("roundingMode") === "decimalPlaces") return figures;
  return value === 0 ? figures : figures - 1 - Math.floor(Math.log10(Math.abs(value)));
}
