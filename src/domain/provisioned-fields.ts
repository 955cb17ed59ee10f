import type { Column } from "../engine/people/columns.ts";
import { readPersonRow } from "../engine/people/reading.ts";
import { teamFinder } from "../engine/people/team-paths.ts";
import { ScimError } from "../lib/scim/errors.ts";
import { listKeptBy } from "../storage/directory-people.ts";
import { findPerson, findPersonByPublicId } from "../storage/people.ts";
import { findNamedPerson, holdReportingLines, isAbove } from "../storage/reporting-lines.ts";
import type { Directory } from "../storage/directory-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { listTeamsLocked } from "../storage/teams.ts";
import { teamAt } from "./applying-people.ts";

/**
 * What a directory says of somebody, in the words of the people's list. A field that is undefined it says nothing about; an empty one is emptied. `line_manager` is an id of SCIM, or how the
 * directory itself calls them.
 */
export interface SaidFields { name: string; email: string; external_id?: string; department?: string; job_title?: string; site?: string; start_date?: string; team?: string; line_manager?: string }

const TIDIED = { name: "displayName", email: "emails", external_id: "employeeNumber", department: "department", job_title: "title", site: "site", start_date: "startDate", team: "team" } as const;
type Tidied = keyof typeof TIDIED;

/** The fields as a list of people would take them. @throws ScimError with what is wrong, but not with the value: that may say who somebody is */
export function tidyFields(said: SaidFields): SaidFields {
  const fields = (Object.keys(TIDIED) as Tidied[]).filter((field) => said[field] !== undefined);
  const columns: Column[] = fields.map((field) => ({ header: TIDIED[field], field }));
  const { problem, line: _line, ...read } = readPersonRow({ line: 0, cells: fields.map((field) => said[field]!) }, columns);
  if (problem) throw new ScimError(400, "invalidValue", problem.key.replace("people-lines.", "scim-errors."), { column: problem.values?.["column"] ?? "", most: problem.values?.["most"] ?? "" });
  if (!read.email) throw new ScimError(400, "invalidValue", "scim-errors.no-email");
  return { ...said, ...read, name: read.name || read.email, email: read.email };
}

/** The columns to write: teams that are not there yet are made. @throws ScimError for a team that cannot be told from others, or a manager who reports to this person */
export async function columnsOf(tx: Db, directory: Directory, person: Person | undefined, said: SaidFields): Promise<Partial<Person> & Pick<Person, "name" | "email">> {
  const { name, email, external_id, department, job_title, site, start_date, team, line_manager } = said;
  return {
    name, email, ...(external_id !== undefined && { external_id: external_id || null }), ...(start_date !== undefined && { start_date: start_date || null }),
    ...(department !== undefined && { department }), ...(job_title !== undefined && { job_title }), ...(site !== undefined && { site }),
    ...(line_manager !== undefined && await managerOf(tx, directory, person, line_manager)), ...(team !== undefined && { team_id: team === "" ? null : await teamNamed(tx, team) }),
  };
}

/** Somebody who is not there yet is nobody's manager until the directory says it again, as it does when they come. */
async function managerOf(tx: Db, directory: Directory, person: Person | undefined, said: string): Promise<Partial<Person>> {
  if (said === "") return { line_manager_id: null };
  const manager = (await findPersonByPublicId(tx, said)) ?? (await keptAs(tx, directory, said)) ?? (await findNamedPerson(tx, said));
  if (!manager || manager.id === person?.line_manager_id) return {};
  await holdReportingLines(tx);
  if (manager.id === person?.id || (person && (await isAbove(tx, person.id, manager.id)))) throw new ScimError(400, "invalidValue", "scim-errors.manager-circle");
  return { line_manager_id: manager.id };
}

async function keptAs(tx: Db, directory: Directory, said: string): Promise<Person | undefined> {
  const [kept] = await listKeptBy(tx, directory, { user_name_key: said.toLowerCase(), external_id: said });
  return kept && (await findPerson(tx, kept.person_id));
}

async function teamNamed(tx: Db, said: string): Promise<number> {
  const teams = await listTeamsLocked(tx);
  const found = teamFinder(teams, true)(said);
  if ("problem" in found) throw new ScimError(400, "invalidValue", found.problem.key, found.problem.values);
  return "id" in found ? found.id : (await teamAt(tx, teams, found.path));
}
