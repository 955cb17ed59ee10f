import type { Router } from "express";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { only } from "../http/locals.ts";
import { audit } from "./audit.ts";
import { backups } from "./backups.ts";
import { coverageMaps } from "./coverage.ts";
import { erasures } from "./erasures.ts";
import { evidence } from "./evidence.ts";
import { groups } from "./groups.ts";
import { integrations } from "./integrations/integrations.ts";
import { channels } from "./mail/channels.ts";
import { adminMail } from "./mail/mail.ts";
import { officeOverview } from "./overview/overview.ts";
import { people } from "./people.ts";
import { peopleBatches } from "./people-batches.ts";
import { peopleImports } from "./people-imports.ts";
import { peopleList } from "./people-list.ts";
import { personAccess } from "./person-access.ts";
import { adminPolicies } from "./policies.ts";
import { retention } from "./retention.ts";
import { installation } from "./settings/settings.ts";
import { passwordExceptions } from "./sign-in-providers/exceptions.ts";
import { identities } from "./sign-in-providers/identities.ts";
import { signInKeys } from "./sign-in-providers/keys.ts";
import { signInProviders } from "./sign-in-providers/providers.ts";
import { signInTrials } from "./sign-in-providers/trials.ts";
import { teamEnds } from "./team-ends.ts";
import { teams } from "./teams.ts";

/** The first page; what proves things, which auditors may enter too; then where administrators look after people, groups and teams, mail and settings, and how long records are kept. */
export function office(deps: Deps): Router {
  return exactRouter()
    .use(officeOverview(deps))
    .use(audit(deps))
    .use(evidence(deps))
    .use(coverageMaps(deps))
    .use(adminPolicies(deps))
    .use("/admin", only("admin"))
    .use(peopleList(deps))
    .use(peopleImports(deps))
    .use(peopleBatches(deps))
    .use(personAccess(deps))
    .use(people(deps))
    .use(groups(deps))
    .use(teamEnds(deps))
    .use(teams(deps))
    .use(erasures(deps))
    .use(channels(deps))
    .use(adminMail(deps))
    .use(installation(deps))
    .use(signInKeys(deps))
    .use(passwordExceptions(deps))
    .use(signInTrials(deps))
    .use(signInProviders(deps))
    .use(identities(deps))
    .use(retention(deps))
    .use(backups(deps))
    .use(integrations(deps));
}
