import type { Request, Response } from "express";
import { checkPaper } from "../../domain/checking-papers.ts";
import type { PaperFinding } from "../../domain/paper-findings.ts";
import { filterOf } from "../../domain/pools.ts";
import { isAsPublished, isTrivia } from "../../domain/publication-checks.ts";
import { groupBy } from "../../lib/groups.ts";
import { newPublicId } from "../../lib/ids.ts";
import { say, type Message } from "../../lib/messages.ts";
import type { Page } from "../../storage/page.ts";
import { listPublications, listHeld, type Publication } from "../../storage/publications.ts";
import { listQuestions, type QuestionFilter, type QuestionLine } from "../../storage/questions.ts";
import { listAssignmentsOf, listDraftQuestions, type DraftQuestion, type NamedAssignment } from "../../storage/quiz-drafts.ts";
import { countWithdrawals, type WithdrawalCounts } from "../../storage/doubts.ts";
import { findNewestQuizVersion, findPublishedQuiz, type OpenQuiz } from "../../storage/quizzes.ts";
import type { Db, Quiz } from "../../storage/tables.ts";
import { listTeams } from "../../storage/teams.ts";
import { teamOptions } from "../admin/team-tree.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { pageNumber } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { poolInWords } from "./pool-words.ts";
import { filterChoices, filterQuery, questionFilter, type FilterChoices } from "./question-filter.ts";
import { EVERYBODY, typedOf } from "./quiz-form.ts";
import { topicChoices, WORDS, type Choice, type Words } from "./words.ts";

/** The forms of the page; one that was refused comes with its complaints. */
export interface QuizForms { details: Form; publication: Form; assignment: Form; addition: Form; pool: Form; addedTime: Form }

/** How far the draft is from what learners take; `open` is what they take now. */
export interface DraftState {
  newest: Publication | undefined; isAsPublished: boolean; findings: PaperFinding[]; isTrivia: boolean; minutes: number; open: OpenQuiz | undefined; withdrawals: WithdrawalCounts | undefined;
  /** The incident that most of its questions are about. */
  incident: string | undefined;
}

export interface QuizPage {
  words: Words;
  quiz: Quiz; questions: DraftQuestion[]; draftState: DraftState; forms: QuizForms; topics: Choice[];
  /** By what questions join the draft, in words; undefined where none do. */
  joinsBy: Message[] | undefined;
  pool: Page<QuestionLine>; filter: QuestionFilter; query: string; choices: FilterChoices; teams: Choice[]; assignments: NamedAssignment[];
}

/** The page on which a quiz is put together, published and assigned. */
export async function showQuiz(req: Request, res: Response, db: Db, quiz: Quiz, refused: Partial<QuizForms> = {}, status = 200): Promise<void> {
  const questions = await listDraftQuestions(db, quiz.id);
  const filter = questionFilter(req);
  const pool = await listQuestions(db, { ...filter, notIn: quiz.id }, pageNumber(req));
  const forms = { details: emptyForm(typedOf(quiz)), publication: emptyForm(), assignment: emptyForm(), addition: emptyForm(), pool: emptyForm(), addedTime: emptyForm({ key: newPublicId(), who: "everybody", added: 5 }), ...refused };
  const [choices, joins] = [await filterChoices(db), filterOf(quiz)];
  render(res, "studio/quizzes/show", {
    joinsBy: joins && poolInWords(joins, choices), words: WORDS, quiz, questions, forms, pool, filter, query: filterQuery(filter), topics: topicChoices([quiz.topic]), draftState: await draftStateOf(db, quiz, questions),
    choices, teams: [{ value: EVERYBODY, label: say("assigning.everybody") }, ...teamOptions(await listTeams(db))], assignments: await listAssignmentsOf(db, quiz.id),
  }, status);
}

async function draftStateOf(db: Db, quiz: Quiz, questions: readonly DraftQuestion[]): Promise<DraftState> {
  const version = await findNewestQuizVersion(db, quiz.id);
  const [newest] = await listPublications(db, 1, quiz.id);
  const isSame = version !== undefined && isAsPublished(quiz, questions, version, await listHeld(db, version.id));
  const open = await findPublishedQuiz(db, quiz.slug);
  const withdrawals = open && open.withdrawn > 0 ? await countWithdrawals(db, open.version_id) : undefined;
  return {
    newest, isAsPublished: isSame && quiz.state === "published", ...(await checkPaper(db, quiz, questions)), isTrivia: isTrivia(questions), open, withdrawals, incident: mainIncident(questions),
  };
}

function mainIncident(questions: readonly DraftQuestion[]): string | undefined {
  const groups = [...groupBy(questions.flatMap(({ incident_slug }) => incident_slug ?? []), (slug) => slug)];
  return groups.sort(([, one], [, other]) => other.length - one.length)[0]?.[0];
}
