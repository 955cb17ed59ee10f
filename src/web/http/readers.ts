import type { Request, RequestHandler, Response } from "express";
import type { Config } from "../../config.ts";
import { directionOf, endonymOf, LANGUAGES, MIRRORED, type Language } from "../../lib/languages.ts";
import { readerOf, type Reader } from "../../lib/readers.ts";
import { richOf, type Rich } from "../../lib/rich.ts";
import { isTimeZone } from "../../lib/zones.ts";
import type { Member } from "../../storage/people.ts";
import { queryText } from "./paging.ts";

/** Languages to choose from, each by its own name. */
type Offered = readonly { language: Language; name: string }[];

/** The attributes of an element whose text is in this language; none where that is the page's own. */
type Tongue = (language: string) => string;

declare global {
  namespace Express {
    interface Locals { reader: Reader; t: Reader["t"]; inWords: Reader["inWords"]; formats: Reader["formats"]; rich: Rich; tongue: Tongue; languages: Offered }
  }
}

const COOKIE = "debrief.language";
const YEAR = 365 * 24 * 3600 * 1000;

/** Speaks to whoever comes: in the language of `?language=`, of an earlier such choice, or of their browser, else in that of the installation. */
export function greet(config: Config): RequestHandler {
  const offered: Language[] = [...LANGUAGES, ...(config.mirrored ? [MIRRORED] as const : [])];
  const ordered = [config.language, ...offered.filter((language) => language !== config.language)];
  const names = offered.map((language) => ({ language, name: endonymOf(language) }));
  const secure = config.publicUrl.startsWith("https:");
  const known = (name: string) => offered.find((language) => language === name);

  return (req, res, next) => {
    const asked = known(queryText(req, "language"));
    if (asked) res.cookie(COOKIE, asked, { sameSite: "lax", httpOnly: true, secure, maxAge: YEAR });
    const language = asked ?? known(cookieOf(req)) ?? known(String(req.acceptsLanguages(ordered))) ?? config.language;
    res.locals.languages = names;
    speak(res, readerOf(language, config.timeZone));
    next();
  };
}

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
