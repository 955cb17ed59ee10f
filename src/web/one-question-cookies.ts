import type { CookieOptions, Request, Response } from "express";
import { credentials, type Credentials } from "../domain/following-links.ts";
import { DAY } from "../lib/clock.ts";
import { seal, unseal } from "../lib/sealing.ts";
import type { Attempt } from "../storage/tables.ts";
import type { Deps } from "./deps.ts";
import { cookieIn } from "./http/cookies.ts";

const HOUR = 3_600_000;
const SEALED_FOR = "an answer that was given in this browser";

/** What a browser keeps of a link to one question, for this link alone: for an hour whom it is for, and for thirty days that the answer was given in it. */
export interface LinkCookies {
  carry: (res: Response, id: string, given: Credentials) => void;
  carriedBy: (req: Request, id: string) => Credentials | undefined;
  keepAnswered: (res: Response, id: string, attempt: Pick<Attempt, "public_id">) => void;
  hasAnswered: (req: Request, id: string, attempt: Pick<Attempt, "public_id">) => boolean;
}

export function linkCookies({ config, secret }: Pick<Deps, "config" | "secret">): LinkCookies {
  const options = (id: string, maxAge: number): CookieOptions => ({ httpOnly: true, sameSite: "lax", secure: config.publicUrl.startsWith("https:"), path: addressOf(id), maxAge });
  return {
    carry: (res, id, given) => { res.cookie(`debrief.one.${id}`, Buffer.from(JSON.stringify(given)).toString("base64url"), options(id, HOUR)); },
    carriedBy: (req, id) => readCredentials(cookieIn(req, `debrief.one.${plainName(id)}`)),
    keepAnswered: (res, id, { public_id }) => { res.cookie(`debrief.answered.${id}`, seal(public_id, secret, SEALED_FOR), options(id, 30 * DAY)); },
    hasAnswered: (req, id, { public_id }) => unseal(cookieIn(req, `debrief.answered.${plainName(id)}`), secret, SEALED_FOR) === public_id,
  };
}

export function addressOf(id: string): string {
  return `/one/${encodeURIComponent(id)}`;
}

/** Ids of ours hold no other letters; what somebody typed may. */
function plainName(id: string): string {
  return id.replaceAll(/[^\w-]/g, "");
}

/** They are signed, and looked at anew each time. */
function readCredentials(said: string): Credentials | undefined {
  try {
    return credentials.safeParse(JSON.parse(Buffer.from(said, "base64url").toString())).data;
  } catch {
    return undefined;
  }
}
