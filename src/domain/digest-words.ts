import { SECONDS_A_FACT } from "../engine/learning/choosing.ts";
import { dueInWords } from "../lib/due.ts";
import { inEnglish } from "../lib/readers.ts";
import { counted, listing } from "../lib/text.ts";
import type { Duty } from "../storage/duties.ts";

/** What a mail says, in both forms. */
export interface MailWords { subject: string; text: string; html: string }

/** What is due for one person. `site` is the address of the installation, `leaving` the one that ends these mails. */
export interface DigestContent { name: string; facts: number; duties: readonly Duty[]; site: string; leaving: string }

/** "2 facts to refresh, about 40 seconds" */
export function refreshWords(facts: number): string {
  return `${counted(facts, "fact")} to refresh, about ${timeFor(facts)}`;
}

/** "40 seconds", "a minute" */
export function timeFor(facts: number): string {
  const seconds = facts * SECONDS_A_FACT;
  return seconds < 60 ? `${seconds} seconds` : "a minute";
}

/** The words of a digest: how much there is to do and how long it takes, never what is asked. */
export function digestWords({ name, facts, duties, site, leaving }: DigestContent, at: Date): MailWords {
  const parts = [facts > 0 && counted(facts, "fact to refresh", "facts to refresh"), duties.length > 0 && counted(duties.length, "quiz to finish", "quizzes to finish")].filter((part) => part !== false);
  const lines = [
    ...(facts > 0 ? [{ words: refreshWords(facts), href: `${site}/review` }] : []),
    ...duties.map(({ quiz, due_at }) => ({ words: `${quiz.title}${due_at === null ? "" : `: ${inEnglish(dueInWords(due_at, at)).toLowerCase()}`}`, href: `${site}/quizzes/${quiz.slug}` })),
  ];
  const why = "You get this at most once a working day, because you asked for it.";
  return {
    subject: `Debrief: ${listing(parts)}`,
    text: [`Hello ${name},`, "", ...lines.flatMap(({ words, href }) => [words, href, ""]), `${why} To stop it: ${leaving}`, `To change when it comes: ${site}/reminders`, ""].join("\n"),
    html: `<!doctype html><html lang="en"><body style="font-family:sans-serif;line-height:1.5"><p>Hello ${escaped(name)},</p><ul>${lines.map(({ words, href }) => `<li><a href="${escaped(href)}">${escaped(words)}</a></li>`).join("")}</ul>`
      + `<p style="color:#555">${why} <a href="${escaped(leaving)}">Stop it</a> or <a href="${escaped(site)}/reminders">change when it comes</a>.</p></body></html>\n`,
  };
}

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign]!);
}
