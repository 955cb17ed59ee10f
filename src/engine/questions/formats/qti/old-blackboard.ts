import { childrenOf, type XmlElement } from "../../../../lib/xml.ts";

const BLOCKS = new Set(["RESPONSE_BLOCK", "RIGHT_MATCH_BLOCK"]);

/** One of several lists of which each asks for one answer. */
export interface AnswerList { ident: string; html: string; choices: readonly { id: string; html: string }[] }

/** Whether an element holds what Blackboard asks, and not the text of its question. */
export function isAskingBlock({ attributes }: XmlElement): boolean {
  return BLOCKS.has(attributes.get("class") ?? "");
}

/** The lists of a matching question of Blackboard, whose choices have no words: these stand in a block of their own, in the order of the choices of each list. Undefined for any other. */
export function blackboardLists(presentation: XmlElement, html: (element: XmlElement) => string): AnswerList[] | undefined {
  const [lines, words] = ["RESPONSE_BLOCK", "RIGHT_MATCH_BLOCK"].map((name) => blockIn(presentation, name)) as [XmlElement?, XmlElement?];
  if (!lines || !words) return undefined;
  const answers = childrenOf(words).map(html);
  return childrenOf(lines).map((line) => {
    const [response] = within(line, "response_lid");
    const labels = response ? within(response, "response_label") : [];
    return { ident: response?.attributes.get("ident") ?? "", html: html(line), choices: labels.map(({ attributes }, place) => ({ id: attributes.get("ident") ?? "", html: answers[place] ?? "" })) };
  });
}

function blockIn(element: XmlElement, name: string): XmlElement | undefined {
  return within(element, "flow").find(({ attributes }) => attributes.get("class") === name);
}

/** The elements of this name in an element, however deep, those within another of them too. */
function within(element: XmlElement, name: string): XmlElement[] {
  return childrenOf(element).flatMap((child) => [...(child.name === name ? [child] : []), ...within(child, name)]);
}
