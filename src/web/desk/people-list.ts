import type { DeskTeam } from "../../domain/desk-scope.ts";
import { pseudonymOf, quarterOf } from "../../engine/statistics/pseudonyms.ts";
import { listAssignedQuizIds, listPeopleIdsIn, listPeopleIn, listPeoplePageIn, type DeskScope, type NamedPerson } from "../../storage/desk.ts";
import { listPage, type Page } from "../../storage/page.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { Db } from "../../storage/tables.ts";
import type { Reader } from "./pages.ts";
import { listPersonRows, type PersonRow } from "./people.ts";

/** Which part of a team's own people is asked for; every one of them where no page is given. */
export interface PeopleWish { search: string; page?: number }
/** `seen`: whose names are on it, which has to be noted. `isFew`: there are too few for rows without names. */
export interface PeopleList extends PeopleWish { of: Page<PersonRow>; seen: NamedPerson[]; isFew: boolean }

interface Called { id: number; name: string; public_id?: string }

/** Who of a team did what: by name, by pseudonym, or nobody, as the installation shows people. */
export async function peopleList(reader: Reader, team: DeskTeam, quizzes: readonly OpenQuiz[], wish: PeopleWish): Promise<PeopleList> {
  const { db, rules: { mode } } = reader;
  const scope: DeskScope = { teamIds: team.id === 0 ? [] : [team.id], withTeamless: team.id === 0 };
  if (mode === "aggregate" || quizzes.length === 0) return { ...wish, of: cut([], {}), seen: [], isFew: false };
  if (mode === "named") {
    const people = await namedPeople(db, scope, wish);
    return { ...wish, of: await withRows(db, team, people, quizzes), seen: people.rows, isFew: false };
  }
  const called = await calledPeople(reader, team, scope);
  const found = called.filter(({ name }) => name.startsWith(wish.search.trim().toUpperCase()));
  return { ...wish, of: await withRows(db, team, cut(found, wish), quizzes), seen: [], isFew: called.length === 0 };
}

async function namedPeople(db: Db, scope: DeskScope, { search, page }: PeopleWish): Promise<Page<NamedPerson>> {
  return page === undefined ? cut(await listPeopleIn(db, scope, search), {}) : listPeoplePageIn(db, scope, search, page);
}

/** In the order of what they are called, which says nothing about their names; nobody where they are too few. */
async function calledPeople({ db, rules, viewer, secret, at }: Reader, team: DeskTeam, scope: DeskScope): Promise<Called[]> {
  const ids = await listPeopleIdsIn(db, scope);
  if (ids.length < rules.least) return [];
  const reading = { viewer, page: `team/${team.public_id}`, quarter: quarterOf(at) };
  return ids.map((id) => ({ id, name: pseudonymOf(secret, id, reading) })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function cut<Row>(all: readonly Row[], { page }: { page?: number | undefined }): Page<Row> {
  return page === undefined ? { rows: [...all], number: 1, last: 1, total: all.length } : listPage(all, page);
}

async function withRows(db: Db, team: DeskTeam, people: Page<Called>, quizzes: readonly OpenQuiz[]): Promise<Page<PersonRow>> {
  const assigned = await listAssignedQuizIds(db, team.id);
  return { ...people, rows: await listPersonRows(db, people.rows, quizzes, (quiz) => assigned.has(quiz.id)) };
}
