import type { Request, Response } from "express";
import { sealOf } from "../../domain/passwords.ts";
import { later, MINUTE } from "../../lib/clock.ts";
import { seal, unseal } from "../../lib/sealing.ts";
import { findActiveMember, type Member } from "../../storage/visitors.ts";
import type { Deps } from "../deps.ts";
import { cookieIn } from "./cookies.ts";

const COOKIE = "debrief.second";
const PURPOSE = "a sign-in that waits for its second factor";
const LIFE = 10 * MINUTE;

/** Who gave the right password and where they want to go. */
export interface PendingSignIn { member: Member; to: string }
interface Kept { id: number; seal: string; until: string; to: string }

/** The right password was given; the session begins with the second factor. Until then a sealed cookie remembers, so that visitors fill no table. */
export function keepPending(res: Response, { config, secret, now }: Deps, person: Pick<Member, "id" | "password_hash" | "password_seal">, to: string): void {
  const kept: Kept = { id: person.id, seal: sealOf(person), until: later(now(), LIFE).toISOString(), to };
  res.cookie(COOKIE, seal(JSON.stringify(kept), secret, PURPOSE), { httpOnly: true, sameSite: "lax", secure: config.publicUrl.startsWith("https:"), path: "/session", maxAge: LIFE });
}

/** Undefined where there is none, it is too old, or the password is another one since. */
export async function findPending(req: Request, { db, secret, now }: Deps): Promise<PendingSignIn | undefined> {
  const opened = unseal(cookieIn(req, COOKIE), secret, PURPOSE);
  if (opened === undefined) return undefined;
  const { id, seal: kept, until, to } = JSON.parse(opened) as Kept;
  const member = until > now().toISOString() ? await findActiveMember(db, id) : undefined;
  return member && sealOf(member) === kept ? { member, to } : undefined;
}

export function dropPending(res: Response): void {
  res.clearCookie(COOKIE, { path: "/session" });
}
