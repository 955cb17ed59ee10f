import type { Request } from "express";
import { findNewestCheck, findSignedHead, type AuditCheck, type Problem } from "../../domain/checking-audit.ts";
import { findRunningCheck, type RunningCheck } from "../../domain/checking-audit-now.ts";
import type { PrivacyMode } from "../../domain/installation-sections.ts";
import { withheldDeeds } from "../../domain/withheld-deeds.ts";
import type { Head } from "../../lib/chain.ts";
import { say, type Words } from "../../lib/messages.ts";
import type { Reader } from "../../lib/readers.ts";
import { findHead } from "../../storage/audit-chain.ts";
import { SEEN } from "../../storage/audit-details.ts";
import { listLogged, type AuditFilter, type LoggedEvent } from "../../storage/audit-log.ts";
import { listSubjectNames, type SubjectKind } from "../../storage/subject-names.ts";
import type { Db } from "../../storage/tables.ts";
import { queryText } from "../http/paging.ts";
import { AUDITED, wordsKey } from "./audited-deeds.ts";
import { keyOf, valueInWords } from "./settings/summary.ts";

export interface AuditLine { number: number; at: string; who: Words; deed: Words; subject: { text: Words; href: string | undefined }; details: [Words, Words][] }
export interface AuditPage {
  head: Head; signedAt: string | undefined; check: AuditCheck | undefined; running: RunningCheck | undefined; problems: Words[]; lines: AuditLine[];
  typed: { who: string; deed: string; subject: string; from: string; to: string }; older: string | undefined; query: string; isFiltered: boolean; deeds: [string, readonly string[]][];
}

const PAGE = 50;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FIELDS = ["who", "deed", "subject", "from", "to"] as const;

/** What the address asks for; what cannot be meant is left out. */
export function typedIn(req: Request): AuditPage["typed"] {
  const [who, deed, subject, from, to] = FIELDS.map((name) => queryText(req, name).trim().slice(0, 200)) as [string, string, string, string, string];
  const isKnown = wordsKey(deed) !== undefined || (deed.endsWith(".") && Object.hasOwn(AUDITED, deed.slice(0, -1)));
  const day = (text: string) => (DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : "");
  return { who, deed: isKnown ? deed : "", subject, from: day(from), to: day(to) };
}

/** Days are those of UTC, as the times of the log are. */
export function filterFrom({ from, to, ...typed }: AuditPage["typed"], privacyMode: PrivacyMode): AuditFilter {
  return { ...typed, from, until: to === "" ? "" : `${to}T24`, withholds: withheldDeeds(privacyMode) };
}

export async function auditPage(db: Db, req: Request, reader: Reader, privacyMode: PrivacyMode, at: Date): Promise<AuditPage> {
  const typed = typedIn(req);
  const before = Number(queryText(req, "before"));
  const rows = await listLogged(db, filterFrom(typed, privacyMode), Number.isSafeInteger(before) && before > 0 && before < 2 ** 31 ? before : 2 ** 31 - 1, PAGE + 1);
  const query = new URLSearchParams(Object.entries(typed).filter(([, value]) => value !== "")).toString();
  const check = await findNewestCheck(db);
  return {
    head: await findHead(db), signedAt: (await findSignedHead(db))?.at, check, running: await findRunningCheck(db, at), problems: (check?.problems ?? []).map(problemInWords), lines: await linesOf(db, rows.slice(0, PAGE), reader),
    typed, query, older: rows.length > PAGE ? `?${query ? `${query}&` : ""}before=${rows[PAGE - 1]!.number}` : undefined, isFiltered: query !== "", deeds: Object.entries(AUDITED),
  };
}

async function linesOf(db: Db, rows: readonly LoggedEvent[], reader: Reader): Promise<AuditLine[]> {
  const names = await listSubjectNames(db, [...new Set(rows.map(({ subject }) => subject))]);
  return rows.map((row) => ({ number: row.number, at: row.at, who: row.actor_name ?? say("audit.program"), deed: deedInWords(row.deed), subject: subjectOf(row, names), details: detailsOf(row, reader) }));
}

export function deedInWords(deed: string): Words {
  const key = wordsKey(deed);
  return key === undefined ? deed : say(key);
}

const PAGES: Partial<Record<SubjectKind, string>> = {
  person: "/admin/people/", team: "/admin/teams/", quiz: "/studio/quizzes/", assignment: "/desk/assignments/", group: "/admin/groups/", policy: "/admin/policies/", channel: "/admin/mail/channels/",
  directory: "/admin/integrations/scim/", "learning-system": "/admin/integrations/learning-systems/", provider: "/admin/sign-in-providers/", webhook: "/admin/integrations/webhooks/",
};

function subjectOf({ deed, subject }: LoggedEvent, names: Awaited<ReturnType<typeof listSubjectNames>>): AuditLine["subject"] {
  const known = names.get(subject);
  const place = known && PAGES[known.kind];
  if (known) return { text: known.name, href: place && place + encodeURIComponent(subject) };
  if (subject === "") return { text: deed === SEEN ? say("audit.everybody-seen") : "–", href: undefined };
  return { text: subject, href: deed.startsWith("question.") ? `/studio/questions/${encodeURIComponent(subject)}` : undefined };
}

/** What else the entry says: changed settings in words, anything else as it is kept. */
function detailsOf({ deed, subject, detail }: LoggedEvent, reader: Reader): [Words, Words][] {
  const said = JSON.parse(detail) as Record<string, unknown>;
  const [from, to] = [said["from"], said["to"]];
  if (deed === "settings.changed" && subject !== "review_required" && isValues(from) && isValues(to)) return Object.keys(to).map((name) => [say(`installation.fields.${keyOf(name)}`), changeOf(name, from[name], to[name], reader)]);
  return Object.entries(said).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
}

function changeOf(name: string, from: unknown, to: unknown, reader: Reader): Words {
  return say("audit.from-to", { from: valueInWords(name, from, reader), to: valueInWords(name, to, reader) });
}

function isValues(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export function problemInWords(problem: Problem): Words {
  if (problem.kind === "forged") return say("audit.problems.forged");
  if (problem.kind === "loose") return say("audit.problems.loose", { count: problem.count });
  return say(`audit.problems.${problem.kind}`, { count: problem.to - problem.from + 1, from: problem.from, to: problem.to });
}
