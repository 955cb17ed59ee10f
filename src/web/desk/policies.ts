import type { Router } from "express";
import type { Settings } from "../../domain/installation-sections.ts";
import { readSettings } from "../../domain/installation.ts";
import { confirmedTold } from "../../domain/policy-counts.ts";
import { textFor, textsIn } from "../../domain/policy-texts.ts";
import type { Told } from "../../engine/statistics/disclosure.ts";
import type { Language } from "../../lib/languages.ts";
import { listUnconfirmed, type Whose } from "../../storage/acknowledgements.ts";
import type { Member } from "../../storage/visitors.ts";
import { listNewestVersions, listPublishedPolicies } from "../../storage/policies.ts";
import type { Db } from "../../storage/tables.ts";
import { listTeams, withBelow } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { currentMember, only } from "../http/locals.ts";
import { render } from "../http/render.ts";

/** `missing`: who has not confirmed, where names are shown; with `isCut` there are more. */
export interface DeskPolicy { title: string; language: Language; number: number; told: Told | null; missing: string[] | undefined; isCut: boolean }

const MOST_LISTED = 100;

/** Which policies a manager's own people have confirmed. */
export function deskPolicies({ db, config }: Deps): Router {
  return exactRouter().get("/desk/policies", only("manager", "admin"), async (_req, res) => {
    const settings = await readSettings(db, config);
    const rows = await rowsFor(db, settings, await whoseOf(db, currentMember(res)), res.locals.reader.language);
    render(res, "desk/policies", { rows, least: settings.leastGroup, mode: settings.privacyMode });
  });
}

async function whoseOf(db: Db, { id, roles }: Member): Promise<Whose> {
  if (roles.includes("admin")) return undefined;
  const teams = await listTeams(db);
  return withBelow(teams, teams.filter(({ manager_id }) => manager_id === id)).map((team) => team.id);
}

async function rowsFor(db: Db, settings: Settings, whose: Whose, language: string): Promise<DeskPolicy[]> {
  const policies = await listPublishedPolicies(db);
  const versions = await listNewestVersions(db, policies);
  const rows: DeskPolicy[] = [];
  for (const policy of policies) {
    const told = await confirmedTold(db, settings, policy, whose);
    if (told?.people === 0) continue;
    const text = textFor(textsIn(versions.get(policy.id)!.texts), language);
    const missing = settings.privacyMode === "named" ? await listUnconfirmed(db, policy, whose, MOST_LISTED + 1) : undefined;
    rows.push({ title: text.title, language: text.language, number: policy.number, told, missing: missing?.slice(0, MOST_LISTED).map(({ name }) => name), isCut: (missing?.length ?? 0) > MOST_LISTED });
  }
  return rows;
}
