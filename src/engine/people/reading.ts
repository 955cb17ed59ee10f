import { z } from "zod";
import type { Row } from "../../lib/delimited.ts";
import { isEmail, plainEmail } from "../../lib/emails.ts";
import { say, type Message } from "../../lib/messages.ts";
import type { Column, PeopleField } from "./columns.ts";
import { rolesIn } from "./roles.ts";

/** A row of a file of people. A field that is undefined has no column; an empty text says that there is none. `problem`: what is wrong with the row by itself, in words that say what to do. */
export interface ReadPerson {
  line: number; problem?: Message | undefined; external_id?: string; email?: string; name?: string; team?: string; department?: string; site?: string; job_title?: string; start_date?: string; line_manager?: string; roles?: string;
}

const LONGEST: Partial<Record<PeopleField, number>> = { external_id: 100, email: 254, team: 1000, line_manager: 254 };
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/u;

/** What one row says, tidied: Unicode NFC, single spaces, emails in lower case, days as 2026-01-31. Never throws; the first thing wrong is its `problem`. */
export function readPersonRow({ line, cells }: Row, columns: readonly Column[]): ReadPerson {
  const person: ReadPerson = { line };
  const parts: Partial<Record<"first_name" | "last_name", string>> = {};
  const complain = (key: string, values: Record<string, string | number>) => { person.problem ??= say(`people-lines.${key}`, values); };
  columns.forEach(({ header, field }, place) => {
    if (!field) return;
    const text = tidied(cells[place] ?? "");
    const longest = LONGEST[field] ?? 120;
    if (text.length > longest) return complain("too-long", { column: header.slice(0, 60), most: longest });
    if (UNSEEN.test(text)) return complain("unseen", { column: header.slice(0, 60) });
    if (field === "first_name" || field === "last_name") parts[field] = text;
    else person[field] = text;
  });
  person.name ??= "first_name" in parts || "last_name" in parts ? [parts.first_name, parts.last_name].filter(Boolean).join(" ") : undefined!;
  if (person.name === undefined) delete person.name;
  checkEmail(person, complain);
  checkName(person, complain);
  checkDay(person, complain);
  checkRoles(person, complain);
  return person;
}

type Complain = (key: string, values: Record<string, string | number>) => void;

/** Line breaks and odd spaces become spaces: cells are often wrapped by hand. */
function tidied(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}

function checkEmail(person: ReadPerson, complain: Complain): void {
  if (!person.email) return;
  const typed = person.email;
  person.email = plainEmail(typed);
  if (isEmail(person.email)) return;
  delete person.email;
  complain("email-odd", { email: typed.slice(0, 80) });
}

const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u, /\p{Script=Cherokee}/u];

/** A word with letters of two alphabets that look alike can pass for another name (UTS 39, mixed-script confusables). */
function checkName(person: ReadPerson, complain: Complain): void {
  const texts = [person.name, person.external_id].filter((text) => text !== undefined);
  const mixed = texts.flatMap((text) => text.split(/[\s-]+/)).find((word) => SCRIPTS.filter((script) => script.test(word)).length > 1);
  if (mixed !== undefined) complain("mixed-alphabets", { word: mixed.slice(0, 60) });
}

function checkDay(person: ReadPerson, complain: Complain): void {
  if (!person.start_date) return;
  const day = dayOf(person.start_date);
  if (day === undefined) return complain("day-odd", { day: person.start_date.slice(0, 40) });
  person.start_date = day;
}

/** 2026-01-31, with a time after it or not, or 31.1.2026. Days with slashes are read differently in different countries, so they are not read. */
function dayOf(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}.*)?$/.exec(text);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const day = iso ? iso.slice(1, 4).join("-") : german ? [german[3], german[2]!.padStart(2, "0"), german[1]!.padStart(2, "0")].join("-") : undefined;
  return day !== undefined && z.iso.date().safeParse(day).success && day >= "1900-01-01" ? day : undefined;
}

function checkRoles(person: ReadPerson, complain: Complain): void {
  if (!person.roles) return;
  const read = rolesIn(person.roles);
  if ("odd" in read) return complain("role-odd", { role: read.odd.slice(0, 40) });
  person.roles = read.roles;
}
