import { say } from "../../../../lib/messages.ts";
import type { XmlElement } from "../../../../lib/xml.ts";
import { QtiError } from "./qti-error.ts";

/**
 * The rules that a standard template stands for (QTI 2.1 implementation guide, "Standard Response Processing Templates"), by the last part of its address.
 * They speak of RESPONSE; many programs call the response something else and mean the only one there is.
 */
export function templateOf(address: string, response: string, line: number): XmlElement {
  const name = address.split("/").at(-1)!.replace(/\.xml$/, "").toLowerCase();
  const make = (tag: string, attributes: Readonly<Record<string, string>>, ...children: (XmlElement | string)[]): XmlElement =>
    ({ name: tag, space: "", attributes: new Map(Object.entries(attributes)), children, line });
  const score = (value: XmlElement) => make("setOutcomeValue", { identifier: "SCORE" }, value);
  const points = (count: string) => score(make("baseValue", { baseType: "float" }, count));
  const given = make("variable", { identifier: response });
  const either = (test: XmlElement, then: XmlElement, otherwise: XmlElement) =>
    make("responseProcessing", {}, make("responseCondition", {}, make("responseIf", {}, test, then), make("responseElse", {}, otherwise)));
  if (name === "match_correct") return either(make("match", {}, given, make("correct", { identifier: response })), points("1"), points("0"));
  if (name === "map_response") return either(make("isNull", {}, given), points("0"), score(make("mapResponse", { identifier: response })));
  throw new QtiError(say("qti.unknown-template", { name: address.slice(0, 120) }), line);
}
