import compression from "compression";
import express, { type Express } from "express";
import session from "express-session";
import helmet from "helmet";
import { sessionStore } from "./storage/session-store.ts";
import { FURTHER_ROLES } from "./storage/tables.ts";
import { heldSettings, liveConfig } from "./domain/installation.ts";
import { sessionSpans } from "./domain/sign-in-section.ts";
import { programFile } from "./lib/program-folder.ts";
import type { Deps } from "./web/deps.ts";
import { PROBLEMS } from "./api/http/problems.ts";
import { scim } from "./api/scim/scim.ts";
import { api, documented } from "./api/v1/api.ts";
import { answerErrors, noSuchPage } from "./web/http/errors.ts";
import { showFlash } from "./web/http/flash.ts";
import { inFieldOrder } from "./web/http/forms.ts";
import { formsOnly, shortForms } from "./web/http/forms-only.ts";
import { inTurn } from "./web/http/in-turn.ts";
import { commonLocals } from "./web/http/locals.ts";
import { observe } from "./web/http/observe.ts";
import { plainAddressOnly, plainLetters, plainTextOnly } from "./web/http/plain-text.ts";
import { greet, settingsOrNothing } from "./web/http/readers.ts";
import { redirectOnceKept, withoutSlashes } from "./web/http/redirects.ts";
import { keepSent } from "./web/http/sent-again.ts";
import { sameOriginOnly } from "./web/http/same-origin.ts";
import { securityHeaders } from "./web/http/security-headers.ts";
import { viewsIn } from "./web/http/view-engine.ts";
import { under } from "./web/http/under.ts";
import { chooseSession, FRAMED_COOKIE, type Sessions } from "./web/http/session-choice.ts";
import { SESSION_COOKIE } from "./web/http/signed-in.ts";
import { readAssets } from "./web/assets.ts";
import { overdue } from "./web/overdue.ts";
import { office } from "./web/admin/office.ts";
import { apiReference } from "./web/api-reference.ts";
import { appearance, stylesOf } from "./web/appearance.ts";
import { attempts } from "./web/attempts.ts";
import { accounts, accountGuards } from "./web/account/accounts.ts";
import { calendars } from "./web/calendars.ts";
import { arrivals } from "./web/arrivals.ts";
import { assignments } from "./web/desk/assignments.ts";
import { desk } from "./web/desk/desk.ts";
import { deskPolicies } from "./web/desk/policies.ts";
import { health } from "./web/health.ts";
import { incidents } from "./web/incidents.ts";
import { learnerPages } from "./web/learner-pages.ts";
import { leaving } from "./web/leaving.ts";
import { metricsBehindToken } from "./web/metrics.ts";
import { pictures } from "./web/pictures.ts";
import { areaAt, sectionBars } from "./web/places.ts";
import { recognise } from "./web/recognise.ts";
import { settings } from "./web/settings.ts";
import { setups } from "./web/setups.ts";
import { signInDoors } from "./web/sign-in/doors.ts";
import { mailPreview } from "./web/studio/mail.ts";
import { studio } from "./web/studio/studio.ts";
import { styleguide } from "./web/styleguide.ts";
import { written } from "./web/written.ts";

/** Pages are packed while somebody waits: two thirds of the work less for a twelfth more bytes, in half the memory, which is enough for most. Files that stay are packed tightly, once. */
const PAGES = { level: 2, windowBits: 14, memLevel: 7 };

const VIEWS = programFile("views");

/** Reads top to bottom in the order in which a request meets things. */
export function createApp(given: Deps): Express {
  const { db, config } = given;
  const deps: Deps = { ...given, config: liveConfig(db, config) };
  const sessionsHere = cookieSessions(deps);
  const assets = readAssets();
  const app = express();
  Object.assign(app.locals, { asset: assets.addressOf, written, stylesOf, areaAt, sectionBars, inFieldOrder, furtherRoles: FURTHER_ROLES });
  return app
    .set("draw view", viewsIn(VIEWS))
    .set("trust proxy", config.trustProxy)
    .set("query parser", "simple")
    .enable("case sensitive routing")
    .enable("strict routing")
    .set("env", "production")
    .disable("x-powered-by")
    .disable("etag")
    .use(inTurn(
      observe(config.trustProxy),
      plainLetters,
      helmet(securityHeaders(config.publicUrl)),
      under(["/healthz", "/readyz"], health(deps)),
      under(["/metrics"], metricsBehindToken(deps)),
      compression(PAGES),
      redirectOnceKept,
      greet(given),
      assets.routes,
      commonLocals(config.demo),
      under(["/api/"], api(deps)),
      scim(deps),
      settingsOrNothing,
      plainAddressOnly,
      under(["/appearance/", "/logo/"], appearance(deps)),
      under(["/lti/", "/one/"], arrivals(deps, sessionsHere)),
      under(["/sign-in/"], signInDoors(deps)),
      under(["/leaving/"], leaving(deps)),
      under(["/calendar/"], calendars(deps)),
      formsOnly,
      shortForms,
      plainTextOnly,
      chooseSession(sessionsHere),
      ...recognise(deps),
      sameOriginOnly(config.publicUrl),
      accountGuards(deps),
      showFlash,
      overdue(deps),
    ))
    .use(attempts(deps))
    .use(accounts(deps))
    .use(setups(deps))
    .use(settings(deps))
    .use(learnerPages(deps))
    .use(apiReference(deps, documented, PROBLEMS))
    .use(incidents(deps))
    .use(pictures(deps))
    .use(mailPreview(deps))
    .use(studio(deps))
    .use(deskPolicies(deps))
    .use(assignments(deps))
    .use(desk(deps))
    .use(office(deps))
    .use(styleguide(deps))
    .use(withoutSlashes, noSuchPage)
    .use(keepSent(config.publicUrl))
    .use(answerErrors);
}

/** A frame in another site keeps a cookie of ours only if it says so, is secure, and is partitioned (CHIPS). A store makes cookies of one kind, so each has its own. */
function cookieSessions({ db, now, config, secret }: Deps): Sessions {
  const kind = (name: string, cookie: session.CookieOptions) => session({
    name, secret, store: sessionStore(db, now, () => sessionSpans(heldSettings(db, config))), resave: false, saveUninitialized: false, cookie: { httpOnly: true, ...cookie },
  });
  return {
    own: kind(SESSION_COOKIE, { sameSite: "lax", secure: config.publicUrl.startsWith("https:") }),
    framed: kind(FRAMED_COOKIE, { sameSite: "none", secure: true, partitioned: true }),
  };
}
