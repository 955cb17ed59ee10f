import type { Response } from "express";
import { deskScope } from "../../domain/desk-scope.ts";
import { heldSettings } from "../../domain/installation.ts";
import { refreshFigures } from "../../domain/refreshing-figures.ts";
import { findReports } from "../../storage/replicas.ts";
import type { Deps } from "../deps.ts";
import { currentMember } from "../http/locals.ts";
import type { Reader } from "./pages.ts";
import { rulesOf } from "../../domain/desk-rules.ts";

/** Whoever asks, with figures as new as they can be at once. What they may see is never read from a copy. */
export async function readerFor({ db, now, config, secret }: Deps, res: Response): Promise<Reader> {
  const [rules, member] = [rulesOf(heldSettings(db, config)), currentMember(res)];
  const isFresh = await refreshFigures(db, rules, now());
  return { db: await findReports(db), rules, isFresh, scope: await deskScope(db, member), viewer: member.public_id, secret, at: now() };
}
