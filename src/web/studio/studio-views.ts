import type { LikeQuestion } from "../../domain/like-questions.ts";
import type { Candidate } from "../../engine/extraction/candidate.ts";
import type { Changes } from "../../engine/questions/changes.ts";
import type { SignedDeed } from "../../storage/audit-events.ts";
import type { ArticleLine } from "../../storage/articles.ts";
import type { LiveDrop } from "../../storage/drops.ts";
import type { IncidentLine } from "../../storage/incident-reading.ts";
import type { Page } from "../../storage/page.ts";
import type { ReportedQuestion } from "../../storage/problem-reports.ts";
import type { Publication, Standing } from "../../storage/publications.ts";
import type { SignedReview } from "../../storage/question-reviews.ts";
import type { FullQuestion, QuestionFilter, QuestionLine, SignedVersion } from "../../storage/questions.ts";
import type { DraftQuestion, QuizLine } from "../../storage/quiz-drafts.ts";
import type { Article, CandidateRow, Incident, Lesson, Person, QuestionState, Quiz, QuizState, Source } from "../../storage/tables.ts";
import type { PlacedFact, SignedStanding } from "../../storage/standings.ts";
import type { Message } from "../../lib/messages.ts";
import type { Form } from "../http/forms.ts";
import type { Correction } from "./corrections.ts";
import type { BatchPage } from "./batches.ts";
import type { ReviewPage } from "./article-page.ts";
import type { Offer } from "./article-offers.ts";
import type { FactPage } from "./article-facts.ts";
import type { MergerPage } from "./mergers.ts";
import type { RuleLine } from "./articles.ts";
import type { CandidateChoices } from "./candidate-choices.ts";
import type { FactCard, FactWords } from "./fact-words.ts";
import type { FindingWords } from "./findings.ts";
import type { ImportViews } from "./import-views.ts";
import type { Preview } from "./keyed.ts";
import type { InDoubt, NextStep } from "./overview.ts";
import type { FilterChoices } from "./question-filter.ts";
import type { QuestionFormPage } from "./question-form-page.ts";
import type { WritingPreview } from "./question-preview.ts";
import type { QuestionForms, ReportLine, Reviewing } from "./question-page.ts";
import type { ItemPage } from "./item-page.ts";
import type { OutlookPage, RegradePage, TrialPage } from "./regrade-page.ts";
import type { ReportCounts } from "../../storage/report-queue.ts";
import type { ReportsPage, ReportView } from "./report-page.ts";
import type { Regrade } from "../../storage/regrade-tables.ts";
import type { QuizPage } from "./quiz-page.ts";
import type { AdaptivePage } from "./adaptive.ts";
import type { VersionsPage } from "./quiz-versions.ts";
import type { RulesPage } from "./draw-rules.ts";
import type { StatisticsPage } from "./statistics-page.ts";
import type { Touched } from "./touched.ts";
import type { TranslationPage } from "./translations.ts";
import type { Choice, Words } from "./words.ts";

interface Counts { incidents: number; facts: number; questions: Record<QuestionState, number>; quizzes: Record<QuizState, number> }
interface DecisionChoices { incidents: Choice[]; topics: Choice[]; facts: Choice[]; lessons: Lesson[] }

/** The pages of trainers. */
export interface StudioViews extends ImportViews {
  "studio/questions/translation": TranslationPage;
  "studio/show": { counts: Counts; drafts: QuizLine[]; next: NextStep; inDoubt: InDoubt; reported: ReportedQuestion[]; reportCounts: ReportCounts; publications: Publication[] };
  "studio/incidents/index": { incidents: Page<IncidentLine>; search: string };
  "studio/incidents/show": {
    words: Words; incident: Incident; facts: FactCard[]; lessons: Lesson[]; sources: Source[]; questions: QuestionLine[]; quizzes: Choice[]; filter: Pick<QuestionFilter, "kind" | "level">; form: Form;
  };
  "studio/facts/show": { words: Words; fact: PlacedFact; card: FactCard; history: SignedStanding[]; touched: Touched; doubt: Form; restoration: Form };
  "studio/lessons/form": { incident: Incident; lesson: Lesson | undefined; form: Form };
  "studio/decisions/form": { form: Form; incident: Incident | undefined; choices: DecisionChoices; rows: number; quiz: Quiz | undefined; findings: FindingWords[] | undefined };
  "studio/drops/new": { words: Words; question: FullQuestion; preview: Preview; obstacle: Message | undefined; live: LiveDrop | undefined; people: number; form: Form };
  "studio/extra-time/index": { people: Page<Person>; search: string; form: Form; refused: string | undefined };
  "studio/articles/index": { articles: Page<ArticleLine> };
  "studio/articles/new": { form: Form; modelHost: string | undefined };
  "studio/articles/show": ReviewPage;
  "studio/articles/candidate": { article: Article; row: CandidateRow; candidate: Candidate; form: Form; choices: CandidateChoices };
  "studio/articles/fact": FactPage;
  "studio/entities/merger": MergerPage;
  "studio/articles/questions": { words: Words; article: Article; form: Form; offers: Offer[]; incident: Incident | undefined };
  "studio/articles/rules": { rules: RuleLine[] };
  "studio/questions/batch": BatchPage;
  "studio/questions/changes": { question: FullQuestion; versions: SignedVersion[]; from: SignedVersion; to: SignedVersion; changes: Changes };
  "studio/questions/index": { words: Words; list: Page<QuestionLine>; tags: Map<number, string[]>; waiting: number; filter: QuestionFilter; query: string; choices: FilterChoices };
  "studio/questions/show": {
    words: Words; question: FullQuestion; preview: Preview; correction: Correction | undefined; findings: FindingWords[]; facts: FactWords[]; versions: SignedVersion[]; standings: Standing[];
    tags: string[]; knownTags: string[]; forms: QuestionForms; reviews: SignedReview[]; deeds: SignedDeed[]; deedWords: Record<string, string>; reviewing: Reviewing; likes: LikeQuestion[]; reports: ReportLine[]; closure: Form; translations: { language: string; isThere: boolean }[];
  };
  "studio/questions/version": { words: Words; question: FullQuestion; version: SignedVersion; preview: Preview; correction: Correction | undefined; facts: FactWords[] };
  "studio/questions/form": QuestionFormPage;
  "studio/questions/preview": { writing: WritingPreview };
  "studio/regrades/new": RegradePage;
  "studio/regrades/trial": TrialPage;
  "studio/regrades/reversal": { question: FullQuestion; regraded: Regrade; outlook: OutlookPage | undefined; form: Form };
  "studio/reports/index": ReportsPage & { counts: ReportCounts };
  "studio/reports/show": ReportView & { reply: Form; closure: Form };
  "studio/quizzes/index": { quizzes: Page<QuizLine>; search: string };
  "studio/quizzes/new": { form: Form; topics: Choice[] };
  "studio/quizzes/show": QuizPage;
  "studio/quizzes/versions": VersionsPage;
  "studio/quizzes/rules": RulesPage;
  "studio/quizzes/adaptive": AdaptivePage;
  "studio/statistics/quiz": StatisticsPage;
  "studio/statistics/question": ItemPage;
  "studio/quizzes/preview": { words: Words; quiz: Quiz; previews: { question: DraftQuestion; preview: Preview }[]; withKey: boolean; sample: string; next: string };
}
