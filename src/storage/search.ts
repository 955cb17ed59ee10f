import type { Knex } from "knex";

/** Keeps the rows whose column has the text in it. SQLite folds the case of plain letters only, so the text is also sought as typed. */
export function whereContains(query: Knex.QueryBuilder, column: string, text: string): void {
  const [typed, folded] = [text, text.toLowerCase()].map((words) => `%${words.replace(/[\\%_]/g, "\\$&")}%`);
  query.where((like) => like.whereRaw("?? LIKE ? ESCAPE '\\'", [column, typed!]).orWhereRaw("lower(??) LIKE ? ESCAPE '\\'", [column, folded!]));
}
