import { findPerson } from "../storage/people.ts";
import { findNamedPerson, holdReportingLines, isAbove } from "../storage/reporting-lines.ts";
import type { Employment } from "../storage/people-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";

/** What the personnel office says; what is not said stays as it is. `line_manager` is an email or a personnel number, or empty. */
export interface EmploymentDetails { external_id?: string | undefined; department?: string | undefined; site?: string | undefined; job_title?: string | undefined; start_date?: string | undefined; line_manager?: string | undefined }

/** The columns to write. @throws Refused for a line manager who is not there, or who reports to this person */
export async function employmentOf(tx: Db, person: Pick<Person, "id"> | undefined, details: EmploymentDetails): Promise<Partial<Employment>> {
  const { external_id, department, site, job_title, start_date, line_manager } = details;
  return {
    ...(external_id !== undefined && { external_id: external_id || null }), ...(start_date !== undefined && { start_date: start_date || null }),
    ...(department !== undefined && { department }), ...(site !== undefined && { site }), ...(job_title !== undefined && { job_title }),
    ...(line_manager !== undefined && { line_manager_id: line_manager === "" ? null : await managerId(tx, person, line_manager) }),
  };
}

async function managerId(tx: Db, person: Pick<Person, "id"> | undefined, typed: string): Promise<number> {
  await holdReportingLines(tx);
  const manager = await findNamedPerson(tx, typed);
  if (!manager) throw new Refused("people.manager-unknown", "line_manager");
  if (person?.id === manager.id) throw new Refused("people.manager-self", "line_manager");
  if (person && (await isAbove(tx, person.id, manager.id))) throw new Refused("people.manager-circle", "line_manager", { name: manager.name });
  return manager.id;
}

/** Everybody whose groups may change with this person: whoever led them, and whoever does now. */
export async function concernedBy(tx: Db, before: Pick<Person, "id" | "line_manager_id">): Promise<number[]> {
  const now = await findPerson(tx, before.id);
  return [before.id, before.line_manager_id, now?.line_manager_id].filter((id): id is number => typeof id === "number");
}
