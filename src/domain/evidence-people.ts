import { isPassed } from "../engine/questions/score.ts";
import { NOTHING_TOLD, releaseCount } from "../engine/statistics/disclosure.ts";
import { groupBy } from "../lib/groups.ts";
import { dayIn } from "../lib/zones.ts";
import { countFinished, listAcknowledgementRecords, listCertificateRecords, listCompletionRecords, listShownVersions, type CompletionRecord } from "../storage/evidence-records.ts";
import { countActivePeople } from "../storage/people.ts";
import { timeFor, whoColumns, type EvidenceCase } from "./evidence-case.ts";
import { part, shuffled, whole } from "./evidence-parts.ts";
import type { Cell, EvidencePart } from "./evidence-writing.ts";

/** What people did: row by row where the privacy mode tells of single people, else counts through the one function of disclosure. */
export function partsAboutPeople(one: EvidenceCase): EvidencePart[] {
  return one.mode === "aggregate" ? [completionCounts(one), acknowledgementCounts(one), certificateCounts(one)] : [completions(one), acknowledgements(one), certificates(one)];
}

function completions(one: EvidenceCase): EvidencePart {
  const isNamed = one.mode === "named";
  const columns = [...(isNamed ? ["attempt"] : []), ...whoColumns(one), "quiz", "title", "quiz_version", "attempt_number", ...(isNamed ? ["started_at"] : []), "finished_at", "points", "points_possible", "pass_percent", "passed", ...(isNamed ? ["questions_shown"] : [])];
  return part("completions", columns, (after, limit) => listCompletionRecords(one.db, one.span, after, limit), async (records) => {
    const who = await one.who(records.map(({ person_id }) => person_id));
    const shown = isNamed ? await shownBy(one, records) : new Map<number, string[]>();
    return shuffled(records.map((row) => ({
      attempt: row.public_id, ...who(row.person_id), quiz: row.slug, title: row.title, quiz_version: row.version, attempt_number: row.number, started_at: row.started_at, finished_at: timeFor(one, dayIn, row.finished_at),
      points: row.score, points_possible: row.of, pass_percent: row.pass_percent, passed: isPassed(row.score ?? 0, row.of, row.pass_percent) ? "yes" : "no", questions_shown: shown.get(row.id) ?? [],
    })), isNamed);
  });
}

/** As questions.csv names them: "K3j_9 v2". */
async function shownBy({ db }: EvidenceCase, records: readonly CompletionRecord[]): Promise<Map<number, string[]>> {
  const shown = new Map<number, string[]>();
  for (const { attempt_id, question, number } of await listShownVersions(db, records.map(({ id }) => id))) shown.set(attempt_id, [...(shown.get(attempt_id) ?? []), `${question}/v${number}`]);
  return shown;
}

function acknowledgements(one: EvidenceCase): EvidencePart {
  const columns = [...whoColumns(one), "policy", "policy_version", "language", "text_sha256", "version_sha256", "confirmed_at"];
  return part("acknowledgements", columns, (after, limit) => listAcknowledgementRecords(one.db, one.span, after, limit), async (records) => {
    const who = await one.who(records.map(({ person_id }) => person_id));
    return shuffled(records.map((row) => ({ ...who(row.person_id), policy: row.public_id, policy_version: row.number, language: row.language, text_sha256: row.text_hash, version_sha256: row.hash, confirmed_at: timeFor(one, dayIn, row.at) })), one.mode === "named");
  });
}

function certificates(one: EvidenceCase): EvidencePart {
  const isNamed = one.mode === "named";
  const columns = [...(isNamed ? ["certificate"] : []), ...whoColumns(one), "quiz", "title", "quiz_version", "issued_at", "expires_at", "revoked_at", ...(isNamed ? ["revoked_reason"] : [])];
  return part("certificates", columns, (after, limit) => listCertificateRecords(one.db, one.span, after, limit), async (records) => {
    const who = await one.who(records.map(({ person_id }) => person_id));
    const time = (at: string | null) => timeFor(one, dayIn, at);
    return shuffled(records.map((row) => ({
      certificate: row.number, ...who(row.person_id), quiz: row.slug, title: row.title, quiz_version: row.version, issued_at: time(row.issued_at), expires_at: time(row.expires_at), revoked_at: time(row.revoked_at), revoked_reason: row.revoked_reason ?? "",
    })), isNamed);
  });
}

const BETWEEN = ["people", "at_least", "at_most"];

/** Of everybody who is here, so that a quiz that few were given tells no more than that few have done it. */
async function teller({ db, settings }: EvidenceCase): Promise<(amount: number) => Record<string, Cell>> {
  const people = await countActivePeople(db);
  return (amount) => {
    const told = releaseCount(NOTHING_TOLD, { people, amount: Math.min(amount, people) }, settings.leastGroup);
    return { people: told.people, at_least: told.low, at_most: told.high };
  };
}

function completionCounts(one: EvidenceCase): EvidencePart {
  return whole("completions", ["quiz", "quiz_version", "what", ...BETWEEN], async () => {
    const tell = await teller(one);
    const counts = await countFinished(one.db, one.span);
    return counts.flatMap(({ slug, version, people, passed }) => [{ quiz: slug, quiz_version: version, what: "finished", ...tell(people) }, { quiz: slug, quiz_version: version, what: "passed", ...tell(passed) }]);
  });
}

function acknowledgementCounts(one: EvidenceCase): EvidencePart {
  return whole("acknowledgements", ["policy_version", ...BETWEEN], () => countsOf(one, "policy_version", (after, limit) => listAcknowledgementRecords(one.db, one.span, after, limit), (row) => `${row.public_id}/v${row.number}`));
}

function certificateCounts(one: EvidenceCase): EvidencePart {
  return whole("certificates", ["quiz_version", ...BETWEEN], () => countsOf(one, "quiz_version", (after, limit) => listCertificateRecords(one.db, one.span, after, limit), (row) => `${row.slug}/v${row.version}`));
}

async function countsOf<T extends { id: number }>(one: EvidenceCase, column: string, list: (after: number, limit: number) => Promise<T[]>, keyOf: (row: T) => string): Promise<Record<string, Cell>[]> {
  const [tell, totals] = [await teller(one), new Map<string, number>()];
  for (let after = 0, isMore = true; isMore;) {
    const rows = await list(after, 1_000);
    for (const [key, group] of groupBy(rows, keyOf)) totals.set(key, (totals.get(key) ?? 0) + group.length);
    isMore = rows.length === 1_000;
    after = rows.at(-1)?.id ?? after;
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => ({ [column]: key, ...tell(count) }));
}
