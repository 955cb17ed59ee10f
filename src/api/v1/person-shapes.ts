import { z } from "zod";
import type { PersonDetails } from "../../domain/people.ts";
import { anEmail } from "../../lib/emails.ts";
import { findPersonByPublicId, listPeopleById, listPersonRoles, listRolesOf } from "../../storage/people.ts";
import { ROLES, type Db, type Person } from "../../storage/tables.ts";
import { findTeam, listTeams } from "../../storage/teams.ts";
import { dayField, idField, lineField, refOf, timeField } from "./fields.ts";
import { definedOnly } from "./defined-only.ts";

const employment = {
  external_id: lineField(100).nullable().describe("The number that the personnel office has for them; nobody else has the same."),
  department: lineField(120), site: lineField(120), job_title: lineField(120), start_date: dayField.nullable(),
};

export const personRef = refOf("PersonRef", "A person who is named elsewhere.");
export const teamRef = refOf("TeamRef", "A team that is named elsewhere.");

export const person = z.strictObject({
  id: z.string(), name: z.string().meta({ examples: ["Ann Smith"] }), email: z.string(), roles: z.array(z.enum(ROLES)).describe("Everybody is a learner; the others are added."), team: teamRef.nullable(),
  ...employment, line_manager: personRef.nullable(), language: z.string().nullable(), is_active: z.boolean(), created_at: timeField, deactivated_at: timeField.nullable(),
}).meta({ id: "Person", description: "Somebody who is known here. Deactivated people cannot sign in; their results stay." });

const roles = z.array(z.enum(ROLES)).max(ROLES.length);
const given = {
  name: lineField(120).min(1, "fields.name-missing").meta({ examples: ["Ann Smith"] }), email: anEmail({ odd: "fields.email-odd" }), roles: roles.describe("Left out or empty: learner only."),
  team: idField.nullable().describe("The id of a team."), ...employment, line_manager: z.string().trim().max(254).nullable().describe("The id, email or personnel number of another person."),
};
export const newPerson = z.strictObject({ ...given }).partial().required({ name: true, email: true })
  .meta({ id: "NewPerson", description: "Somebody to add. They have no password until they are invited or an administrator sets one." });
export const personChange = z.strictObject({ ...given }).partial().meta({ id: "PersonChange", description: "What is left out stays as it is." });

/** These people as they are shown, in their order. */
export async function showPeople(db: Db, rows: readonly Person[]): Promise<z.output<typeof person>[]> {
  const [teams, roles] = [new Map((await listTeams(db)).map((team) => [team.id, team])), await listPersonRoles(db, rows.map(({ id }) => id))];
  const managers = new Map((await listPeopleById(db, [...new Set(rows.flatMap(({ line_manager_id }) => line_manager_id ?? []))])).map((one) => [one.id, one]));
  const held = new Map(rows.map(({ id }) => [id, roles.filter((row) => row.person_id === id).map(({ role }) => role)]));
  return rows.map(({ id, public_id, name, email, team_id, line_manager_id, language, created_at, deactivated_at, external_id, department, site, job_title, start_date }) => ({
    id: public_id, name, email, roles: ["learner" as const, ...held.get(id)!.filter((role) => role !== "learner")], team: refTo(teams.get(team_id ?? 0)), external_id, department, site, job_title, start_date,
    line_manager: refTo(managers.get(line_manager_id ?? 0)), language, is_active: deactivated_at === null, created_at, deactivated_at,
  }));
}

export async function showPerson(db: Db, row: Person): Promise<z.output<typeof person>> {
  return (await showPeople(db, [row]))[0]!;
}

export function refTo(named: { public_id: string; name: string } | undefined): z.output<typeof personRef> | null {
  return named ? { id: named.public_id, name: named.name } : null;
}

/** What the deeds take; what is not said is as it is with the person that there is. */
export async function detailsOf(db: Db, said: z.output<typeof personChange>, now?: Person): Promise<PersonDetails> {
  const team = said.team === undefined ? (now?.team_id ? (await findTeam(db, now.team_id))!.public_id : "") : said.team ?? "";
  const line_manager = said.line_manager === undefined ? undefined : await managerNamed(db, said.line_manager ?? "");
  const { external_id, start_date, department, site, job_title } = said;
  return {
    name: said.name ?? now!.name, email: said.email ?? now!.email, roles: said.roles ?? (now ? await listRolesOf(db, now.id) : []), team,
    ...definedOnly({ department, site, job_title, line_manager, external_id: external_id === null ? "" : external_id, start_date: start_date === null ? "" : start_date }),
  };
}

/** An id stands for the email of whoever has it; what stands for nobody is for the deed to refuse. */
async function managerNamed(db: Db, typed: string): Promise<string> {
  return (await findPersonByPublicId(db, typed))?.email ?? typed;
}
