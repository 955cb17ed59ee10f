import type { Message } from "./messages.ts";
import type { Translate } from "./readers.ts";

/** HTML for a placeholder, or the two tags that `<name>...</name>` in the text stands for. */
export interface Markup { readonly [name: string]: string | readonly [string, string] }

/** A text of the catalogues as HTML. What is filled in is escaped; `markup` is not. */
export type Rich = (key: string, values: Readonly<Record<string, string | number | Message>>, markup: Markup) => string;

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

/** What is filled in waits outside the text, under a mark, until the tags of the text have become HTML: nothing that was typed can stand for a tag. */
export function richOf(t: Translate): Rich {
  return (key, values, markup) => {
    const waiting: string[] = [];
    const mark = (html: string) => `\uE000${waiting.push(html) - 1}\uE001`;
    const filled = Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? value : mark(escaped(typeof value === "string" ? value : t(value)))]);
    const placed = Object.entries(markup).flatMap(([name, html]) => (typeof html === "string" ? [[name, mark(html)]] : []));
    const text = escaped(t(key, Object.fromEntries([...filled, ...placed]) as Record<string, string | number>));
    return withTags(text, markup).replace(/\uE000(\d+)\uE001/g, (_, place: string) => waiting[Number(place)]!);
  };
}

function withTags(text: string, markup: Markup): string {
  return text.replace(/&lt;(\/?)([a-z]+)&gt;/g, (whole, end: string, name: string) => {
    const tags = markup[name];
    return Array.isArray(tags) ? (tags as [string, string])[end ? 1 : 0] : whole;
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
}
