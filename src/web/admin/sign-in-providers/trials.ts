import type { Router } from "express";
import { found } from "../../../domain/found.ts";
import { arrivalOutlook, type Outlook } from "../../../domain/single-sign-on/arriving.ts";
import { valuesOf } from "../../../domain/single-sign-on/claims.ts";
import { SignInRefused } from "../../../domain/single-sign-on/refusals.ts";
import { saidIn } from "../../../domain/single-sign-on/requests.ts";
import type { Said } from "../../../domain/single-sign-on/said.ts";
import { findSignInProvider } from "../../../storage/sign-in-providers.ts";
import { findTrial } from "../../../storage/sign-in-requests.ts";
import type { SignInProvider } from "../../../storage/sign-in-tables.ts";
import { findTeam } from "../../../storage/teams.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { actorOf } from "../../http/locals.ts";
import { render } from "../../http/render.ts";
import { aboutProvider } from "../../sign-in/refused.ts";
import { setOff } from "../../sign-in/setting-off.ts";

const PLACE = "/admin/sign-in-providers";

/** A sign-in that signs nobody in: it shows what the provider says, and what would follow. Also for a provider that is still off. */
export function signInTrials(deps: Deps): Router {
  const { db, now, secret } = deps;

  return exactRouter()
    .get(`${PLACE}/:id/trial`, aboutProvider(deps, (req, res, provider) => setOff(deps, req, res, provider, { to: "/", trialBy: actorOf(res).id })))
    .get(`${PLACE}/:id/trials/:request`, async (req, res) => {
      const provider = await found(findSignInProvider(db, req.params.id));
      const request = await found(findTrial(db, req.params.request, actorOf(res).id, now().toISOString()));
      const said = saidIn(request, secret);
      const outcome = await outcomeOf(provider, said);
      const claims = Object.keys(said.claims).sort().map((name) => ({ name, values: shown(said.claims, name) }));
      render(res, "admin/sign-in-providers/trial", { provider, ...outcome, team: outcome.outlook?.person.team_id ? await findTeam(db, outcome.outlook.person.team_id) : undefined, subject: said.subject, claims });
    });

  async function outcomeOf(provider: SignInProvider, said: Said): Promise<{ outlook: Outlook | undefined; refusal: { words: SignInRefused["words"]; detail: string } | undefined }> {
    try {
      return { outlook: await arrivalOutlook(db, provider, said, now()), refusal: undefined };
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      return { outlook: undefined, refusal: { words: error.words, detail: error.detail } };
    }
  }
}

function shown(claims: Said["claims"], name: string): string[] {
  const value = claims[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? [JSON.stringify(value)] : valuesOf({ [name]: value }, name);
}
