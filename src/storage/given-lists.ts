import type { Knex } from "knex";
import { isPostgresDb } from "./dialects.ts";
import type { Db } from "./tables.ts";

/** For `whereRaw`: that a column holds one of these ids, which come as one value, a JSON list of whole numbers. So a statement that is built once may be given any number of them. */
export function amongIds(db: Db, column: string, list: string): Knex.Raw {
  return db.raw(isPostgresDb(db) ? "?? IN (SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST(? AS json)))" : "?? IN (SELECT value FROM json_each(?))", [column, list]);
}

/** The same of a column or an expression that gives text, and a JSON list of texts. */
export function amongTexts(db: Db, column: string | Knex.Raw, list: string): Knex.Raw {
  const source = isPostgresDb(db) ? "json_array_elements_text(CAST(? AS json))" : "json_each(?)";
  return db.raw(`${typeof column === "string" ? "??" : "?"} IN (SELECT value FROM ${source})`, [column, list]);
}

/** What a fact, in a column that holds it as JSON, says under this name. Objects and lists come as their JSON, which is equal to no key. */
export function saidIn(db: Db, column: string, name: "object" | "polarity"): Knex.Raw {
  return db.raw(isPostgresDb(db) ? `(CAST(?? AS json) ->> '${name}')` : `json_extract(??, '$.${name}')`, [column]);
}
