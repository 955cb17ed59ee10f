import type { z } from "zod";
import { say, type Message } from "../../../lib/messages.ts";
import type { Cells } from "./sheet-answers.ts";
import type { Column } from "./sheet-columns.ts";

/** Where a part of a question stands in the table. */
const PLACES: Readonly<Record<string, Column>> = {
  stem: "stem", explanation: "explanation", topic: "topic", name: "name", incident: "incident", language: "language", tags: "tags", pairs: "pairs", responses: "spares", sequence: "sequence",
  unit: "unit", accept: "accepted", reject: "rejected",
};

/** What a row has too much or too little of, by the column that its reader sees. */
export function complaintOf(issue: z.core.$ZodIssue, cells: Cells): Message {
  const column = columnAt(issue.path);
  const header = (column && cells.header(column)) ?? column ?? issue.path.join(".");
  const { code, maximum, origin } = issue as { code: string; maximum?: number; origin?: string };
  if (code === "too_big" && origin === "array") return say("sheets.too-many", { column: header, most: maximum ?? 0 });
  if (code === "too_big") return say("sheets.too-long", { column: header, most: maximum ?? 0 });
  return say(code === "too_small" || column === "stem" ? "sheets.missing" : "sheets.not-taken", { column: header });
}

function columnAt([part, place, leaf]: readonly PropertyKey[]): Column | undefined {
  const number = typeof place === "number" ? place + 1 : 1;
  if (leaf === "feedback") return `feedback-${number}`;
  if (part === "options") return `option-${number}`;
  return PLACES[String(part === "answer" ? place : part)];
}
