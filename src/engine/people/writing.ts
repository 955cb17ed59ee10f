import { writeDelimited } from "../../lib/delimited.ts";
import { PEOPLE_HEADERS, type PeopleField } from "./columns.ts";

type Written = Exclude<PeopleField, "first_name" | "last_name">;
export const WRITTEN_FIELDS: readonly Written[] = ["external_id", "name", "email", "team", "department", "site", "job_title", "start_date", "line_manager", "roles"];

/** A person as a file has them: `team` is the path from the top, `line_manager` an email. */
export type WrittenPerson = Record<Written, string | null>;

/** The headings of a file of people, with the mark that tells Excel that it is UTF-8. */
export function peopleHeading(language: "en" | "de"): string {
  return writeDelimited([WRITTEN_FIELDS.map((field) => PEOPLE_HEADERS[language][field])]);
}

/** One line of it (RFC 4180); nothing in it is run as a formula. Read back, it is as it was. */
export function personLine(person: WrittenPerson): string {
  return writeDelimited([WRITTEN_FIELDS.map((field) => person[field] ?? "")]).slice(1);
}

/** Two people who show what goes where. */
export function examplePeople(language: "en" | "de"): WrittenPerson[] {
  const isGerman = language === "de";
  const [sales, site] = isGerman ? ["Vertrieb", "Hamburg"] : ["Sales", "Leeds"];
  const boss = { external_id: "1001", name: isGerman ? "Erika Beispiel" : "Erin Example", email: "erin@example.org", team: sales, department: sales, site, job_title: isGerman ? "Leitung" : "Head of sales", start_date: "2019-04-01", line_manager: "", roles: "manager" };
  return [boss, { ...boss, external_id: "1002", name: isGerman ? "Max Muster" : "Max Sample", email: "max@example.org", team: `${sales} / ${isGerman ? "Innendienst" : "Office"}`, job_title: isGerman ? "Sachbearbeitung" : "Clerk", start_date: "2025-09-15", line_manager: "erin@example.org", roles: "" }];
}
