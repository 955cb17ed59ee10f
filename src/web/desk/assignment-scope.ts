import type { Reach } from "../../domain/assignment-reach.ts";
import { found } from "../../domain/found.ts";
import { findReaching } from "../../storage/assignment-lists.ts";
import type { Assignment } from "../../storage/assignment-tables.ts";
import { findAssignment } from "../../storage/assignments.ts";
import type { Deps } from "../deps.ts";

/** The teams that somebody's figures keep to; undefined for everybody. */
export function teamsOf(reach: Reach): number[] | undefined {
  return reach === "everybody" ? undefined : [...reach];
}

/** An assignment that reaches somebody of theirs. */
export function findWithin({ db }: Pick<Deps, "db">, reach: Reach, id: string): Promise<Assignment> {
  return found(reach === "everybody" ? findAssignment(db, id) : findReaching(db, id, [...reach]));
}
