import type { Config } from "../../config.ts";
import { addUp, figuresOf, groupSafely, guardedFiguresOf, LEAST_GROUP, type Figures } from "../../engine/statistics/coverage.ts";
import { say, type Words } from "../../lib/messages.ts";
import { countPeopleByTeam, listAssignedPairs, listResultsByTeam } from "../../storage/desk.ts";
import type { Member } from "../../storage/people.ts";
import { listEveryPublishedQuiz, type OpenQuiz } from "../../storage/quizzes.ts";
import type { Db } from "../../storage/tables.ts";
import { listDeskTeams, scopeOf, type DeskTeam } from "./scope.ts";

export type PeopledTeam = DeskTeam & { people: number };
/** Teams that are shown as one row: nearly always a single one. */
export interface Group { name: Words; teams: PeopledTeam[]; people: number }

/** All that a desk page can show: every number of every page comes out of `figures`, so that the pages agree. */
export interface Report {
  teams: PeopledTeam[]; groups: Group[]; quizzes: OpenQuiz[]; privacyMode: Config["privacyMode"];
  figures: (groups: readonly Group[], quizzes: readonly OpenQuiz[]) => Figures;
  isAssigned: (team: DeskTeam, quiz: Pick<OpenQuiz, "id">) => boolean;
}

export async function deskReport(db: Db, member: Member, privacyMode: Config["privacyMode"]): Promise<Report> {
  const visible = await listDeskTeams(db, member);
  const heads = new Map((await countPeopleByTeam(db, scopeOf(visible))).map((row) => [row.team_id, row.people]));
  const teams = visible.map((team) => ({ ...team, people: heads.get(team.id) ?? 0 }));
  const results = new Map((await listResultsByTeam(db, scopeOf(visible))).map((row) => [`${row.team_id}/${row.quiz_id}`, row]));
  const pairs = new Set((await listAssignedPairs(db, scopeOf(visible))).map(({ team_id, quiz_id }) => `${team_id}/${quiz_id}`));
  const isAssigned: Report["isAssigned"] = (team, quiz) => pairs.has(`${team.id}/${quiz.id}`);

  const cell = (group: Group, quiz: OpenQuiz) => {
    const parts = group.teams.map((team) => ({ finished: 0, passed: 0, first: 0, ...results.get(`${team.id}/${quiz.id}`), people: team.people, isAssigned: isAssigned(team, quiz) }));
    return privacyMode === "named" ? figuresOf(parts) : guardedFiguresOf(parts, LEAST_GROUP);
  };
  const figures: Report["figures"] = (groups, quizzes) => addUp(groups.flatMap((group) => quizzes.map((quiz) => cell(group, quiz))));
  return { teams, groups: groupsOf(teams, privacyMode), quizzes: await listEveryPublishedQuiz(db), privacyMode, figures, isAssigned };
}

function groupsOf(teams: readonly PeopledTeam[], privacyMode: Config["privacyMode"]): Group[] {
  return groupSafely(teams, privacyMode === "named" ? 1 : LEAST_GROUP).map((group) => ({
    name: group.length === 1 ? group[0]!.name : say("desk.small-teams"), teams: group, people: group.reduce((total, team) => total + team.people, 0),
  }));
}
