import type { Knex } from "knex";
import { isPostgresDb } from "./dialects.ts";
import { itemsWithDoubts, markedBy, questionsOf, withMark, type Doubted, type PaperLine, type PaperQuestion } from "./paper-items.ts";
import { statement } from "./statements.ts";
import type { Db } from "./tables.ts";

/** How far one place of a paper has come: a line without its words. `score` may be rounded. */
export type PaperPlace = Omit<PaperLine, "stem" | "question_version_id">;

/** Every place of a paper and the question at one of them; no places where there is no such question. */
export interface PaperPage { paper: PaperPlace[]; line: PaperQuestion | undefined }

export async function findPaperPage(db: Db, attemptId: number, position: number): Promise<PaperPage> {
  return pageIn((await pageOf(db, attemptId, position))[0]);
}

type PageRow = PaperQuestion & Doubted & { places: string };

export function pageIn(found: Omit<PageRow, "isWithdrawn" | "isMissed" | "isCredited" | "isRuled"> | undefined): PaperPage {
  if (!found) return { paper: [], line: undefined };
  const { places, ...line } = found;
  return { paper: placesIn(places), line: withMark(line) };
}

const pageOf = statement<[attemptId: number, position: number], PageRow>((db, id, position) => questionsOf(db, id).where("paper_items.position", position).select(places(db, id)));

/** The same of an attempt by its address. */
export const pageNamed = statement<[personId: number, publicId: string, position: number], PageRow>((db, personId, publicId, position) =>
  questionsOf(db, idOf(db, personId, publicId)).where("paper_items.position", position).select(places(db, idOf(db, personId, publicId))));

function idOf(db: Db, person_id: number, public_id: string): Knex.QueryBuilder {
  return db("attempts").where({ public_id, person_id }).select("id");
}

/** Every place of its paper. */
export const placesNamed = statement<[personId: number, publicId: string], { places: string | null }>((db, personId, publicId) => db.select(places(db, idOf(db, personId, publicId))));

/** The places as one text: ten rows of many columns take several times as long to hand over. */
function places(db: Db, attemptId: number | Knex.QueryBuilder): Knex.Raw {
  const lines = itemsWithDoubts(db).where("paper_items.attempt_id", attemptId as number).clearOrder().select("paper_items.position", "responses.score");
  return db.raw(`(select ${isPostgresDb(db) ? "string_agg" : "group_concat"}(${WRITTEN}, ';') from ? as line) as places`, [lines]);
}

/** In their order. A paper without questions is no text at all. */
export function placesIn(written: string | null): PaperPlace[] {
  return (written ?? "").split(";").filter(Boolean).map(placeIn).sort((one, other) => one.position - other.position);
}

const WRITTEN = ["position", "score", "doubted", "suspended", "missed", "ruling"].map((column) => `coalesce(cast(line.${column} as text), '')`).join(" || ',' || ");

function placeIn(written: string): PaperPlace {
  const [position, score, doubted, suspended, missed, ruling] = written.split(",") as [string, string, string, string, string, string];
  const flag = (text: string) => (text === "" ? null : 1);
  const points = score === "" ? null : Number(score);
  const { isWithdrawn, isMissed, isCredited } = markedBy({ score: points, doubted: flag(doubted), suspended: flag(suspended), missed: missed === "1" ? 1 : 0, ruling: ruling === "" ? null : (ruling as Doubted["ruling"]) });
  return { position: Number(position), score: points, isWithdrawn, isMissed, isCredited };
}
