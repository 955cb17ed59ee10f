import type { Request } from "express";
import { countHeld } from "../../../storage/held-mail.ts";
import { listMailLog, type LoggedMail, type MailFilter } from "../../../storage/mail-log.ts";
import type { MailState } from "../../../storage/mail-tables.ts";
import type { Db } from "../../../storage/tables.ts";
import { queryText } from "../../http/paging.ts";

const MAIL_STATES = ["queued", "sending", "sent", "failed", "dropped", "held"] as const satisfies readonly MailState[];
export interface MailLogPage { mails: LoggedMail[]; typed: MailFilter; older: string | undefined; isFiltered: boolean; states: readonly MailState[]; held: number; days: number; canMail: boolean }

const PAGE = 50;

/** The id below which the page begins; anything odd begins with the newest. */
export function beforeIn(req: Request): number {
  const before = Number(queryText(req, "before"));
  return Number.isSafeInteger(before) && before > 0 && before < 2 ** 31 ? before : 2 ** 31 - 1;
}

/** The rows of one page out of one row more, and where the next begins. */
export function cut<Row extends { id: number }>(rows: readonly Row[], size: number): { rows: Row[]; next: number | undefined } {
  return { rows: rows.slice(0, size), next: rows.length > size ? rows[size - 1]!.id : undefined };
}

export async function mailLogPage(db: Db, req: Request): Promise<Omit<MailLogPage, "days" | "canMail">> {
  const state = MAIL_STATES.find((each) => each === queryText(req, "state")) ?? "";
  const typed: MailFilter = { who: queryText(req, "who").trim().slice(0, 200), state };
  const { rows, next } = cut(await listMailLog(db, typed, beforeIn(req), PAGE + 1), PAGE);
  const query = new URLSearchParams(Object.entries(typed).filter(([, value]) => value !== "")).toString();
  return { mails: rows, typed, older: next === undefined ? undefined : `?${query ? `${query}&` : ""}before=${next}`, isFiltered: query !== "", states: MAIL_STATES, held: await countHeld(db) };
}
