import { NotFound } from "../../domain/errors.ts";
import type { Reader as Words } from "../../lib/readers.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { Cell } from "./columns.ts";
import { teamPage, type Reader } from "./pages.ts";
import { calledLike, unnamedRows } from "./people-list.ts";
import type { PersonCell, PersonRow } from "./people.ts";
import type { TableFile, TableWish } from "./table-files.ts";

/** One line for each of a team's own people and each quiz: what the page of the team shows, all of it. Nothing where groups only are told. */
export async function peopleLines(reader: Reader, { team, quiz, quizzes, search }: TableWish, words: Words): Promise<TableFile> {
  if (!team || reader.rules.mode === "aggregate") throw new NotFound();
  const { total, people, shown } = await teamPage(reader, team, quizzes, quiz?.slug ?? "", { search });
  const { t } = words;
  const heads = [t("desk.persons.person"), t("desk.quiz"), ...["state", "attempts", "first", "best", "latest"].map((column) => t(`desk.persons.${column}`))];
  const rows: Cell[][] = [];
  if (total.people && reader.rules.mode === "named") rows.push(...people.of.rows.flatMap((row) => linesOf(row, shown, words)));
  else if (total.people) for (const one of shown) rows.push(...calledLike(await unnamedRows(reader, team, one), search).flatMap((row) => linesOf(row, [one], words)));
  return { lines: [heads, ...rows], seen: total.people ? people.seen : [] };
}

function linesOf({ name, cells }: PersonRow, shown: readonly OpenQuiz[], words: Words): Cell[][] {
  return shown.map(({ title }, place) => [name, title, ...cellsOf(cells[place]!, words)]);
}

function cellsOf({ state, passed, tries, first, best, latest }: PersonCell, { t, inWords }: Words): Cell[] {
  if (state !== "finished") return [t(`desk.states.${state}`), 0, null, null, null];
  return [t(passed ? "results.passed" : "results.not-passed"), tries, inWords(first), inWords(best), inWords(latest)];
}
