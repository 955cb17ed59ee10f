import type { ItemFile, TextFormat } from "../item.ts";
import { isShownIn } from "./shelf.ts";

/** Lines of XML, already indented. */
export type Lines = readonly string[];

const FORMATS: Record<TextFormat, string> = { moodle: "moodle_auto_format", html: "html", plain: "plain_text", markdown: "markdown" };
/** What XML 1.0 forbids, even as a reference (section 2.2), and halves of pairs. */
// oxlint-disable-next-line no-control-regex -- those are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function isWritable(text: string): boolean {
  return text.search(FORBIDDEN) < 0;
}

/** As Moodle writes it: as it is where it can be, else in CDATA, which is cut where its end stands in the text. A carriage return would be read as the end of a line. */
export function escaped(text: string): string {
  const clean = text.replace(FORBIDDEN, "");
  if (!/[<>&\r]/.test(clean)) return clean;
  return `<![CDATA[${clean.replaceAll("]]>", "]]]]><![CDATA[>").replaceAll("\r", "]]>&#13;<![CDATA[")}]]>`;
}

export function attribute(text: string): string {
  const REFERENCES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };
  return text.replace(FORBIDDEN, "").replace(/[&<>"\t\n\r]/g, (sign) => REFERENCES[sign]!);
}

export function element(name: string, inner: Lines, attributes: Readonly<Record<string, string>> = {}): Lines {
  const begun = `${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`).join("")}`;
  return [`<${begun}>`, ...inner.map((line) => `  ${line}`), `</${name}>`];
}

export function word(name: string, value: string | number | boolean): Lines {
  return [`<${name}>${escaped(String(value))}</${name}>`];
}

/** A text, with those of the files that it shows. */
export function text(said: string, files: readonly ItemFile[] = []): Lines {
  return [`<text>${escaped(said)}</text>`, ...files.filter(({ name }) => isShownIn(said, name)).flatMap(file)];
}

export function file({ name, content }: ItemFile): Lines {
  const place = name.lastIndexOf("/") + 1;
  return [`<file name="${attribute(name.slice(place))}" path="/${attribute(name.slice(0, place))}" encoding="base64">${Buffer.from(content).toString("base64")}</file>`];
}

export function formatNamed(format: TextFormat): { format: string } {
  return { format: FORMATS[format] };
}
