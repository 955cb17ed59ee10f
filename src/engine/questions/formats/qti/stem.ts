import { childOf, childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import { htmlOf, type MarkupPlace } from "./markup.ts";

const INTERACTION = /Interaction$/;
/** Stands in a text where something is typed in, until the whole text is known; a character that texts have no use for. */
const GAP = "\ue000";
const SHOWN_GAP = "_____";
const BLOCK = /<(?:p|div|ul|ol|table|h[1-6]|pre|blockquote)\b/;

/** The interactions of a body, in their order; buttons that end an attempt ask nothing. */
export function interactionsIn(element: XmlElement): XmlElement[] {
  return childrenOf(element).flatMap((child) => (INTERACTION.test(child.name) && child.name !== "endAttemptInteraction" ? [child] : interactionsIn(child)));
}

/** What is asked: the body, with the prompt in place of the interaction, or a gap where one types within a sentence. */
export function stemOf(body: XmlElement, interaction: XmlElement, place: MarkupPlace): string {
  const prompt = childOf(interaction, "prompt");
  const whole = prompt ? undefined : wholeOf(body, interaction, place);
  if (whole) return htmlOf(whole.children, place).trim();
  const asked = prompt ? htmlOf(prompt.children, place).trim() : "";
  const inPlace = interaction.name === "textEntryInteraction" ? GAP : asked === "" || BLOCK.test(asked) ? asked : `<p>${asked}</p>`;
  const text = htmlOf(body.children, { ...place, own: new Map([...place.own, [interaction, inPlace]]) }).trim();
  return unwrapped(text === inPlace && inPlace !== GAP ? asked : withGap(text));
}

/** The one element that holds the text, where it has no attributes: a body must not hold words of its own, so writers put them into one. */
function wholeOf(body: XmlElement, interaction: XmlElement, { own }: MarkupPlace): XmlElement | undefined {
  const isBlank = (text: string) => text.trim() === "";
  const holdsOnlyIt = ({ children }: XmlElement) => children.includes(interaction) && children.every((child) => (typeof child === "string" ? isBlank(child) : child === interaction));
  const isField = (element: XmlElement) => element === interaction || holdsOnlyIt(element);
  const parts = body.children.filter((child) => (typeof child === "string" ? !isBlank(child) : !own.has(child) && !isField(child)));
  const [only] = parts;
  return parts.length === 1 && typeof only === "object" && only.name === "div" && only.attributes.size === 0 && interactionsIn(only).length === 0 ? only : undefined;
}

/** A gap that stands alone, or behind everything, is the field below the question. */
function withGap(text: string): string {
  const [before, after] = text.replace(new RegExp(`<(p|div)>\\s*${GAP}\\s*</\\1>`), "").split(GAP) as [string, string?];
  if (after === undefined) return before.trim();
  const isLast = after.replace(/<\/[a-z]+>/g, "").trim() === "";
  return (isLast ? before.trimEnd() + after : before + SHOWN_GAP + after).trim();
}

/** Writers put a text into one element, because a body must not hold words of its own; TAO puts it into two, for its grid. */
export function unwrapped(html: string): string {
  const [, inner = html] = /^<div>((?:(?!<\/?div\b)[^])*)<\/div>$/.exec(html) ?? /^<div class="grid-row">\s*<div class="col-12">((?:(?!<\/?div\b)[^])*)<\/div>\s*<\/div>$/.exec(html) ?? [];
  return inner.trim();
}
