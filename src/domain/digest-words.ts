import { asMinutes } from "../engine/questions/expected-seconds.ts";
import { SECONDS_A_FACT } from "../engine/learning/choosing.ts";
import { dueInWords, isOverdue } from "../lib/due.ts";
import { headerLine } from "../lib/mail-text.ts";
import { say, type Message, type Value } from "../lib/messages.ts";
import type { Reader } from "../lib/readers.ts";
import { dayIn } from "../lib/zones.ts";
import { secondsOf, type DigestContent } from "./digest-content.ts";
import type { DigestRules } from "./digest-rules.ts";
import { htmlLetter, textLetter, type Block, type LetterText, type Line } from "./mail-layout.ts";
import { textFor } from "./policy-texts.ts";
import type { TeamNews } from "./team-news.ts";

/** What a mail says, in both forms. */
export interface MailWords { subject: string; text: string; html: string }

/** Whom it is for, and the address that ends what is voluntary, where there is something voluntary in it. */
export interface Addressee { name: string; leaving: string | undefined }

const LONGEST_SUBJECT = 120;
const LONGEST_NAME = 100;
const MOST_LISTED = 20;

/** "40 seconds", "a minute" */
export function timeFor(facts: number): Value {
  const seconds = facts * SECONDS_A_FACT;
  return seconds < 60 ? { seconds } : say("digest.minute");
}

/** The words of a digest in its reader's language: how much there is to do and how long it takes, never what is asked. */
export function digestWords(content: DigestContent, { name, leaving }: Addressee, rules: Pick<DigestRules, "site" | "letterhead" | "ownWords">, reader: Reader, at: Date): MailWords {
  const { t } = reader;
  const { opening = "", closing = "" } = rules.ownWords.get(reader.language) ?? {};
  const subject = headerLine(t("digest.subject", { organisation: headerLine(rules.letterhead.name, 40), parts: shortened(partsOf(content, dayIn(reader.timeZone, at))) }), LONGEST_SUBJECT);
  const letter: LetterText = {
    subject, hello: t("digest.hello", { name: headerLine(name, LONGEST_NAME) }), opening, lead: leadOf(content, reader), blocks: blocksOf(content, rules.site, reader, at), closing,
    action: { words: t("digest.open"), href: `${rules.site}/` }, foot: footOf(content, rules.site, leaving, reader),
  };
  return { subject, text: textLetter(letter), html: htmlLetter(letter, rules.letterhead, reader) };
}

function partsOf({ facts, duties, policies, changes, teams, studio }: DigestContent, today: string): Message[] {
  const work = studio.reviews + studio.reports;
  return [
    ...quizParts(duties.length, duties.filter(({ due }) => isOverdue(due, today)).length), ...(policies.length > 0 ? [say("digest.policies", { count: policies.length })] : []),
    ...(facts > 0 ? [say("digest.facts", { count: facts })] : []),
    ...(changes.length > 0 ? [say("regrades.digest-changes", { count: changes.length })] : []), ...(teams.length > 0 ? [say("digest.teams-part")] : []), ...(work > 0 ? [say("digest.studio-part", { count: work })] : []),
  ];
}

function quizParts(all: number, late: number): Message[] {
  if (late === 0) return all > 0 ? [say("digest.quizzes", { count: all })] : [];
  return [say("digest.late", { count: late }), ...(all > late ? [say("digest.besides", { count: all - late })] : [])];
}

/** A subject is read in a list of subjects, so it names the first two. */
function shortened(parts: readonly Message[]): Message[] {
  return parts.length > 2 ? [...parts.slice(0, 2), say("digest.and-more")] : [...parts];
}

function leadOf(content: DigestContent, { t }: Reader): string {
  const seconds = secondsOf(content);
  if (seconds === 0) return "";
  return t("digest.time", { time: seconds < 60 ? { seconds } : { seconds: 60 * asMinutes(seconds) } });
}

function blocksOf(content: DigestContent, site: string, reader: Reader, at: Date): Block[] {
  const { t } = reader;
  const work = [...studioLines(content, site, reader)];
  return [
    { heading: "", lines: ownLines(content, site, reader, at) },
    { heading: t("digest.teams"), lines: content.teams.slice(0, MOST_LISTED).map((team) => teamLine(team, site, reader)) },
    { heading: t("digest.studio"), lines: work },
  ].filter(({ lines }) => lines.length > 0);
}

function ownLines({ facts, duties, policies, changes }: DigestContent, site: string, { t, formats, timeZone, language }: Reader, at: Date): Line[] {
  const when = (due: string) => t("digest.due", { day: formats.day(due), when: t(dueInWords(due, dayIn(timeZone, at))) });
  const length = (seconds: number) => t("digest.takes", { time: { seconds: 60 * asMinutes(seconds) } });
  const rest = duties.length - MOST_LISTED;
  return [
    ...duties.slice(0, MOST_LISTED).map(({ title, slug, seconds, due }) => ({ words: title, more: [due === null ? "" : when(due), length(seconds)].filter(Boolean).join(" · "), href: `${site}/quizzes/${slug}` })),
    ...(rest > 0 ? [{ words: t("digest.more", { count: rest }), more: "", href: `${site}/` }] : []),
    ...policies.slice(0, MOST_LISTED).map(({ id, texts }) => ({ words: textFor(texts, language).title, more: t("digest.confirm"), href: `${site}/policies/${id}` })),
    ...(facts > 0 ? [{ words: t("digest.refresh", { count: facts }), more: t("digest.takes", { time: timeFor(facts) }), href: `${site}/review` }] : []),
    ...changes.slice(0, MOST_LISTED).map(({ public_id, title }) => ({ words: t("regrades.digest-change", { title }), more: "", href: `${site}/attempts/${public_id}/result` })),
  ];
}

function teamLine({ name, path, overdue: { low, high }, assigned }: TeamNews, site: string, { t, inWords }: Reader): Line {
  return { words: inWords(name), more: low === high ? t("digest.overdue", { count: low, assigned }) : t("digest.overdue-between", { low, high, assigned }), href: site + path };
}

function studioLines({ studio: { reviews, reports } }: DigestContent, site: string, { t }: Reader): Line[] {
  return [
    ...(reviews > 0 ? [{ words: t("digest.reviews", { count: reviews }), more: "", href: `${site}/studio/questions` }] : []),
    ...(reports > 0 ? [{ words: t("digest.reports", { count: reports }), more: "", href: `${site}/studio/reports` }] : []),
  ];
}

/** Why it came; and how to end what is voluntary in it. */
function footOf({ duties, policies }: DigestContent, site: string, leaving: string | undefined, { t }: Reader): LetterText["foot"] {
  const why = [duties.some(({ isRequired }) => isRequired) ? t("digest.why-required") : "", policies.length > 0 ? t("digest.why-policies") : "", leaving ? t("digest.why-wished") : ""].filter(Boolean).join(" ");
  return { why, links: [...(leaving ? [{ words: t("digest.stop"), href: leaving }] : []), { words: t("digest.change"), href: `${site}/reminders` }] };
}
