import { childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import { htmlOf, type MarkupPlace } from "./markup.ts";
import type { Told } from "./marking.ts";
import type { Value } from "./values.ts";

/** A feedback, and by which outcome it is shown or hidden. */
export interface Feedback extends Told { element: XmlElement; outcome: string; isShown: boolean }

/** Every feedback of an item, those of its body too (QTI 2.1 info model, feedbackElement). */
export function feedbackOf(item: XmlElement, place: MarkupPlace): Feedback[] {
  return found(item).map(({ element, choice }) => ({
    element, html: htmlOf(element.children, place).trim(), of: element.attributes.get("identifier")?.trim() ?? "", outcome: element.attributes.get("outcomeIdentifier")?.trim() ?? "",
    isShown: element.attributes.get("showHide") !== "hide", ...(choice !== undefined && { choice }),
  }));
}

function found(element: XmlElement, choice?: string): { element: XmlElement; choice?: string }[] {
  return childrenOf(element).flatMap((child) => {
    if (/^(?:modalFeedback|feedbackInline|feedbackBlock)$/.test(child.name)) return [{ element: child, ...(choice !== undefined && { choice }) }];
    return found(child, /^simple(?:Associable)?Choice$/.test(child.name) ? child.attributes.get("identifier") : choice);
  });
}

/** The places of those that are shown after these outcomes. */
export function shownAfter(feedback: readonly Feedback[], outcomes: ReadonlyMap<string, Value>): Set<number> {
  return new Set(feedback.flatMap(({ of, outcome, isShown }, place) => ((outcomes.get(outcome)?.atoms.includes(of) ?? false) === isShown ? [place] : [])));
}
