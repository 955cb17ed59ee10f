import { SECONDS_A_FACT } from "../engine/learning/choosing.ts";
import { dueInWords } from "../lib/due.ts";
import { say, type Message, type Value } from "../lib/messages.ts";
import type { Reader } from "../lib/readers.ts";
import { richOf } from "../lib/rich.ts";
import { dayIn } from "../lib/zones.ts";
import type { UnseenRecount } from "../storage/recounts.ts";
import type { Duty } from "../storage/duties.ts";

/** What a mail says, in both forms. */
export interface MailWords { subject: string; text: string; html: string }

/** What is due for one person, and which results of theirs changed. `site` is the address of the installation, `leaving` the one that ends these mails. */
export interface DigestContent { name: string; organisation: string; accent: string; facts: number; duties: readonly Duty[]; changes: readonly Pick<UnseenRecount, "public_id" | "title">[]; site: string; leaving: string }

interface Line { words: string; href: string }

/** "40 seconds", "a minute" */
export function timeFor(facts: number): Value {
  const seconds = facts * SECONDS_A_FACT;
  return seconds < 60 ? { seconds } : say("digest.minute");
}

/** The words of a digest in its reader's language: how much there is to do and how long it takes, never what is asked. */
export function digestWords(content: DigestContent, reader: Reader, at: Date): MailWords {
  const lines = linesOf(content, reader, at);
  return { subject: reader.t("digest.subject", { organisation: content.organisation, parts: partsOf(content) }), text: textOf(content, lines, reader), html: htmlOf(content, lines, reader) };
}

function partsOf({ facts, duties, changes }: DigestContent): Message[] {
  return [...(facts > 0 ? [say("digest.facts", { count: facts })] : []), ...(duties.length > 0 ? [say("digest.quizzes", { count: duties.length })] : []), ...(changes.length > 0 ? [say("regrades.digest-changes", { count: changes.length })] : [])];
}

function linesOf({ facts, duties, changes, site }: DigestContent, { t, formats, timeZone }: Reader, at: Date): Line[] {
  const today = dayIn(timeZone, at);
  const when = (dueOn: string) => formats.inside(t(dueInWords(dueOn, today)));
  return [
    ...(facts > 0 ? [{ words: t("digest.refresh", { count: facts, time: timeFor(facts) }), href: `${site}/review` }] : []),
    ...duties.map(({ quiz, due_on }) => ({ words: due_on === null ? quiz.title : t("digest.quiz", { title: quiz.title, when: when(due_on) }), href: `${site}/quizzes/${quiz.slug}` })),
    ...changes.map(({ public_id, title }) => ({ words: t("regrades.digest-change", { title }), href: `${site}/attempts/${public_id}/result` })),
  ];
}

function textOf({ name, site, leaving }: DigestContent, lines: readonly Line[], { t }: Reader): string {
  const tail = [`${t("digest.why")} ${t("digest.stop", { address: leaving })}`, t("digest.change", { address: `${site}/reminders` }), ""];
  return [t("digest.hello", { name }), "", ...lines.flatMap(({ words, href }) => [words, href, ""]), ...tail].join("\n");
}

function htmlOf({ name, organisation, accent, site, leaving }: DigestContent, lines: readonly Line[], { t, language, direction }: Reader): string {
  const rich = richOf(t);
  const linkTo = (href: string): [string, string] => [`<a style="color:${accent}" href="${escaped(href)}">`, "</a>"];
  const items = lines.map(({ words, href }) => `<li>${linkTo(href).join(escaped(words))}</li>`).join("");
  const links = rich("digest.links", {}, { stop: linkTo(leaving), change: linkTo(`${site}/reminders`) });
  return `<!doctype html><html lang="${language}" dir="${direction}"><body style="font-family:sans-serif;line-height:1.5"><p style="border-bottom:3px solid ${accent};font-weight:bold">${escaped(organisation)}</p><p>${escaped(t("digest.hello", { name }))}</p><ul>${items}</ul>`
    + `<p style="color:#555">${escaped(t("digest.why"))} ${links}</p></body></html>\n`;
}

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign]!);
}
