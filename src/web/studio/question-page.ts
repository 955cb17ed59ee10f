import type { Response } from "express";
import { findLikeQuestions } from "../../domain/like-questions.ts";
import { obstacleToReviewing } from "../../domain/reviewing-questions.ts";
import { changesBetween, type Changes } from "../../engine/questions/changes.ts";
import type { Question } from "../../engine/questions/question.ts";
import { say, type Words } from "../../lib/messages.ts";
import { listDeedsOn } from "../../storage/audit-events.ts";
import { listFactsByKeys } from "../../storage/incident-reading.ts";
import { listReportsOn, type SignedReport } from "../../storage/problem-reports.ts";
import { listStandings } from "../../storage/publications.ts";
import { listReviewsOf, type SignedReview } from "../../storage/question-reviews.ts";
import { listTagsInUse, listTagsOf } from "../../storage/question-tags.ts";
import { listVersions, type FullQuestion, type SignedVersion } from "../../storage/questions.ts";
import type { Db, Person } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { currentMember } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { reasonKey } from "../report-form.ts";
import { factWords, type FactWords } from "./fact-words.ts";
import { findCorrected } from "./corrections.ts";
import { findFindings } from "./findings.ts";
import { previewOf } from "./keyed.ts";
import { translatableInto } from "./translations.ts";
import { MOST_OFFERED } from "./tags.ts";
import { WORDS } from "./words.ts";

/** The forms of the page; one that was refused comes with its complaints. */
export interface QuestionForms { review: Form; verdict: Form; tagging: Form }

/** The review that is open, why the reader may not decide on it, and what changed since the approved version `since`. */
export interface Reviewing { open: SignedReview | undefined; canAsk: boolean; changes: Changes | undefined; since: number | undefined; obstacle: string | undefined }

/** A report as trainers read it. */
export type ReportLine = Omit<SignedReport, "reason" | "reporter_name"> & { reason: string; reporter_name: Words };

/** What happened to a question without a new version, as keys of the catalogues. */
const DEED_WORDS: Record<string, string> = {
  "question.retired": "history.deeds.retired", "question.reinstated": "history.deeds.reinstated", "question.tagged": "history.deeds.tagged", "question.untagged": "history.deeds.tagged", "question.topic-changed": "history.deeds.topic",
};

/** Everything about one question. Who reported a problem is named only where the installation shows names. */
export async function showQuestion(res: Response, { db, config }: Pick<Deps, "db" | "config">, question: FullQuestion, refused: Form | Partial<QuestionForms> = {}, status = 200): Promise<void> {
  const [findings, facts, versions, standings] = [await findFindings(db, question.body), await factsOf(db, question.body), await listVersions(db, question.id), await listStandings(db, question.id)];
  const reports = (await listReportsOn(db, question.id)).map((report) => reportLine(report, config.privacyMode === "named"));
  const tags = (await listTagsOf(db, [question.id])).get(question.id) ?? [];
  const closure = isForm(refused) ? refused : emptyForm({ outcome: "question_changed" });
  const forms = { review: emptyForm(), verdict: emptyForm(), tagging: emptyForm({ tags: tags.join(", ") }), ...(isForm(refused) ? {} : refused) };
  const [reviews, corrected] = [await listReviewsOf(db, question.id), await findCorrected(db, { id: question.version_id, body: question.body })];
  render(res, "studio/questions/show", {
    tags, forms, reviews, deeds: await listDeedsOn(db, question.public_id, Object.keys(DEED_WORDS)), deedWords: DEED_WORDS, knownTags: await listTagsInUse(db, MOST_OFFERED), likes: question.origin_key === null ? await findLikeQuestions(db, JSON.parse(question.body) as Question, question.id) : [], reviewing: await reviewingOf(db, currentMember(res), question, versions, reviews),
    words: WORDS, question, preview: previewOf(corrected.body, "preview"), correction: corrected.correction, findings, facts, versions, standings, reports, closure, translations: translationsOf(question.body) }, status);
}

function isForm(refused: Form | Partial<QuestionForms>): refused is Form {
  return "errors" in refused;
}

/** What there is to look through: all that changed since what is approved. */
async function reviewingOf(db: Db, member: Pick<Person, "id">, question: FullQuestion, versions: readonly SignedVersion[], reviews: readonly SignedReview[]): Promise<Reviewing> {
  const open = reviews.find(({ decision }) => decision === null);
  const base = versions.find(({ id }) => id === question.approved_version_id);
  const canAsk = !open && question.state !== "retired" && base?.number !== question.number;
  const changes = open && base ? changesBetween(JSON.parse(base.body) as Question, JSON.parse(question.body) as Question) : undefined;
  return { open, canAsk, changes, since: base?.number, obstacle: open && (await obstacleToReviewing(db, member, question)) };
}

export async function factsOf(db: Db, body: string): Promise<FactWords[]> {
  return factWords(db, await listFactsByKeys(db, (JSON.parse(body) as Question).facts));
}

function reportLine(report: SignedReport, isNamed: boolean): ReportLine {
  return { ...report, reason: reasonKey(report.reason), reporter_name: isNamed ? report.reporter_name : say("bank.reports.learner") };
}

function translationsOf(body: string): { language: string; isThere: boolean }[] {
  const question = JSON.parse(body) as Question;
  return translatableInto(question).map((language) => ({ language, isThere: question.translations?.[language] !== undefined }));
}
