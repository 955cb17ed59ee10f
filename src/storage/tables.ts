/** The data dictionary: one interface per table, named as the product names the thing. Times are UTC ISO strings; JSON columns are text. */
import type { Knex } from "knex";
import type { Standing } from "../engine/knowledge/standing.ts";
import type { Confidence } from "../engine/questions/confidence.ts";
import type { Feedback } from "../engine/questions/telling.ts";
import type { Limits } from "../engine/questions/limits.ts";
import type { SessionRow, SignInTries } from "./account-tables.ts";
import type {} from "./backup-tables.ts";
import type { BankColumns } from "./bank-tables.ts";
import type { Employment } from "./people-tables.ts";
import type { Drawing, Terms } from "./quiz-terms.ts";

export const ROLES = ["learner", "trainer", "manager", "auditor", "admin"] as const;
export type Role = (typeof ROLES)[number];
/** Those that somebody can be given. */
export const FURTHER_ROLES = ROLES.slice(1);

export interface Team { id: number; public_id: string; name: string; parent_id: number | null; manager_id: number | null }

/** `extra_percent`: how much longer their time limits are. Only they, trainers and admins may see it. `language` is null where they have chosen none. Their time zone is in `reminders`. `sought` is what a search looks through, kept by storage/people.ts. `password_seal`: what sessions were opened with, where the same password is hashed anew since. */
export interface Person extends Employment {
  id: number; public_id: string; email: string; name: string; password_hash: string | null; team_id: number | null;
  created_at: string; deactivated_at: string | null; extra_percent: number; language: string | null; sought: string; password_seal: string | null;
}
/** Every person is a learner; a row here adds another role. */
export interface PersonRole { person_id: number; role: Role }

export interface Setting { key: string; value: string }
export interface SetupLink { token_hash: string; created_at: string; expires_at: string; used_at: string | null }

/** A `collection` is a data set that was imported (engine/knowledge/collection.ts): its facts and sources hang on it, and no page shows it as an incident. */
export interface Incident {
  id: number; kind: "incident" | "collection"; slug: string; title: string; label: string; summary: string; happened: string; class: "armed" | "mishap" | null; topics: string; mechanisms?: string; verified?: string | null; hidden_at?: string | null;
}
export interface Source { id: number; incident_id: number; key: string; publisher: string; title: string; published: string; url: string; kind?: string | null }
/** `data` holds the whole entity as the engine knows it. `article_id`: the article that it came of; what came of files has none. */
export interface EntityRow { id: number; key: string; incident_id: number | null; type: string; name: string; data: string; article_id?: number | null }
/** `data` holds the whole fact as the engine knows it. One is `gone` when its file has it no more: questions may rest on it, but it gives no new ones. `standing` is that of the newest row in fact_standings. */
export interface FactRow {
  id: number; key: string; incident_id: number; subject: string; relation: string; modality: string; asserted_by: string; data: string; state: "current" | "gone"; standing: Standing;
}
/** Append only: a fact was disputed, retracted or restored, by whom (nobody: a content file says so) and why. What was restored has no source. */
export interface FactStanding {
  id: number; fact_id: number; standing: Standing; reason: string; publisher: string | null; title: string | null; published: string | null; url: string | null;
  author_id: number | null; at: string;
}
export interface EvidenceRow { id: number; fact_id: number; source_id: number; quote: string; start_offset: number | null; end_offset: number | null }
/**
 * `position` is its place and its number in addresses: it is never given away again. `origin_title` is its title in the content files; one that a trainer wrote has none.
 * `author_id` is who wrote or changed it last: what a person touched is not brought up to date by loading content. `version` goes up with every change.
 */
export interface Lesson {
  id: number; incident_id: number; position: number; title: string; text: string; mechanism?: string | null; action?: string | null;
  origin_title: string | null; author_id: number | null; state: "current" | "removed"; version: number;
}
/** What somebody pasted. Once its incident is chosen it stands among that incident's sources. */
export interface Article {
  id: number; public_id: string; publisher: string; title: string; published: string; url: string; text: string;
  incident_id: number | null; source_id: number | null; author_id: number | null; created_at: string;
}
export type CandidateState = "candidate" | "accepted" | "rejected";
/**
 * `data` is the engine's candidate as JSON. `version` goes up with every decision. `edited` is 1 where the fact was accepted with changes.
 * `likelihood` is how sure it seemed when the article was read, 0 to 1; `made` is a JSON list of the keys of the entities that came with it.
 * `backs` is 1 where the fact was known before, so that the article is a further source of it.
 */
export interface CandidateRow {
  id: number; article_id: number; position: number; data: string; rule: string; likelihood: number; state: CandidateState; version: number; edited: 0 | 1;
  decided_by: number | null; decided_at: string | null; fact_key: string | null; made: string; backs: 0 | 1;
}

/** What an entity was called that is one with another by now. `names` is a JSON list; it may have been known by `key` more than once. */
export interface MergedEntity { id: number; key: string; kept_key: string; names: string; merged_by: number | null; merged_at: string }
/** A question, by its origin key, that somebody wants for the quiz of an article. */
export interface ArticlePick { article_id: number; question: string; picked_by: number | null; picked_at: string }
/** That a language model was asked about an article. `failure` says why there is no answer; `left_out` counts what the article does not bear out. */
export interface ModelReading {
  id: number; article_id: number; host: string; model: string; asked_by: number | null; asked_at: string; failure: string | null; added: number; known: number; left_out: number;
}

