import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { configureLog, flushLog } from "../../src/lib/log.ts";
import { ROLES, type Role } from "../../src/storage/tables.ts";
import type { Response } from "supertest";
import { makePerson } from "../support/make.ts";
import { routesIn } from "../support/routes.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

/** Who may open what. A new route gets a line here; ids are left as names nobody has, so whoever may pass meets a 404 there. */
const EVERYBODY = [...ROLES];
const ROUTES: Record<string, Role[] | "visitors"> = {
  "GET /healthz": "visitors",
  "GET /readyz": "visitors",
  "GET /robots.txt": "visitors",
  "GET /api": "visitors",
  "GET /api/docs": "visitors",
  "GET /session/new": "visitors",
  "GET /session": "visitors",
  "POST /session": "visitors",
  "POST /session/removal": "visitors",
  "GET /session/second": "visitors",
  "POST /session/second": "visitors",
  "GET /session/second/options": "visitors",
  "POST /session/second/options": "visitors",
  "GET /session/passkey": "visitors",
  "POST /session/passkey": "visitors",
  "GET /session/passkey/options": "visitors",
  "POST /session/passkey/options": "visitors",
  "GET /account/reset": "visitors",
  "POST /account/reset": "visitors",
  "GET /account/reset/sent": "visitors",
  "GET /account/reset/password": "visitors",
  "POST /account/reset/password": "visitors",
  "GET /account/reset/:token": "visitors",
  "GET /account/invitation": "visitors",
  "POST /account/invitation": "visitors",
  "GET /account/invitation/:token": "visitors",
  "GET /setup/:token": "visitors",
  "POST /setup/:token": "visitors",
  "GET /certificates/check": "visitors",
  "GET /certificates/:number": "visitors",
  "GET /certificates/:number/:secret": "visitors",
  "GET /calendar/:token.ics": "visitors",
  "GET /leaving/:token": "visitors",
  "POST /leaving/:token": "visitors",
  "GET /lti/jwks": "visitors",
  "GET /lti/login": "visitors",
  "POST /lti/login": "visitors",
  "GET /lti/launch": "visitors",
  "POST /lti/launch": "visitors",
  "GET /lti/quizzes/:slug": "visitors",
  "GET /lti/entries": "visitors",
  "POST /lti/entries": "visitors",
  "GET /lti/choices": "visitors",
  "POST /lti/choices": "visitors",
  "GET /lti/registrations/:token": "visitors",
  "POST /lti/registrations/:token": "visitors",
  "GET /one/:id": "visitors",
  "POST /one/:id": "visitors",
  "GET /one/:id/response": "visitors",
  "POST /one/:id/response": "visitors",

  "GET /": EVERYBODY,
  "GET /quizzes": EVERYBODY,
  "GET /quizzes/:slug": EVERYBODY,
  "POST /quizzes/:slug/attempts": EVERYBODY,
  "GET /attempts/:id": EVERYBODY,
  "GET /attempts/:id/questions/:position": EVERYBODY,
  "POST /attempts/:id/questions/:position/response": EVERYBODY,
  "GET /attempts/:id/questions/:position/response": EVERYBODY,
  "POST /attempts/:id/questions/:position/report": EVERYBODY,
  "GET /attempts/:id/questions/:position/report": EVERYBODY,
  "GET /attempts/:id/result": EVERYBODY,
  "POST /attempts/:id/notice": EVERYBODY,
  "GET /attempts/:id/notice": EVERYBODY,
  "GET /attempts/:id/time": EVERYBODY,
  "POST /attempts/:id/practice": EVERYBODY,
  "GET /attempts/:id/practice": EVERYBODY,
  "GET /progress": EVERYBODY,
  "GET /progress/attempts": EVERYBODY,
  "GET /progress/answers": EVERYBODY,
  "GET /progress/bests": EVERYBODY,
  "GET /progress/data": EVERYBODY,
  "GET /progress/data/download": EVERYBODY,
  "POST /progress/data/download": EVERYBODY,
  "GET /progress/data/erasure": EVERYBODY,
  "POST /progress/data/erasure": EVERYBODY,
  "GET /progress/data/erasure/withdrawal": EVERYBODY,
  "POST /progress/data/erasure/withdrawal": EVERYBODY,
  "GET /review": EVERYBODY,
  "POST /review": EVERYBODY,
  "GET /review/:id": EVERYBODY,
  "POST /review/:id/report": EVERYBODY,
  "GET /review/:id/report": EVERYBODY,
  "GET /review/:id/response": EVERYBODY,
  "POST /review/:id/response": EVERYBODY,
  "GET /account": EVERYBODY,
  "GET /account/confirmation": EVERYBODY,
  "POST /account/confirmation": EVERYBODY,
  "GET /account/confirmation/options": EVERYBODY,
  "POST /account/confirmation/options": EVERYBODY,
  "GET /account/security": EVERYBODY,
  "GET /account/security/enrolment": EVERYBODY,
  "GET /account/security/password": EVERYBODY,
  "POST /account/security/password": EVERYBODY,
  "GET /account/security/codes": EVERYBODY,
  "POST /account/security/codes": EVERYBODY,
  "GET /account/security/codes/removal": EVERYBODY,
  "POST /account/security/codes/removal": EVERYBODY,
  "GET /account/security/recovery-codes": EVERYBODY,
  "POST /account/security/recovery-codes": EVERYBODY,
  "GET /account/security/passkeys": EVERYBODY,
  "POST /account/security/passkeys": EVERYBODY,
  "GET /account/security/passkeys/new": EVERYBODY,
  "GET /account/security/passkeys/options": EVERYBODY,
  "POST /account/security/passkeys/options": EVERYBODY,
  "GET /account/security/passkeys/:id/name": EVERYBODY,
  "POST /account/security/passkeys/:id/name": EVERYBODY,
  "GET /account/security/passkeys/:id/removal": EVERYBODY,
  "POST /account/security/passkeys/:id/removal": EVERYBODY,
  "GET /account/security/sessions/removal": EVERYBODY,
  "POST /account/security/sessions/removal": EVERYBODY,
  "GET /account/security/sessions/:handle/removal": EVERYBODY,
  "POST /account/security/sessions/:handle/removal": EVERYBODY,
  "GET /settings": EVERYBODY,
  "POST /settings": EVERYBODY,
  "GET /reminders": EVERYBODY,
  "POST /reminders": EVERYBODY,
  "POST /reminders/calendar": EVERYBODY,
  "POST /reminders/calendar/removal": EVERYBODY,
  "GET /incidents": EVERYBODY,
  "GET /incidents/:slug": EVERYBODY,
  "GET /certificates": EVERYBODY,
  "GET /pictures/:digest": EVERYBODY,
  "GET /certificates/:number/document": EVERYBODY,
  "POST /certificates/:number/name": EVERYBODY,
  "POST /certificates/:number/revocation": ["admin"],

  "GET /policies": EVERYBODY,
  "GET /policies/:id": EVERYBODY,
  "GET /policies/:id/versions/:number": EVERYBODY,
  "GET /policies/:id/acknowledgement": EVERYBODY,
  "POST /policies/:id/acknowledgement": EVERYBODY,
  "GET /desk/policies": ["manager", "admin"],
  "GET /admin/policies": ["auditor", "admin"],
  "GET /admin/policies/new": ["admin"],
  "POST /admin/policies": ["admin"],
  "GET /admin/policies/:id": ["auditor", "admin"],
  "GET /admin/policies/:id/edit": ["admin"],
  "POST /admin/policies/:id": ["admin"],
  "POST /admin/policies/:id/publication": ["admin"],
  "POST /admin/policies/:id/retirement": ["admin"],
  "POST /admin/policies/:id/reinstatement": ["admin"],
  "GET /admin/policies/:id/confirmations.csv": ["admin"],
  "GET /admin/policies/:id/versions/:number": ["auditor", "admin"],
  "GET /admin/policies/:id/:deed": ["auditor", "admin"],
  "GET /admin/coverage": ["auditor", "admin"],
  "GET /admin/coverage/map.csv": ["auditor", "admin"],
  "GET /admin/evidence": ["auditor", "admin"],
  "POST /admin/evidence": ["auditor", "admin"],
  "GET /admin/evidence/:id/pack.zip": ["auditor", "admin"],

  "GET /studio": ["trainer", "admin"],
  "GET /studio/paths": ["trainer", "admin"],
  "GET /studio/paths/:path": ["trainer", "admin"],
  "GET /studio/paths/:path/:deed": ["trainer", "admin"],
  "POST /studio/paths/:path/starter": ["trainer", "admin"],
  "POST /studio/paths/:path/weeks": ["trainer", "admin"],
  "GET /studio/packs": ["trainer", "admin"],
  "POST /studio/packs": ["trainer", "admin"],
  "GET /studio/packs/:id": ["trainer", "admin"],
  "GET /studio/packs/:id/:deed": ["trainer", "admin"],
  "POST /studio/packs/:id/confirmation": ["trainer", "admin"],
  "POST /studio/packs/:id/cancellation": ["trainer", "admin"],
  "GET /studio/incidents/:slug/pack.yaml": ["trainer", "admin"],
  "POST /studio/incidents/:slug/hiding": ["trainer", "admin"],
  "POST /studio/incidents/:slug/showing": ["trainer", "admin"],
  "POST /studio/incidents/:slug/removal": ["trainer", "admin"],
  "GET /studio/imports": ["trainer", "admin"],
  "GET /studio/imports/new": ["trainer", "admin"],
  "GET /studio/imports/templates/questions.csv": ["trainer", "admin"],
  "GET /studio/imports/templates/questions.xlsx": ["trainer", "admin"],
  "POST /studio/imports": ["trainer", "admin"],
  "GET /studio/imports/:id": ["trainer", "admin"],
  "GET /studio/imports/:id/:deed": ["trainer", "admin"],
  "POST /studio/imports/:id/choices": ["trainer", "admin"],
  "POST /studio/imports/:id/confirmation": ["trainer", "admin"],
  "POST /studio/imports/:id/cancellation": ["trainer", "admin"],
  "POST /studio/imports/:id/removal": ["trainer", "admin"],
  "GET /studio/exports": ["trainer", "admin"],
  "POST /studio/exports": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/package": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/package": ["trainer", "admin"],
  "GET /studio/articles": ["trainer", "admin"],
  "GET /studio/articles/new": ["trainer", "admin"],
  "GET /studio/articles/rules": ["trainer", "admin"],
  "POST /studio/articles": ["trainer", "admin"],
  "GET /studio/articles/:id": ["trainer", "admin"],
  "POST /studio/articles/:id/incident": ["trainer", "admin"],
  "GET /studio/articles/:id/incident": ["trainer", "admin"],
  "GET /studio/articles/:id/questions": ["trainer", "admin"],
  "POST /studio/articles/:id/questions": ["trainer", "admin"],
  "POST /studio/articles/text": ["trainer", "admin"],
  "GET /studio/articles/:id/facts/new": ["trainer", "admin"],
  "POST /studio/articles/:id/facts": ["trainer", "admin"],
  "POST /studio/articles/:id/picks": ["trainer", "admin"],
  "GET /studio/articles/:id/:form": ["trainer", "admin"],
  "GET /studio/articles/:id/model-readings": ["trainer", "admin"],
  "POST /studio/articles/:id/model-readings": ["trainer", "admin"],
  "GET /studio/facts/:id": ["trainer", "admin"],
  "GET /studio/facts/:id/:deed": ["trainer", "admin"],
  "POST /studio/facts/:id/standing": ["trainer", "admin"],
  "POST /studio/facts/:id/restoration": ["trainer", "admin"],
  "GET /studio/entities/:key/merger": ["trainer", "admin"],
  "POST /studio/entities/:key/merger": ["trainer", "admin"],
  "GET /studio/articles/:id/candidates/:number": ["trainer", "admin"],
  "POST /studio/articles/:id/candidates/:number/acceptance": ["trainer", "admin"],
  "POST /studio/articles/:id/candidates/:number/rejection": ["trainer", "admin"],
  "POST /studio/articles/:id/candidates/:number/reopening": ["trainer", "admin"],
  "GET /studio/articles/:id/candidates/:number/:deed": ["trainer", "admin"],
  "GET /studio/incidents": ["trainer", "admin"],
  "GET /studio/incidents/:slug": ["trainer", "admin"],
  "POST /studio/incidents/:slug/additions": ["trainer", "admin"],
  "GET /studio/incidents/:slug/lessons": ["trainer", "admin"],
  "GET /studio/incidents/:slug/lessons/new": ["trainer", "admin"],
  "POST /studio/incidents/:slug/lessons": ["trainer", "admin"],
  "GET /studio/incidents/:slug/lessons/:number": ["trainer", "admin"],
  "POST /studio/incidents/:slug/lessons/:number": ["trainer", "admin"],
  "POST /studio/incidents/:slug/lessons/:number/removal": ["trainer", "admin"],
  "GET /studio/decisions": ["trainer", "admin"],
  "GET /studio/decisions/new": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/adaptive": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/versions": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/rules": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/rules": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/statistics": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/statistics/download": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/statistics/answers": ["trainer", "admin"],
  "GET /studio/questions/:id/statistics": ["trainer", "admin"],
  "GET /studio/questions/:id/replacements": ["trainer", "admin"],
  "POST /studio/questions/:id/replacements": ["trainer", "admin"],
  "GET /studio/questions/:id/drop": ["trainer", "admin"],
  "POST /studio/questions/:id/drop": ["trainer", "admin"],
  "GET /studio/questions": ["trainer", "admin"],
  "GET /studio/questions/new": ["trainer", "admin"],
  "POST /studio/questions": ["trainer", "admin"],
  "POST /studio/questions/preview": ["trainer", "admin"],
  "POST /studio/questions/:id/working-copy": ["trainer", "admin"],
  "POST /studio/questions/:id/working-copy/removal": ["trainer", "admin"],
  "GET /studio/questions/:id": ["trainer", "admin"],
  "POST /studio/questions/:id": ["trainer", "admin"],
  "GET /studio/questions/:id/edit": ["trainer", "admin"],
  "GET /studio/questions/:id/versions/:number": ["trainer", "admin"],
  "GET /studio/questions/:id/translations/:language": ["trainer", "admin"],
  "POST /studio/questions/:id/translations/:language": ["trainer", "admin"],
  "POST /studio/questions/:id/translations/:language/removal": ["trainer", "admin"],
  "GET /studio/questions/:id/translations/:language/removal": ["trainer", "admin"],
  "GET /studio/questions/:id/changes": ["trainer", "admin"],
  "POST /studio/questions/:id/review": ["trainer", "admin"],
  "GET /studio/questions/:id/review": ["trainer", "admin"],
  "POST /studio/questions/:id/verdict": ["trainer", "admin"],
  "GET /studio/questions/:id/verdict": ["trainer", "admin"],
  "POST /studio/questions/:id/tags": ["trainer", "admin"],
  "GET /studio/questions/:id/tags": ["trainer", "admin"],
  "GET /studio/batches": ["trainer", "admin"],
  "POST /studio/batches": ["trainer", "admin"],
  "GET /studio/tags": ["trainer", "admin"],
  "GET /studio/tags/name": ["trainer", "admin"],
  "POST /studio/tags/name": ["trainer", "admin"],
  "POST /studio/questions/:id/retirement": ["trainer", "admin"],
  "POST /studio/questions/:id/reinstatement": ["trainer", "admin"],
  "POST /studio/questions/:id/report-closures": ["trainer", "admin"],
  "GET /studio/questions/:id/report-closures": ["trainer", "admin"],
  "GET /studio/questions/:id/regrades": ["trainer", "admin"],
  "POST /studio/questions/:id/regrades": ["trainer", "admin"],
  "GET /studio/questions/:id/regrades/trial": ["trainer", "admin"],
  "POST /studio/questions/:id/regrades/trial": ["trainer", "admin"],
  "GET /studio/questions/:id/regrades/:regrade/reversal": ["trainer", "admin"],
  "POST /studio/questions/:id/regrades/:regrade/reversal": ["trainer", "admin"],
  "GET /studio/questions/:id/regrades/:regrade/version": ["trainer", "admin"],
  "POST /studio/questions/:id/regrades/:regrade/version": ["trainer", "admin"],
  "GET /studio/reports": ["trainer", "admin"],
  "GET /studio/reports/:id": ["trainer", "admin"],
  "GET /studio/reports/:id/:deed": ["trainer", "admin"],
  "POST /studio/reports/:id/reply": ["trainer", "admin"],
  "POST /studio/reports/:id/closure": ["trainer", "admin"],
  "POST /studio/reports/:id/return": ["trainer", "admin"],
  "GET /studio/quizzes": ["trainer", "admin"],
  "GET /studio/quizzes/new": ["trainer", "admin"],
  "POST /studio/quizzes": ["trainer", "admin"],
  "GET /studio/quizzes/:slug": ["trainer", "admin"],
  "POST /studio/quizzes/:slug": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/preview": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/:deed": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/questions": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/questions/:id/removal": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/questions/:id/position": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/rehearsal": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/rehearsal": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/rehearsal/questions/:position": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/rehearsal/questions/:position/response": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/rehearsal/questions/:position/response": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/rehearsal/time": ["trainer", "admin"],
  "GET /studio/quizzes/:slug/rehearsal/result": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/rehearsal/removal": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/pool": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/pool/removal": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/publication": ["trainer", "admin"],
  "GET /desk/assignments": ["trainer", "manager", "admin"],
  "GET /desk/assignments/table": ["trainer", "manager", "admin"],
  "GET /desk/assignments/new": ["trainer", "manager", "admin"],
  "POST /desk/assignments": ["trainer", "manager", "admin"],
  "GET /desk/assignments/:id": ["trainer", "manager", "admin"],
  "GET /desk/assignments/:id/edit": ["trainer", "manager", "admin"],
  "GET /desk/assignments/:id/ending": ["trainer", "manager", "admin"],
  "POST /desk/assignments/:id/ending": ["trainer", "manager", "admin"],
  "POST /desk/assignments/:id/resumption": ["trainer", "manager", "admin"],
  "POST /desk/assignments/:id/exceptions": ["trainer", "manager", "admin"],
  "POST /desk/assignments/:id/exceptions/:number/removal": ["trainer", "manager", "admin"],
  "POST /studio/quizzes/:slug/assignments": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/assignments/:id/removal": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/retirement": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/reinstatement": ["trainer", "admin"],
  "POST /studio/quizzes/:slug/added-time": ["trainer", "admin"],
  "GET /studio/extra-time": ["trainer", "admin"],
  "GET /studio/extra-time/:id": ["trainer", "admin"],
  "POST /studio/extra-time/:id": ["trainer", "admin"],

  "GET /desk": ["manager", "admin"],
  "GET /desk/knowledge": ["manager", "admin"],
  "GET /desk/people/:id": ["manager", "admin"],
  "POST /desk/people/:id/exceptions": ["manager", "admin"],
  "GET /desk/people/:id/exceptions": ["manager", "admin"],
  "POST /desk/people/:id/exceptions/:number/removal": ["manager", "admin"],
  "GET /desk/people/:id/exceptions/:number/removal": ["manager", "admin"],
  "GET /desk/views": ["manager", "admin"],
  "POST /desk/views": ["manager", "admin"],
  "GET /desk/views/:id": ["manager", "admin"],
  "POST /desk/views/:id": ["manager", "admin"],
  "POST /desk/views/:id/removal": ["manager", "admin"],
  "GET /desk/views/:id/removal": ["manager", "admin"],
  "POST /desk/views/:id/start": ["manager", "admin"],
  "GET /desk/views/:id/start": ["manager", "admin"],
  "POST /desk/views/:id/start/removal": ["manager", "admin"],
  "GET /desk/views/:id/start/removal": ["manager", "admin"],
  "GET /desk/report": ["manager", "admin"],
  "GET /desk/tables/:table": ["manager", "admin"],
  "GET /desk/quizzes/:slug": ["manager", "admin"],
  "GET /desk/teams/:id": ["manager", "admin"],

  "GET /admin": ["auditor", "admin"],
  "GET /admin/people": ["admin"],
  "POST /admin/people/export": ["admin"],
  "GET /admin/people/export": ["admin"],
  "GET /admin/people/imports": ["admin"],
  "POST /admin/people/imports": ["admin"],
  "GET /admin/people/imports/new": ["admin"],
  "GET /admin/people/imports/templates/people.csv": ["admin"],
  "GET /admin/people/imports/templates/people.xlsx": ["admin"],
  "GET /admin/people/imports/:id": ["admin"],
  "GET /admin/people/imports/:id/result.csv": ["admin"],
  "GET /admin/people/imports/:id/:deed": ["admin"],
  "POST /admin/people/imports/:id/choices": ["admin"],
  "POST /admin/people/imports/:id/confirmation": ["admin"],
  "POST /admin/people/imports/:id/cancellation": ["admin"],
  "GET /admin/people/batches": ["admin"],
  "POST /admin/people/batches": ["admin"],
  "GET /admin/people/new": ["admin"],
  "POST /admin/people": ["admin"],
  "GET /admin/people/:id": ["admin"],
  "POST /admin/people/:id": ["admin"],
  "GET /admin/people/:id/password": ["admin"],
  "POST /admin/people/:id/password": ["admin"],
  "GET /admin/people/:id/invitation": ["admin"],
  "POST /admin/people/:id/invitation": ["admin"],
  "GET /admin/people/:id/second-factors/removal": ["admin"],
  "POST /admin/people/:id/second-factors/removal": ["admin"],
  "GET /admin/people/:id/sessions/removal": ["admin"],
  "POST /admin/people/:id/sessions/removal": ["admin"],
  "GET /admin/people/:id/deactivation": ["admin"],
  "POST /admin/people/:id/deactivation": ["admin"],
  "GET /admin/people/:id/reactivation": ["admin"],
  "POST /admin/people/:id/reactivation": ["admin"],
  "GET /admin/erasures": ["admin"],
  "GET /admin/erasures/:id": ["admin"],
  "POST /admin/erasures/:id": ["admin"],
  "GET /admin/erasures/:id/refusal": ["admin"],
  "POST /admin/erasures/:id/refusal": ["admin"],
  "GET /admin/settings": ["admin"],
  "POST /admin/settings": ["admin"],
  "GET /admin/settings/:section": ["admin"],
  "POST /admin/settings/:section": ["admin"],
  "POST /admin/settings/mail/test": ["admin"],
  "GET /admin/sign-in-providers": ["admin"],
  "POST /admin/people/:id/identities/:identity/removal": ["admin"],
  "POST /admin/sign-in-providers": ["admin"],
  "GET /admin/sign-in-providers/new": ["admin"],
  "GET /admin/sign-in-providers/keys": ["admin"],
  "POST /admin/sign-in-providers/keys": ["admin"],
  "POST /admin/sign-in-providers/keys/:id/adoption": ["admin"],
  "POST /admin/sign-in-providers/keys/:id/removal": ["admin"],
  "GET /admin/sign-in-providers/exceptions": ["admin"],
  "POST /admin/sign-in-providers/exceptions": ["admin"],
  "GET /admin/sign-in-providers/exceptions/:id/removal": ["admin"],
  "POST /admin/sign-in-providers/exceptions/:id/removal": ["admin"],
  "GET /admin/sign-in-providers/:id": ["admin"],
  "POST /admin/sign-in-providers/:id": ["admin"],
  "GET /admin/sign-in-providers/:id/removal": ["admin"],
  "POST /admin/sign-in-providers/:id/removal": ["admin"],
  "GET /admin/sign-in-providers/:id/trial": ["admin"],
  "GET /admin/sign-in-providers/:id/trials/:request": ["admin"],
  "GET /sign-in/:id": "visitors",
  "GET /sign-in/:id/callback": "visitors",
  "GET /sign-in/:id/arrival/:request": "visitors",
  "GET /sign-in/:id/logout": "visitors",
  "GET /sign-in/:id/refused/:reason": "visitors",
  "GET /sign-in/:id/metadata": "visitors",
  "POST /sign-in/:id/acs": "visitors",
  "POST /sign-in/:id/logout": "visitors",
  "GET /sign-in/:id/jwks": "visitors",
  "POST /sign-in/:id/back-channel-logout": "visitors",
  "GET /admin/mail": ["admin"],
  "POST /admin/mail/held": ["admin"],
  "GET /admin/mail/words": ["admin"],
  "POST /admin/mail/words": ["admin"],
  "GET /admin/mail/channels": ["admin"],
  "GET /admin/mail/channels/new": ["admin"],
  "POST /admin/mail/channels": ["admin"],
  "GET /admin/mail/channels/:id": ["admin"],
  "POST /admin/mail/channels/:id": ["admin"],
  "POST /admin/mail/channels/:id/removal": ["admin"],
  "POST /admin/mail/channels/:id/trial": ["admin"],
  "GET /admin/integrations/webhooks": ["admin"],
  "GET /admin/integrations/webhooks/new": ["admin"],
  "POST /admin/integrations/webhooks": ["admin"],
  "GET /admin/integrations/webhooks/:id": ["admin"],
  "GET /admin/integrations/webhooks/:id/edit": ["admin"],
  "GET /admin/integrations/webhooks/:id/:deed": ["admin"],
  "POST /admin/integrations/webhooks/:id": ["admin"],
  "POST /admin/integrations/webhooks/:id/removal": ["admin"],
  "POST /admin/integrations/webhooks/:id/secret": ["admin"],
  "POST /admin/integrations/webhooks/:id/secret/replacement": ["admin"],
  "POST /admin/integrations/webhooks/:id/trial": ["admin"],
  "POST /admin/integrations/webhooks/:id/replays": ["admin"],
  "POST /admin/integrations/webhooks/:id/deliveries/:number/replay": ["admin"],
  "GET /admin/integrations/record-store": ["admin"],
  "GET /admin/integrations/record-store/:deed": ["admin"],
  "POST /admin/integrations/record-store": ["admin"],
  "POST /admin/integrations/record-store/trial": ["admin"],
  "POST /admin/integrations/record-store/replays": ["admin"],
  "POST /admin/integrations/record-store/removal": ["admin"],
  "GET /studio/links": ["trainer", "admin"],
  "POST /studio/links": ["trainer", "admin"],
  "GET /studio/links/new": ["trainer", "admin"],
  "GET /studio/links/:id": ["trainer", "admin"],
  "GET /studio/links/:id/secret": ["trainer", "admin"],
  "POST /studio/links/:id/secret": ["trainer", "admin"],
  "GET /studio/links/:id/ending": ["trainer", "admin"],
  "POST /studio/links/:id/ending": ["trainer", "admin"],
  "GET /studio/links/:id/people.csv": ["admin"],
  "GET /admin/integrations/learning-systems": ["admin"],
  "POST /admin/integrations/learning-systems": ["admin"],
  "GET /admin/integrations/learning-systems/new": ["admin"],
  "GET /admin/integrations/learning-systems/invitations": ["admin"],
  "POST /admin/integrations/learning-systems/invitations": ["admin"],
  "GET /admin/integrations/learning-systems/:id": ["admin"],
  "POST /admin/integrations/learning-systems/:id": ["admin"],
  "POST /admin/integrations/learning-systems/:id/removal": ["admin"],
  "POST /admin/integrations/learning-systems/:id/grades": ["admin"],
  "POST /admin/integrations/learning-systems/:id/courses/:course/members": ["admin"],
  "GET /admin/integrations/learning-systems/:id/courses/:course/members": ["admin"],
  "GET /admin/integrations/learning-systems/:id/:deed": ["admin"],
  "GET /studio/mail": ["trainer", "admin"],
  "GET /studio/mail/letter": ["trainer", "admin"],
  "POST /studio/mail/trial": ["trainer", "admin"],
  "GET /privacy": "visitors",
  "GET /admin/integrations": ["admin"],
  "GET /admin/integrations/scim": ["admin"],
  "POST /admin/integrations/scim": ["admin"],
  "GET /admin/integrations/scim/:id": ["admin"],
  "POST /admin/integrations/scim/:id": ["admin"],
  "GET /admin/integrations/scim/:id/tokens": ["admin"],
  "POST /admin/integrations/scim/:id/tokens": ["admin"],
  "GET /admin/integrations/scim/:id/groups": ["admin"],
  "POST /admin/integrations/scim/:id/groups": ["admin"],
  "GET /admin/integrations/scim/:id/removal": ["admin"],
  "POST /admin/integrations/scim/:id/removal": ["admin"],
  "GET /admin/integrations/tokens": ["admin"],
  "POST /admin/integrations/tokens": ["admin"],
  "GET /admin/integrations/tokens/:id/revocation": ["admin"],
  "POST /admin/integrations/tokens/:id/revocation": ["admin"],
  "GET /admin/backups": ["admin"],
  "POST /admin/backups": ["admin"],
  "GET /admin/retention": ["admin"],
  "GET /admin/retention/hold": ["admin"],
  "POST /admin/retention/hold": ["admin"],
  "GET /admin/retention/hold/removal": ["admin"],
  "POST /admin/retention/hold/removal": ["admin"],
  "GET /admin/audit": ["auditor", "admin"],
  "GET /admin/audit/log.csv": ["auditor", "admin"],
  "POST /admin/audit/check": ["auditor", "admin"],
  "GET /appearance/:file": "visitors",
  "GET /logo/:digest": "visitors",
  "GET /admin/teams": ["admin"],
  "GET /admin/teams/new": ["admin"],
  "POST /admin/teams": ["admin"],
  "GET /admin/groups": ["admin"],
  "POST /admin/groups": ["admin"],
  "GET /admin/groups/new": ["admin"],
  "GET /admin/groups/:id": ["admin"],
  "GET /admin/groups/:id/edit": ["admin"],
  "POST /admin/groups/:id": ["admin"],
  "POST /admin/groups/:id/removal": ["admin"],
  "GET /admin/groups/:id/removal": ["admin"],
  "POST /admin/groups/:id/members/removal": ["admin"],
  "GET /admin/groups/:id/members/removal": ["admin"],
  "GET /admin/teams/:id/merger": ["admin"],
  "POST /admin/teams/:id/merger": ["admin"],
  "GET /admin/teams/:id/removal": ["admin"],
  "POST /admin/teams/:id/removal": ["admin"],
  "GET /admin/teams/:id": ["admin"],
  "POST /admin/teams/:id": ["admin"],
};

