import { accentOf } from "../lib/accents.ts";
import { escapedHtml as escaped } from "../lib/mail-text.ts";
import type { Reader } from "../lib/readers.ts";
import type { Letterhead } from "./digest-rules.ts";

export interface Line { words: string; more: string; href: string }
export interface Block { heading: string; lines: readonly Line[] }
type Link = Pick<Line, "words" | "href">;
/** A mail before it has a form. Empty texts are left out; `opening` and `closing` are plain text that an administrator wrote. */
export interface LetterText {
  subject: string; hello: string; opening: string; lead: string; blocks: readonly Block[]; closing: string; action: Link; foot: { why: string; links: readonly Link[] };
}

/** The name under which the logo goes along. */
export const LOGO_CID = "logo@debrief";

const WIDTH = 72;

/** As plain text, which every mail has: lines of at most 72 characters, except for addresses. */
export function textLetter({ hello, opening, lead, blocks, closing, action, foot }: LetterText): string {
  const block = ({ heading, lines }: Block) => [heading === "" ? [] : [heading.toLocaleUpperCase(), ""], ...lines.map(({ words, more, href }) => [words, ...(more ? [more] : []), href, ""])].flat();
  const paragraphs = [hello, opening, lead].filter(Boolean).flatMap((text) => [text, ""]);
  const tail = [...(closing ? [closing, ""] : []), `${action.words}: ${action.href}`, "", "-- ", foot.why, ...foot.links.map(({ words, href }) => `${words}: ${href}`)].filter((line, at, all) => line !== "" || all[at - 1] !== "");
  return `${[...paragraphs, ...blocks.flatMap(block), ...tail].map(wrapped).join("\n")}\n`;
}

function wrapped(text: string): string {
  return text.split("\n").map((line) => (/https?:\/\//.test(line) || line === "-- " ? line : line.replace(new RegExp(`(?=.{${WIDTH + 1}})(.{1,${WIDTH}}) `, "g"), "$1\n"))).join("\n");
}

const LIGHT = { paper: "#f6f5f1", sheet: "#fdfcfa", ink: "#1a1e23", soft: "#555b63", line: "#dcd9d0" };
const DARK = { paper: "#13171b", sheet: "#1a1f24", ink: "#ebe8e1", soft: "#a9aeb4", line: "#343a41" };
const SERIF = "Georgia,'Times New Roman',serif";
const SANS = "system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Styles stand at the elements, because mail programs leave out the others; those of the head only turn it dark. Nothing in it is fetched from anywhere. */
export function htmlLetter(letter: LetterText, head: Letterhead, { language, direction }: Pick<Reader, "language" | "direction">): string {
  return `<!doctype html>\n<html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">`
    + `<meta name="supported-color-schemes" content="light dark"><title>${escaped(letter.subject)}</title><style>${darkStyles(head)}</style></head>`
    + `<body class="paper" style="margin:0;padding:24px 12px;background:${LIGHT.paper};color:${LIGHT.ink};font:16px/1.5 ${SANS}"><table role="presentation" align="center" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;margin:0 auto"><tr>`
    + `<td class="sheet" style="padding:28px 24px;background:${LIGHT.sheet};border:1px solid ${LIGHT.line};border-top:4px solid ${head.accentLight};border-radius:4px">${bodyOf(letter, head)}</td></tr></table></body></html>\n`;
}

function darkStyles({ accentDark }: Letterhead): string {
  const { on } = accentOf("dark", accentDark);
  return `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){.paper{background:${DARK.paper}!important;color:${DARK.ink}!important}.sheet{background:${DARK.sheet}!important;border-color:${DARK.line}!important;border-top-color:${accentDark}!important}`
    + `.link{color:${accentDark}!important}.button{background:${accentDark}!important;color:${on}!important}.soft{color:${DARK.soft}!important}.rule{border-color:${DARK.line}!important}}`;
}

function bodyOf({ hello, opening, lead, blocks, closing, action, foot }: LetterText, head: Letterhead): string {
  const paragraph = (text: string) => (text === "" ? "" : `<p style="margin:0 0 16px">${escaped(text).replace(/\n/g, "<br>")}</p>`);
  const { on } = accentOf("light", head.accentLight);
  return `${masthead(head)}${[hello, opening, lead].map(paragraph).join("")}${blocks.map((block) => blockOf(block, head)).join("")}${paragraph(closing)}`
    + `<p style="margin:24px 0"><a class="button" href="${escaped(action.href)}" style="display:inline-block;padding:10px 18px;background:${head.accentLight};color:${on};border-radius:4px;text-decoration:none;font-weight:600"><bdi>${escaped(action.words)}</bdi></a></p>`
    + `<p class="soft rule" style="margin:0;padding-top:16px;border-top:1px solid ${LIGHT.line};color:${LIGHT.soft};font-size:14px">${escaped(foot.why)}${foot.why ? " " : ""}${foot.links.map((link) => linkOf(link, head)).join(" · ")}</p>`;
}

function masthead({ name, logo }: Letterhead): string {
  const picture = logo ? `<img src="cid:${LOGO_CID}" alt="" height="32" style="height:32px;width:auto;max-width:200px;vertical-align:middle;background:#fff;padding:3px;border-radius:3px">&#160; ` : "";
  return `<p style="margin:0 0 20px;font:600 20px/1.3 ${SERIF}">${picture}<bdi>${escaped(name)}</bdi></p>`;
}

function blockOf({ heading, lines }: Block, head: Letterhead): string {
  const title = heading === "" ? "" : `<h2 style="margin:24px 0 8px;font:600 17px/1.3 ${SERIF}">${escaped(heading)}</h2>`;
  const items = lines.map(({ words, more, href }) => `<li style="margin:0 0 12px;padding:0">${linkOf({ words, href }, head, 600)}${more ? `<br><span class="soft" style="color:${LIGHT.soft};font-size:14px">${escaped(more)}</span>` : ""}</li>`);
  return `${title}<ul style="margin:0 0 8px;padding:0;list-style:none">${items.join("")}</ul>`;
}

function linkOf({ words, href }: Link, { accentLight }: Letterhead, weight = 400): string {
  return `<a class="link" href="${escaped(href)}" style="color:${accentLight};font-weight:${weight}"><bdi>${escaped(words)}</bdi></a>`;
}
