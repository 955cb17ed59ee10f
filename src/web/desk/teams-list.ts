import type { Request } from "express";
import type { DeskRow } from "../../domain/desk-rows.ts";
import { listPage, PAGE_SIZE, type Page } from "../../storage/page.ts";
import { queryText } from "../http/paging.ts";

const TEAM_ORDERS = ["", "overdue", "readiness"] as const;
export type TeamOrder = (typeof TEAM_ORDERS)[number];
/** Which part of a long list of teams is asked for: those whose path has these words, in this order. */
export interface TeamsWish { find: string; order: TeamOrder; page: number }
/** The part that a page shows; `isLong`: there are more teams than one page holds, so they can be searched and put in order. */
export interface TeamsList extends TeamsWish { of: Page<DeskRow>; isLong: boolean }

export function teamsWishIn(req: Request): TeamsWish {
  const page = Number(queryText(req, "teams"));
  return { find: queryText(req, "find").trim().slice(0, 100), order: TEAM_ORDERS.find((known) => known === queryText(req, "order")) ?? "", page: Number.isSafeInteger(page) && page > 0 ? page : 1 };
}

export function teamsListOf(rows: readonly DeskRow[], wish: TeamsWish, all: number): TeamsList {
  return { ...wish, of: listPage(wish.order === "" ? rows : rows.toSorted(COMPARE[wish.order]), wish.page), isLong: all > PAGE_SIZE };
}

/** Rows of which nothing is told come last. */
const COMPARE: Record<Exclude<TeamOrder, "">, (one: DeskRow, other: DeskRow) => number> = {
  overdue: (one, other) => overdueIn(other) - overdueIn(one),
  readiness: (one, other) => (one.readiness?.percent ?? 101) - (other.readiness?.percent ?? 101),
};

function overdueIn({ people, overdue }: DeskRow): number {
  return people === null ? -1 : overdue.low;
}