let world: World;
let logged = "";
const policies = new Set<string | undefined>();
const agents = new Map<Role | "visitor", Agent>();
beforeAll(async () => {
  configureLog({ format: "json", level: "debug" });
  vi.spyOn(process.stderr, "write").mockImplementation((line) => { logged += String(line); return true; });
  world = await openWorld();
  agents.set("visitor", world.visitor());
  for (const role of EVERYBODY) agents.set(role, await world.signedInAs(await makePerson(world.db, { roles: [role] })));
});
afterAll(async () => {
  flushLog();
  vi.restoreAllMocks();
  configureLog({ format: "text", level: "warn" });
  await world.close();
});

const guarded = Object.entries(ROUTES).filter((entry): entry is [string, Role[]] => entry[1] !== "visitors");

describe("every route", () => {
  test("has a line in this table", () => {
    expect(routesIn(world).filter((route) => !route.includes(" /api/v1/")).sort()).toEqual(Object.keys(ROUTES).sort());
  });

  test.each(Object.keys(ROUTES).filter((route) => ROUTES[route] === "visitors"))("lets visitors pass to %s", async (route) => {
    const { status } = await ask("visitor", route);
    expect(status).not.toBe(403);
    expect(status).toBeLessThan(500);
  });

  test.each(guarded)("sends visitors who want %s to sign in, lets those pass who may, and refuses everybody else", async (route, roles) => {
    const asked = await ask("visitor", route);
    expect([asked.status, asked.headers["location"]]).toEqual([303, expect.stringMatching(/^\/session\/new(?:\?|$)/)]);
    for (const role of EVERYBODY) {
      const { status, headers } = await ask(role, route);
      expect(status === 403, `${role}: ${status}`).toBe(!roles.includes(role));
      expect(status, role).toBeLessThan(500);
      expect(headers["location"] ?? "", role).not.toMatch(/^\/session\/new/);
    }
  });

  test("takes no file apart, and reads no long text, before it is known that its sender may send one", async () => {
    const [files, text] = [Buffer.from("--x\r\nnothing of the kind"), `text=${"x".repeat(300_000)}`];
    for (const [route, roles] of guarded.filter(([each]) => each.startsWith("POST "))) {
      for (const who of ["visitor", "learner"] as const) {
        if (who === "learner" && roles.includes("learner")) continue;
        const path = route.split(" ")[1]!.replace(":section", "appearance").replace(/:\w+/g, "nothing-here");
        const answers = [await agents.get(who)!.post(path).type("multipart/form-data; boundary=x").send(files), await agents.get(who)!.post(path).type("form").send(text)];
        for (const { status } of answers) expect(who === "visitor" ? [303, 413, 415] : [403, 413, 415], `${route} ${who} ${status}`).toContain(status);
      }
    }
    for (const path of ["/studio/articles", "/studio/articles/text", "/studio/questions", "/admin/policies", "/admin/settings/appearance", "/studio/imports", "/admin/people/imports", "/studio/packs"]) {
      const asked = await agents.get("visitor")!.post(path).type("form").send(text);
      expect([path, asked.status, asked.headers["location"]]).toEqual([path, 303, expect.stringContaining("/session/new")]);
    }
  });

  test("leaves nothing of its address and of what was typed in the log, and names it to no other site", () => {
    flushLog();
    expect(logged.split("\n").length).toBeGreaterThan(Object.keys(ROUTES).length);
    expect(logged).not.toMatch(/nothing-here|typed-here|example\.(?:org|test)/);
    expect([...policies].sort()).toEqual(["no-referrer", "same-origin"]);
  });
});

