import type { Request } from "express";
import { dayOf } from "../../domain/desk-rows.ts";
import type { DeskTeam } from "../../domain/desk-scope.ts";
import { listResultsApart } from "../../domain/telling-results-apart.ts";
import { pseudonymOf, quarterOf } from "../../engine/statistics/pseudonyms.ts";
import { listDutiesOfPeople, type DutyFilter } from "../../storage/counted-duties.ts";
import { listPeopleIn, listPeoplePageIn, type DeskScope, type NamedPerson } from "../../storage/desk.ts";
import { listPage, type Page } from "../../storage/page.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import { queryText } from "../http/paging.ts";
import type { Reader } from "./pages.ts";
import { finishedCell, listPersonRows, type PersonRow } from "./people.ts";

/** Which part of a team's own people is asked for; every one of them where no page is given. `show`: how they stand with the quizzes that are shown, where names are. */
export interface PeopleWish { search: string; show: DutyFilter; page?: number }
const FILTERS: readonly DutyFilter[] = ["", "overdue", "todo", "done"];

export function peopleWishIn(req: Request): Pick<PeopleWish, "search" | "show"> {
  return { search: queryText(req, "q"), show: FILTERS.find((known) => known === queryText(req, "show")) ?? "" };
}

/** `seen`: whose names are on it, which has to be noted. `hint`: why nobody stands there where names are kept back: a quiz has to be chosen, or too few have finished. */
export interface PeopleList extends PeopleWish { of: Page<PersonRow>; seen: NamedPerson[]; hint: "" | "choose" | "few" }

/** Who of a team did what: by name, by pseudonym, or nobody, as the installation shows people. */
export async function peopleList(reader: Reader, team: DeskTeam, quizzes: readonly OpenQuiz[], wish: PeopleWish): Promise<PeopleList> {
  const { db, rules: { mode }, at } = reader;
  if (mode === "aggregate" || quizzes.length === 0) return { ...wish, of: cut([], {}), seen: [], hint: "" };
  if (mode === "pseudonymous") return unnamedList(reader, team, quizzes, wish);
  const people = await namedPeople(reader, { teamIds: team.id === 0 ? [] : [team.id], withTeamless: team.id === 0 }, quizzes, wish);
  const duties = await listDutiesOfPeople(db, people.rows.map(({ id }) => id));
  return { ...wish, of: { ...people, rows: await listPersonRows(db, people.rows, quizzes, duties, at) }, seen: people.rows, hint: "" };
}

async function namedPeople({ db, at }: Reader, scope: DeskScope, quizzes: readonly OpenQuiz[], { search, show, page }: PeopleWish): Promise<Page<NamedPerson>> {
  const sought = { search, show, quizIds: quizzes.map(({ id }) => id), today: dayOf(at) };
  return page === undefined ? cut(await listPeopleIn(db, scope, sought), {}) : listPeoplePageIn(db, scope, sought, page);
}

/** Of one quiz: rows of two of them must not be joined, or who finished both when would say whose they are. */
async function unnamedList(reader: Reader, team: DeskTeam, quizzes: readonly OpenQuiz[], wish: PeopleWish): Promise<PeopleList> {
  const [quiz] = quizzes;
  if (!quiz || quizzes.length > 1) return { ...wish, of: cut([], {}), seen: [], hint: "choose" };
  const rows = await unnamedRows(reader, team, quiz);
  return { ...wish, of: cut(calledLike(rows, wish.search), wish), seen: [], hint: rows.length === 0 ? "few" : "" };
}

/** In the order of what they are called, which says nothing about who they are. */
export async function unnamedRows({ db, viewer, secret, at }: Reader, team: DeskTeam, quiz: OpenQuiz): Promise<PersonRow[]> {
  const reading = { viewer, page: `team/${team.public_id}/${quiz.slug}`, quarter: quarterOf(at) };
  const rows = (await listResultsApart(db, team.id, quiz.id)).map(({ id, ...result }) => ({ name: pseudonymOf(secret, id, reading), email: "", href: null, cells: [finishedCell(result)] }));
  return rows.sort((one, other) => (one.name < other.name ? -1 : 1));
}

export function calledLike(rows: readonly PersonRow[], search: string): PersonRow[] {
  return rows.filter(({ name }) => name.startsWith(search.trim().toUpperCase()));
}

function cut<Row>(all: readonly Row[], { page }: { page?: number | undefined }): Page<Row> {
  return page === undefined ? { rows: [...all], number: 1, last: 1, total: all.length } : listPage(all, page);
}
