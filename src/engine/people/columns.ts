import { fold } from "../../lib/text.ts";

/** What a column of a file of people can hold. */
export const PEOPLE_FIELDS = ["external_id", "name", "first_name", "last_name", "email", "team", "department", "site", "job_title", "start_date", "line_manager", "roles"] as const;
export type PeopleField = (typeof PEOPLE_FIELDS)[number];

/** A column and what it was taken for; undefined where it is left alone. */
export interface Column { header: string; field: PeopleField | undefined }

/** How columns are headed in the files that we write. */
export const PEOPLE_HEADERS: Record<"en" | "de", Record<PeopleField, string>> = {
  en: { external_id: "Personnel number", name: "Name", first_name: "First name", last_name: "Last name", email: "Email", team: "Team", department: "Department", site: "Site", job_title: "Job title", start_date: "Start date", line_manager: "Line manager", roles: "Roles" },
  de: { external_id: "Personalnummer", name: "Name", first_name: "Vorname", last_name: "Nachname", email: "E-Mail", team: "Team", department: "Abteilung", site: "Standort", job_title: "Funktion", start_date: "Eintrittsdatum", line_manager: "Vorgesetzte Person", roles: "Rollen" },
};

/** Other headings that personnel systems use, folded. */
const ALIASES: Record<PeopleField, readonly string[]> = {
  external_id: ["external id", "external identifier", "employee id", "employee number", "employee no", "staff id", "staff number", "person id", "id", "personal nr", "personalnr", "mitarbeiternummer", "mitarbeiter id", "mitarbeiter nr", "externe id", "externe kennung"],
  name: ["full name", "display name", "employee", "person", "vollstandiger name", "anzeigename", "mitarbeiter", "mitarbeiterin"],
  first_name: ["given name", "forename", "firstname", "givenname", "rufname"],
  last_name: ["surname", "family name", "lastname", "familienname", "zuname"],
  email: ["e mail", "mail", "email address", "e mail address", "work email", "e mail adresse", "email adresse", "mailadresse", "dienstliche e mail"],
  team: ["team path", "org unit", "organisational unit", "organizational unit", "unit", "group", "teampfad", "organisationseinheit", "einheit", "gruppe"],
  department: ["dept", "division", "bereich", "fachbereich"],
  site: ["location", "office", "place of work", "ort", "dienstort", "niederlassung", "arbeitsort"],
  job_title: ["title", "position", "role", "job", "stelle", "stellenbezeichnung", "tatigkeit", "berufsbezeichnung"],
  start_date: ["hire date", "start", "joined", "joining date", "entry date", "date of joining", "eintritt", "einstellungsdatum", "beginn", "startdatum"],
  line_manager: ["manager", "manager email", "manager id", "supervisor", "reports to", "line manager email", "vorgesetzter", "vorgesetzte", "vorgesetzte r", "fuhrungskraft", "e mail der fuhrungskraft", "berichtet an"],
  roles: ["further roles", "debrief roles", "roles in debrief", "weitere rollen", "rollen in debrief"],
};

const KNOWN = new Map(PEOPLE_FIELDS.flatMap((field) => [PEOPLE_HEADERS.en[field], PEOPLE_HEADERS.de[field], field, ...ALIASES[field]].map((header) => [fold(header), field] as const)));

/** What each column of a heading is taken for, in English and German; a field that was seen before is not taken again. */
export function columnsOf(headers: readonly string[]): Column[] {
  const taken = new Set<PeopleField>();
  return headers.map((header) => {
    const field = KNOWN.get(fold(header));
    if (!field || taken.has(field)) return { header, field: undefined };
    taken.add(field);
    return { header, field };
  });
}

/** Whether a file says whom it speaks of. */
export function areEnough(columns: readonly Column[]): boolean {
  return columns.some(({ field }) => field === "email" || field === "external_id");
}

/** The fields of a person that a file with these columns sets. First and last names together are the name. */
export function fieldsSetBy(columns: readonly Column[]): Set<Exclude<PeopleField, "first_name" | "last_name">> {
  const fields = columns.flatMap(({ field }) => (field === undefined ? [] : field === "first_name" || field === "last_name" ? ["name" as const] : [field]));
  return new Set(fields);
}