describe("the navigation", () => {
  const shown = async (role: Role, path: string) => [...(await agents.get(role)!.get(path)).text.matchAll(/<nav class="[^"]*" aria-label="(Studio|Admin)"/g)].map(([, label]) => label);
  const places = async (role: Role) => [...(await agents.get(role)!.get("/progress")).text.matchAll(/<li><a href="\/(studio|desk|admin)"/g)].map(([, place]) => place);

  test.each<[Role, string[]]>([["learner", []], ["trainer", ["studio"]], ["manager", ["desk"]], ["auditor", ["admin"]], ["admin", ["studio", "desk", "admin"]]])("leads a %s to what they may enter", async (role, entered) => {
    expect(await places(role)).toEqual(entered);
    expect(await shown(role, "/studio")).toEqual(entered.includes("studio") ? ["Studio"] : []);
    expect(await shown(role, "/admin/policies")).toEqual(entered.includes("admin") ? ["Admin"] : []);
  });

  test("leads an auditor to what proves things alone, and an admin to everything in two bars", async () => {
    const bars = async (role: Role, path: string) => [...(await agents.get(role)!.get(path)).text.matchAll(/<nav class="section-nav[^]*?<\/nav>/g)].map(([bar]) => [...bar.matchAll(/href="([^"]+)"(?: aria-current="(\w+)")?/g)].map(([, href, here]) => (here ? `${href} ${here}` : href)));
    expect(await bars("auditor", "/admin/evidence")).toEqual([["/admin/policies", "/admin/audit true"], ["/admin/audit", "/admin/evidence page", "/admin/coverage"]]);
    expect(await bars("auditor", "/admin/policies")).toEqual([["/admin/policies page", "/admin/audit"]]);
    expect(await bars("admin", "/admin/people/imports/new")).toEqual([["/admin", "/admin/people true", "/admin/policies", "/admin/audit", "/admin/integrations", "/admin/settings"], ["/admin/people", "/admin/teams", "/admin/groups", "/admin/people/imports true", "/admin/erasures"]]);
  });

  test("shows whoever gives quizzes to people without a team of their own that they are in the studio", async () => {
    const marked = async (role: Role) => {
      const { text } = await agents.get(role)!.get("/desk/assignments");
      return [/class="header__nav"[^]*?<\/nav>/.exec(text)![0].match(/<a href="[^"]+" aria-current="[^"]+">([^<]+)/)?.[1], /<p class="eyebrow">([^<]+)/.exec(text)?.[1]];
    };
    expect(await marked("trainer")).toEqual(["Studio", "Studio"]);
    expect(await marked("manager")).toEqual(["Desk", "Desk"]);
  });

  test("gives an auditor no way to write policies or to open people", async () => {
    const agent = agents.get("auditor")!;
    await agents.get("admin")!.post("/admin/policies").type("form").send({ title_en: "Phones", text_en: "Lock them.", whom: "everybody" });
    expect((await agent.get("/admin/audit?deed=policy.")).text.replace(/\s+/g, " ")).toMatch(/Wrote a policy<\/td> <td[^>]*><a href="\/admin\/policies\/[^"]+">Phones<\/a><\/td>/);
    const address = /href="(\/admin\/policies\/(?!new)[\w-]+)"/.exec((await agent.get("/admin/policies")).text)![1]!;
    for (const path of ["/admin/policies", address, "/admin/audit", "/admin/coverage"]) {
      const page = (await agent.get(path)).text.replace(/<nav[^]*?<\/nav>/g, "");
      expect(page).not.toMatch(/action="\/admin\/policies|href="(?:\/admin\/(?:people|teams|policies\/new)|[^"]*\/edit"|[^"]*confirmations\.csv|\/desk|\/studio)/);
    }
    expect((await agent.get(address)).text).toContain("Lock them.");
  });
});

/** Every word that a page looks up may be one that every object knows. */
const ODD = ["q", "age", "state", "reason", "quiz", "question", "kind", "order", "sort", "team", "topic", "show", "deed", "all", "find", "language", "as", "from", "with", "copy", "paper", "people", "fit", "tag", "level", "version", "format", "filter", "view", "page", "intent"].map((name) => `${name}=__proto__`).join("&");

function ask(who: Role | "visitor", route: string) {
  const [method, pattern] = route.split(" ") as ["GET" | "POST", string];
  const path = pattern.replace(/:\w+/g, "nothing-here");
  const agent = agents.get(who)!;
  const asked = method === "GET" ? agent.get(path).query(ODD) : agent.post(path).type("form").send(`${ODD}&typed=typed-here&__proto__=x&constructor=x`);
  return asked.on("response", ({ headers }: Response) => policies.add(headers["referrer-policy"]));
}
