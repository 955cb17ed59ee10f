import type { Request, RequestHandler, Response } from "express";
import { readSettings, usualSettings } from "../../domain/installation.ts";
import type { Settings } from "../../domain/installation-sections.ts";
import { directionOf, endonymOf, MIRRORED, type Language } from "../../lib/languages.ts";
import { readerOf, type Reader } from "../../lib/readers.ts";
import { richOf, type Rich } from "../../lib/rich.ts";
import { isTimeZone } from "../../lib/zones.ts";
import type { Member } from "../../storage/visitors.ts";
import type { Deps } from "../deps.ts";
import { queryText } from "./paging.ts";

/** Languages to choose from, each by its own name. */
type Offered = readonly { language: Language; name: string }[];

/** The attributes of an element whose text is in this language; none where that is the page's own. */
type Tongue = (language: string) => string;

declare global {
  namespace Express {
    interface Locals { reader: Reader; t: Reader["t"]; inWords: Reader["inWords"]; formats: Reader["formats"]; rich: Rich; tongue: Tongue; languages: Offered; installation: Settings; unread: unknown }
  }
}

const COOKIE = "debrief.language";
const YEAR = 365 * 24 * 3600 * 1000;

/** Speaks to whoever comes: in the language of `?language=`, of an earlier such choice, or of their browser, else in that of the installation. */
export function greet({ db, config }: Pick<Deps, "db" | "config">): RequestHandler {
  const secure = config.publicUrl.startsWith("https:");

  return async (req, res, next) => {
    const settings = (res.locals.installation = await readSettings(db, config).catch((error: unknown) => { res.locals.unread = error; return usualSettings(config); }));
    const offered: Language[] = [...settings.languages, ...(config.mirrored ? [MIRRORED] as const : [])];
    const ordered = [settings.language, ...offered.filter((language) => language !== settings.language)];
    const known = (name: string) => offered.find((language) => language === name);
    const asked = known(queryText(req, "language"));
    if (asked) res.cookie(COOKIE, asked, { sameSite: "lax", httpOnly: true, secure, maxAge: YEAR });
    const language = asked ?? known(cookieOf(req)) ?? known(String(req.acceptsLanguages(ordered))) ?? settings.language;
    res.locals.languages = offered.map((each) => ({ language: each, name: endonymOf(each) }));
    speak(res, readerOf(language, settings.timeZone));
    next();
  };
}

/** Without its settings nothing of the installation is shown: they say how much may be. */
export const settingsOrNothing: RequestHandler = (_req, res, next) => next(res.locals.unread);

/** Goes on in what this person chose, where they chose something that there is. */
export function speakTo(res: Response, { language, time_zone = null }: Pick<Member, "language"> & Partial<Pick<Member, "time_zone">>): void {
  const { reader, languages } = res.locals;
  const chosen = languages.find((offer) => offer.language === language)?.language ?? reader.language;
  speak(res, readerOf(chosen, time_zone !== null && isTimeZone(time_zone) ? time_zone : reader.timeZone));
}

function speak(res: Response, reader: Reader): void {
  Object.assign(res.locals, { reader, t: reader.t, inWords: reader.inWords, formats: reader.formats, rich: richOf(reader.t), tongue: tongueOf(reader) });
}

function tongueOf({ language: own }: Reader): Tongue {
  return (language) => (language === own ? "" : ` lang="${language}" dir="${directionOf(language)}"`);
}

function cookieOf(req: Request): string {
  return /(?:^|;\s*)debrief\.language=([A-Za-z-]+)/.exec(req.get("cookie") ?? "")?.[1] ?? "";
}
