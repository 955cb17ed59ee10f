import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { Db } from "../../storage/tables.ts";
import { listPersonRows, type PersonRow } from "./people.ts";
import type { PeopledTeam, Report } from "./report.ts";
import { quizRows, quizzesOf, totalRow, type DeskRow } from "./rows.ts";

/** One team: its quizzes and, where names are shown, its people. */
export interface TeamPage {
  report: Report; team: PeopledTeam; below: PeopledTeam[]; offered: OpenQuiz[]; quizzes: OpenQuiz[]; chosen: string;
  /** Undefined where the team has nobody, or too few people to be shown by itself. */
  figures: { total: DeskRow; byQuiz: DeskRow[] } | undefined;
  people: PersonRow[];
}

/** `slug` narrows the page to one quiz; any other text to none. */
export async function teamPage(db: Db, report: Report, team: PeopledTeam, slug: string): Promise<TeamPage> {
  const group = report.groups.find(({ teams }) => teams.length === 1 && teams[0] === team);
  const offered = group ? quizzesOf(report, [group]) : [];
  const chosen = offered.find((quiz) => quiz.slug === slug);
  const quizzes = chosen ? [chosen] : offered;
  return {
    report, team, offered, quizzes, chosen: chosen?.slug ?? "",
    below: report.teams.filter(({ above }) => team.id !== null && above[1] === team.id),
    figures: group && { total: totalRow(report, [group], quizzes), byQuiz: quizRows(report, [group], quizzes) },
    people: group && report.privacyMode === "named" ? await listPersonRows(db, team, quizzes, (quiz) => report.isAssigned(team, quiz)) : [],
  };
}
