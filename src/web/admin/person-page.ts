import type { Response } from "express";
import { findKeeper, type Keeper } from "../../domain/kept-by-directories.ts";
import { findSecondFactors } from "../../domain/second-factors.ts";
import type { FieldChange } from "../../engine/people/plan.ts";
import { say, type Message, type Words } from "../../lib/messages.ts";
import { listDeedsAbout } from "../../storage/audit-events.ts";
import { listGroupsOf } from "../../storage/groups.ts";
import { listIdentitiesOf, type ProvidedIdentity } from "../../storage/identities.ts";
import type { Group } from "../../storage/people-tables.ts";
import { listUploadsOf } from "../../storage/people-imports.ts";
import { findPerson, listRolesOf } from "../../storage/people.ts";
import { countReports, listReports } from "../../storage/reporting-lines.ts";
import type { Db, Person } from "../../storage/tables.ts";
import { findTeam, listTeams } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { render } from "../http/render.ts";
import { deedInWords } from "./audit-page.ts";
import { leftUnmanaged } from "./managed-teams.ts";
import { pathOf, teamOptions } from "./team-tree.ts";

/** Something that was done with a person: by whom, through which file, and what changed by it. */
export interface Happening { at: string; deed: Words; by: string | null; file: { name: string; id: string } | undefined; changes: FieldChange[] }

export interface PersonPage { person: Person; teams: { value: string; label: string }[]; groups: Group[]; manager: Person | undefined; reports: Person[]; reportCount: number; identities: ProvidedIdentity[]; history: Happening[]; keeper: Keeper | undefined; unmanaged: Message | undefined }

const MOST_REPORTS = 10;

export async function personPage(db: Db, person: Person): Promise<PersonPage> {
  return {
    person, teams: teamOptions(await listTeams(db)), groups: await listGroupsOf(db, person), manager: person.line_manager_id === null ? undefined : await findPerson(db, person.line_manager_id),
    reports: await listReports(db, person, MOST_REPORTS), reportCount: await countReports(db, person), identities: await listIdentitiesOf(db, person.id), history: await historyOf(db, person), keeper: await findKeeper(db, person),
    unmanaged: person.deactivated_at === null ? await leftUnmanaged(db, [person.id], "before") : undefined,
  };
}

export async function showPerson({ db, config }: Pick<Deps, "db" | "config">, res: Response, person: Person, forms: { form?: Form; passwordForm?: Form } = {}, status = 200): Promise<void> {
  const form = forms.form ?? emptyForm(await typedOf(db, person));
  const access = { canMail: config.mail !== undefined, factors: await findSecondFactors(db, person) };
  render(res, "admin/people/edit", { ...await personPage(db, person), ...access, form, passwordForm: forms.passwordForm ?? emptyForm() }, status);
}

/** What their form says before anybody types. */
export async function typedOf(db: Db, { id, name, email, team_id, external_id, department, site, job_title, start_date, line_manager_id }: Person): Promise<Record<string, unknown>> {
  const [team, manager] = [team_id ? await findTeam(db, team_id) : undefined, line_manager_id ? await findPerson(db, line_manager_id) : undefined];
  return { name, email, team: team?.public_id ?? "", roles: await listRolesOf(db, id), external_id: external_id ?? "", department, site, job_title, start_date: start_date ?? "", line_manager: manager?.email ?? "" };
}

async function historyOf(db: Db, person: Person): Promise<Happening[]> {
  const teams = await listTeams(db);
  const deeds = (await listDeedsAbout(db, person.public_id)).map(({ at, deed, actor_name, detail }): Happening => ({ at, deed: wordsFor(deed), by: actor_name ?? (JSON.parse(detail) as Detail).directory ?? null, file: undefined, changes: changesIn(JSON.parse(detail) as Detail, (id) => pathOf(teams, id)) }));
  const uploads = (await listUploadsOf(db, person.id)).map(({ outcome, changes, file_name, finished_at, public_id, author_name }): Happening => ({
    at: finished_at!, deed: say(`person-history.deeds.${outcome}`), by: author_name, file: { name: file_name, id: public_id }, changes: JSON.parse(changes ?? "[]") as FieldChange[],
  }));
  return [...deeds, ...uploads].sort((a, b) => b.at.localeCompare(a.at)).slice(0, 50);
}

const KNOWN = new Set(["added", "changed", "password-set", "deactivated", "reactivated", "moved", "role-given", "role-taken", "put-into-group", "erasure-asked", "erasure-withdrawn", "erasure-declined", "extra-time", "person-added", "person-linked", "person-changed", "identity-removed", "invited", "invitation-accepted", "password-changed", "password-reset", "reset-asked", "link-made", "codes-added", "codes-removed", "passkey-added", "passkey-removed", "recovery-codes-made", "recovery-used", "second-factors-removed", "session-ended", "sessions-ended"]);

/** Told from the side of the person; what is not about people alone is called as in the audit log. */
function wordsFor(deed: string): Words {
  const name = deed.replace(/^(?:person|single-sign-on)\./, "");
  return KNOWN.has(name) ? say(`person-history.deeds.${name}`) : deedInWords(deed);
}

interface Detail { from?: Record<string, unknown>; to?: Record<string, unknown>; directory?: string }

/** Of a reporting line and roles only that they changed is told here: the log holds numbers. */
function changesIn({ from = {}, to = {} }: Detail, team: (id: number | null) => string): FieldChange[] {
  const said = (field: string, value: unknown) => (field === "team_id" ? team(value as number | null) : Array.isArray(value) ? value.filter((role) => role !== "learner").join(", ") : field === "line_manager_id" ? "" : textOf(value));
  const changed = Object.keys(to).filter((field) => JSON.stringify(without(from[field])) !== JSON.stringify(without(to[field])));
  return changed.map((field) => ({ field: field.replace(/_id$/, "").replace("external", "external_id"), from: said(field, from[field]), to: said(field, to[field]) }));
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function without(value: unknown): unknown {
  return Array.isArray(value) ? value.filter((role) => role !== "learner").sort() : value;
}
