import session from "express-session";
import { heldSettings } from "../../domain/installation.ts";
import { sessionDays } from "../../domain/sign-in-section.ts";
import { sessionStore } from "../../storage/session-store.ts";
import type { Deps } from "../deps.ts";
import { FRAMED_COOKIE, type Sessions } from "./session-choice.ts";
import { SESSION_COOKIE } from "./signed-in.ts";

/** A frame in another site keeps a cookie of ours only if it says so, is secure, and is partitioned (CHIPS). A store makes cookies of one kind, so each has its own. */
export function cookieSessions({ db, now, config, secret }: Deps): Sessions {
  const kind = (name: string, cookie: session.CookieOptions) => session({
    name, secret, store: sessionStore(db, now, () => sessionDays(heldSettings(db, config))), resave: false, saveUninitialized: false, cookie: { httpOnly: true, ...cookie },
  });
  return {
    own: kind(SESSION_COOKIE, { sameSite: "lax", secure: config.publicUrl.startsWith("https:") }),
    framed: kind(FRAMED_COOKIE, { sameSite: "none", secure: true, partitioned: true }),
  };
}
