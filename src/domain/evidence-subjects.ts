import { createHash } from "node:crypto";
import { listAssignmentRecords, listPolicyRecords, listQuestionRecords, listRegradeRecords, type AssignmentRecord } from "../storage/evidence-records.ts";
import { listAllLinksOf } from "../storage/evidence-links.ts";
import type { EvidenceCase } from "./evidence-case.ts";
import { part } from "./evidence-parts.ts";
import type { EvidencePart } from "./evidence-writing.ts";
import { canonicalTexts, textsIn } from "./policy-texts.ts";

/** What people were given: nothing in it is about who did what. */
export function partsAboutSubjects(one: EvidenceCase): EvidencePart[] {
  return [assignments(one), questions(one), policies(one), regrades(one), settingsChanges(one)];
}

function assignments(one: EvidenceCase): EvidencePart {
  const columns = ["assignment", "title", "quizzes", "audience", "without", "required", "opens_on", "due_on", "due_days", "every_months", "repeats", "late", "done_when", "created_at", "ended_at"];
  return part("assignments", columns, (after, limit) => listAssignmentRecords(one.db, one.span, after, limit), (records) => records.map((row) => ({
    assignment: row.public_id, title: row.title || row.quizzes.map(({ title }) => title).join(", "), quizzes: row.quizzes.map(({ slug }) => slug).join(", "), audience: audienceOf(one, row, 0), without: audienceOf(one, row, 1), required: row.required ? "yes" : "no",
    opens_on: row.opens_on, due_on: row.due_on, due_days: row.due_days, every_months: row.every_months, repeats: row.repeats, late: row.late ? "yes" : "no", done_when: row.done_when, created_at: row.created_at, ended_at: row.ended_at,
  })));
}

/** People are counted, not named: whoever was asked stands in the completions as the privacy mode tells. */
function audienceOf(one: EvidenceCase, { audience }: AssignmentRecord, isExclusion: 0 | 1): string {
  const parts = audience.filter(({ is_exclusion }) => is_exclusion === isExclusion);
  const people = parts.filter(({ kind }) => kind === "person").length;
  const named = parts.flatMap(({ kind, team_id, group_name }) => (kind === "everyone" ? "everybody" : kind === "team" ? one.teamName(team_id) : kind === "group" ? `group ${group_name ?? ""}` : []));
  return [...named, ...(people > 0 ? [`${people} by name`] : [])].join("; ");
}

/** As they were shown: the whole of each version, with its key. */
function questions(one: EvidenceCase): EvidencePart {
  const columns = ["question", "kind", "level", "topic", "stem", "written_at", "sha256", "body"];
  return part("questions", columns, (after, limit) => listQuestionRecords(one.db, one.span, after, limit),
    (records) => records.map((row) => ({ question: `${row.public_id}/v${row.number}`, kind: row.kind, level: row.level, topic: row.topic, stem: row.stem, written_at: row.created_at, sha256: sha256(row.body), body: row.body })));
}

function policies(one: EvidenceCase): EvidencePart {
  return part("policies", ["policy", "policy_version", "published_at", "asks_again", "version_sha256", "texts"], (after, limit) => listPolicyRecords(one.db, one.span, after, limit),
    (records) => records.map((row) => ({ policy: row.public_id, policy_version: row.number, published_at: row.published_at, asks_again: row.asks_again ? "yes" : "no", version_sha256: sha256(canonicalTexts(textsIn(row.texts))), texts: row.texts })));
}

function regrades(one: EvidenceCase): EvidencePart {
  const isTold = one.mode !== "aggregate";
  return part("regrades", ["regrade", "question", "kind", "change", "reason", "at", "reversed_at", "reversal_reason", ...(isTold ? ["results_changed"] : [])], (after, limit) => listRegradeRecords(one.db, one.span, after, limit),
    (records) => records.map((row) => ({ regrade: row.public_id, question: row.question, kind: row.kind, change: row.change, reason: row.reason, at: row.at, reversed_at: row.reversed_at, reversal_reason: row.reversal_reason, results_changed: row.results })));
}

function settingsChanges(one: EvidenceCase): EvidencePart {
  return part("settings-changes", ["audit_number", "at", "section", "change"], (after, limit) => listAllLinksOf(one.db, "settings.changed", one.span, after, limit),
    (records) => records.map((row) => ({ audit_number: row.number, at: row.at, section: row.subject, change: row.detail })));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
