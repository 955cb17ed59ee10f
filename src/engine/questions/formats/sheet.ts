import type { Row } from "../../../lib/delimited.ts";
import { say } from "../../../lib/messages.ts";
import type { Arrivals } from "./arrived.ts";
import { kahootHeadingIn, readKahootRows } from "./kahoot.ts";
import { headingIn, readRows } from "./sheet-reading.ts";

/** What a table turned out to be. */
export type Dialect = "sheet" | "kahoot" | "right-and-wrong";

/** The questions of a table, be it ours, a quiz for Kahoot or one with a right and several wrong options; undefined where no row heads any of these. */
export function readTable(rows: readonly Row[], pointsMayPart = false): (Arrivals & { dialect: Dialect }) | undefined {
  const kahoot = kahootHeadingIn(rows);
  const ours = headingIn(rows);
  if (kahoot && (kahoot.dialect === "kahoot" || !ours)) return { ...readKahootRows(rows, kahoot), dialect: kahoot.dialect };
  return ours && { ...readRows(rows, ours, pointsMayPart), dialect: "sheet" };
}

/** That no row of a table heads questions, with what its first row says instead. */
export function withoutHeading(rows: readonly Row[]): Arrivals {
  const seen = (rows[0]?.cells ?? []).map((cell) => cell.trim().slice(0, 40)).filter(Boolean).slice(0, 6);
  return { questions: [], errors: [{ line: rows[0]?.line ?? 0, reason: seen.length > 0 ? say("sheets.no-heading", { columns: seen }) : say("sheets.empty") }] };
}