export type QuestionState = "draft" | "published" | "retired";
/** `origin_key` is the engine's id of a generated question; a question written by hand has none. */
export interface QuestionRow extends BankColumns {
  id: number; public_id: string; origin_key: string | null; incident_id: number | null; topic: string; kind: string; level: string;
  state: QuestionState; author_id: number | null; created_at: string; import_id?: number | null;
}
/** Immutable. `body` is the engine's question as JSON; `fingerprint` is the same for twins (engine/questions/fingerprint.ts); `why` is what its author says. */
export interface QuestionVersion { id: number; question_id: number; number: number; stem: string; body: string; author_id: number | null; created_at: string; fingerprint?: string | null; why?: string | null }
export interface QuestionFact { question_version_id: number; fact_id: number }
/** Further facts that it rests on: they prove its wrong options, or the feedback tells them. */
export type QuestionGround = QuestionFact;

export type QuizState = "draft" | "published" | "retired";
/**
 * The quiz as its trainer edits it; what learners take is its newest version. `draw_count` null means every question. `drop_of`: the question that was sent to everybody with it.
 * `adaptive`: 1 where each question is chosen by the answers before it; then `draw_count` says nothing.
 * `certificate_months`: how long a certificate for passing it is valid, null for none. `closed_book`: 1 where the pages of its incidents are closed to who has an open attempt.
 */
export interface Quiz extends Limits, Terms, Drawing {
  id: number; slug: string; title: string; summary: string; topic: string; draw_count: number | null; pass_percent: number;
  state: QuizState; author_id: number | null; created_at: string; drop_of: number | null; feedback: Feedback; asks_confidence: 0 | 1;
}
export interface QuizQuestion { quiz_id: number; question_id: number; position: number }
/** Immutable. `expected_seconds`: how long an attempt takes, as far as that was known when it was published. `reason`: why it was published although it asks only what happened. */
export interface QuizVersion extends Limits, Terms, Drawing {
  id: number; quiz_id: number; number: number; title: string; summary: string; draw_count: number | null; pass_percent: number;
  publisher_id: number | null; published_at: string; expected_seconds: number | null; reason: string | null; feedback: Feedback; asks_confidence: 0 | 1;
}
/** `tags`: those of the question when it was published, as a JSON list. */
export interface QuizVersionQuestion { quiz_version_id: number; question_version_id: number; position: number; tags: string }

/**
 * `score` and `of` are points, set when nothing is left to answer: `of` leaves out what was withdrawn (engine/questions/score.ts). Until then `of` is the length of the paper.
 * `deadline_at`: when it ends by itself, set at its start. One of `practice_of` asks again what was missed in that attempt and counts for nothing; `number` runs 1, 2, 3 for those that count
 * and -1, -2, -3 for practice. `language` is the one in which it was started: its questions stay in it. `tallied` is 1 where the statistics have it, -1 where it has changed since, -2 where they had it and have to count it anew.
 * `answers_gone_at`: its answers are nobody's now (domain/parting.ts). One that is `adaptive` grows its paper with each answer; its `score` is the per cent of the pool that its learner would win, `of` a hundred, once it is finished.
 */
export interface Attempt {
  id: number; public_id: string; person_id: number; quiz_id: number; quiz_version_id: number; number: number; seed: string;
  started_at: string; finished_at: string | null; score: number | null; of: number;
  deadline_at: string | null; added_minutes: number; practice_of: number | null; language: string | null; tallied: -2 | -1 | 0 | 1; adaptive: 0 | 1; answers_gone_at?: string | null;
}
/** One line of an attempt's paper: which version of which question, and its options' order as JSON. `missed` is 1 where the time was up before it was answered. `shown_at`: when its page was first seen, as far as that is known. */
export interface PaperItem { id: number; attempt_id: number; position: number; question_version_id: number; layout: string; missed: 0 | 1; shown_at: string | null }
/** `chosen` is a JSON list of strings (see engine/questions/marking.ts); `score` is 0 to 1. `confidence` is null where nobody said. */
export interface ResponseRow { id: number; paper_item_id: number; attempt_id: number; chosen: string; score: number; answered_at: string; confidence: Confidence | null }
/** Append only: minutes that a trainer gave those who were taking a quiz, or one person of them. `key` comes with the form, so that a second click adds nothing. */
export interface TimeAddition { id: number; key: string; quiz_id: number; person_id: number | null; minutes: number; author_id: number; at: string }

/** Append only, and a link of the hash chain of lib/chain.ts. `number` is its place there; PostgreSQL gives it when the transaction ends. */
export interface AuditEvent { id: number; at: string; actor_id: number | null; deed: string; subject: string; detail: string; salt: string; detail_digest: string; digest: string; number: number | null; hash: string | null }

export type { SessionRow, SignInTries } from "./account-tables.ts";
export type { Assignment } from "./assignment-tables.ts";
export type New<Row> = Omit<Row, "id">;

/** A database or an open transaction: every store function takes it first. */
export type Db = Knex;

declare module "knex/types/tables.js" {
  interface Tables {
    people: Person; person_roles: PersonRole; teams: Team; settings: Setting; setup_links: SetupLink; sessions: SessionRow; sign_in_tries: SignInTries;
    incidents: Incident; sources: Source; entities: EntityRow; facts: FactRow; fact_standings: FactStanding; evidence: EvidenceRow; lessons: Lesson; articles: Article; candidates: CandidateRow;
    merged_entities: MergedEntity; article_picks: ArticlePick; model_readings: ModelReading;
    questions: QuestionRow; question_versions: QuestionVersion; question_facts: QuestionFact; question_grounds: QuestionGround;
    quizzes: Quiz; quiz_questions: QuizQuestion; quiz_versions: QuizVersion; quiz_version_questions: QuizVersionQuestion;
    attempts: Attempt; time_additions: TimeAddition; paper_items: PaperItem; responses: ResponseRow; audit_events: AuditEvent;
  }
}
