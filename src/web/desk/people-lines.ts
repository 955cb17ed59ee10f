import { NotFound } from "../../domain/errors.ts";
import type { Reader as Words } from "../../lib/readers.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { Cell } from "./columns.ts";
import { teamPage, type Reader } from "./pages.ts";
import { calledLike, unnamedRows } from "./people-list.ts";
import type { PersonCell, PersonRow } from "./people.ts";
import type { TableFile, TableWish } from "./table-files.ts";

/** One line for each of a team's own people and each quiz: what the page of the team shows, all of it. Nothing where groups only are told. What came last to the lines stands at their end, so that programs which count columns go on. */
export async function peopleLines(reader: Reader, { team, quiz, quizzes, search, show }: TableWish, words: Words): Promise<TableFile> {
  if (!team || reader.rules.mode === "aggregate") throw new NotFound();
  const { total, people, shown } = await teamPage(reader, team, quizzes, quiz?.slug ?? "", { search, show });
  const { t } = words;
  const isNamed = reader.rules.mode === "named";
  const heads = [t("desk.persons.person"), t("desk.quiz"), ...["state", "attempts", "first", "best", "latest"].map((column) => t(`desk.persons.${column}`)), ...(isNamed ? [t("fields.email"), t("desk.overdue"), t("assignments.due")] : [])];
  const rows: Cell[][] = [];
  if (total.people && isNamed) rows.push(...people.of.rows.flatMap((row) => linesOf(row, shown, words)));
  else if (total.people) for (const one of shown) rows.push(...calledLike(await unnamedRows(reader, team, one), search).flatMap((row) => linesOf(row, [one], words)));
  return { lines: [heads, ...rows], seen: total.people ? people.seen : [] };
}

function linesOf({ name, email, href, cells }: PersonRow, shown: readonly OpenQuiz[], words: Words): Cell[][] {
  return shown.map(({ title }, place) => [name, title, ...cellsOf(cells[place]!, words), ...(href === null ? [] : [email, ...dutyCells(cells[place]!, words)])]);
}

function dutyCells({ duty }: PersonCell, { t }: Words): Cell[] {
  return [t(duty?.state === "overdue" || duty?.state === "missed" ? "assignments.yes" : "assignments.no"), duty?.due ?? null];
}

function cellsOf({ state, passed, tries, first, best, latest, duty }: PersonCell, { t, inWords }: Words): Cell[] {
  if (state !== "finished") return [state === "waiting" && duty?.state === "later" ? t("desk.later") : t(`desk.states.${state}`), 0, null, null, null];
  return [t(passed ? "results.passed" : "results.not-passed"), tries, inWords(first), inWords(best), inWords(latest)];
}
