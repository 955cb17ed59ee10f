import { createHash } from "node:crypto";
import { listAssignmentRecords, listPolicyRecords, listQuestionRecords, listRegradeRecords } from "../storage/evidence-records.ts";
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
  return part("assignments", ["assignment", "quiz", "title", "audience", "due_at", "created_at"], (after, limit) => listAssignmentRecords(one.db, one.span, after, limit),
    (records) => records.map((row) => ({ assignment: row.public_id, quiz: row.slug, title: row.title, audience: row.team_id === null ? "everybody" : one.teamName(row.team_id), due_at: row.due_at, created_at: row.created_at })));
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
