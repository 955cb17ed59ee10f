import { deskRows, quizRows, type DeskRow, type DeskRules } from "../../domain/desk-rows.ts";
import { foundLines, partLines, totalLine, type DeskScope, type DeskTeam } from "../../domain/desk-scope.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { Db } from "../../storage/tables.ts";
import { nextSteps, type NextStep } from "./next-steps.ts";
import { teamsListOf, type TeamsList, type TeamsWish } from "./teams-list.ts";
import { peopleList, type PeopleList, type PeopleWish } from "./people-list.ts";

/** Who asks, what may be told, and when. `viewer` and `secret` decide what people are called where names are kept back. `isFresh`: everything that was answered is in the figures. */
export interface Reader { db: Db; rules: DeskRules; scope: DeskScope; viewer: string; secret: string; at: Date; isFresh: boolean }
/** Every number of every page is made in the same way, so that the pages agree. `parts` are all teams, `teams` those that the page shows of them. */
export interface DeskPage { rules: DeskRules; isFresh: boolean; total: DeskRow; parts: DeskRow[]; teams: TeamsList; quizzes: OpenQuiz[] }
export interface OverviewPage extends DeskPage { byQuiz: DeskRow[]; hasTeams: boolean; steps: NextStep[] }
export interface QuizPage extends DeskPage { quiz: OpenQuiz; hasTeams: boolean }
/** `chosen` is the slug of the only quiz that is looked at, or empty. */
export interface TeamPage extends DeskPage { team: DeskTeam; byQuiz: DeskRow[]; chosen: string; people: PeopleList; shown: OpenQuiz[] }

const ALL_TEAMS: TeamsWish = { find: "", order: "", page: 1 };

export async function overviewPage(reader: Reader, quizzes: OpenQuiz[], wish = ALL_TEAMS): Promise<OverviewPage> {
  const { db, rules, scope, at } = reader;
  const page = await pageOf(reader, quizzes, quizzes, wish);
  return { ...page, byQuiz: urgentFirst(await quizRows(db, rules, totalLine(scope), quizzes, at)), hasTeams: scope.tops.length > 0, steps: page.total.people ? await nextSteps(reader, page.total, page.parts, quizzes) : [] };
}

export async function quizPage(reader: Reader, quiz: OpenQuiz, quizzes: OpenQuiz[], wish = ALL_TEAMS): Promise<QuizPage> {
  return { ...(await pageOf(reader, [quiz], quizzes, wish)), quiz, hasTeams: reader.scope.tops.length > 0 };
}

export async function teamPage(reader: Reader, team: DeskTeam, quizzes: OpenQuiz[], slug: string, wish: PeopleWish, teams = ALL_TEAMS): Promise<TeamPage> {
  const { db, rules, scope, at } = reader;
  const offered = urgentFirst(await quizRows(db, rules, totalLine(scope, team), quizzes, at));
  const chosen = quizzes.find((quiz) => quiz.slug === slug && offered.some(({ href }) => href === `/desk/quizzes/${slug}`));
  const page = await pageOf(reader, chosen ? [chosen] : quizzes, quizzes, teams, team);
  const shown = quizzes.filter((quiz) => (chosen ? quiz === chosen : offered.some(({ href }) => href === `/desk/quizzes/${quiz.slug}`)));
  return { ...page, team, chosen: chosen?.slug ?? "", shown, byQuiz: chosen ? offered.filter(({ href }) => href === `/desk/quizzes/${chosen.slug}`) : offered, people: await peopleList(reader, team, shown, wish) };
}

/** What most people are late with, then what has been begun, then what nobody has finished yet. */
function urgentFirst(rows: readonly DeskRow[]): DeskRow[] {
  const begun = ({ scored }: DeskRow) => (scored > 0 ? 1 : 0);
  return rows.toSorted((one, other) => other.overdue.low - one.overdue.low || begun(other) - begun(one));
}

async function pageOf({ db, rules, scope, at, isFresh }: Reader, counted: readonly OpenQuiz[], quizzes: OpenQuiz[], wish: TeamsWish, team?: DeskTeam): Promise<DeskPage> {
  const ids = counted.map(({ id }) => id);
  const [total, ...all] = await deskRows(db, rules, [totalLine(scope, team), ...partLines(scope, rules.mode, team)], ids, at);
  const parts = all.filter(({ people }) => people !== 0);
  const found = wish.find === "" ? parts : (await deskRows(db, rules, foundLines(scope, wish.find, team), ids, at)).filter(({ people }) => people !== 0);
  return { rules, isFresh, total: total!, parts, teams: teamsListOf(found, wish, parts.length), quizzes };
}
