import { cleanName } from "./clean-text.ts";
import { ImportRefused } from "./complaints.ts";
import { collectionId } from "./ids.ts";
import type { Naming } from "./imported.ts";
import { dayOf, pageOf, type StixObject } from "./stix-objects.ts";

/** What a data set is called in a stem, its id, its day and the page that it stands on, if it has one. */
export interface Named { id: string; name: string; date: string; url: string | undefined; about: string }

const LONGEST = 90;

/**
 * Names a bundle: by what the person says, else by its x-mitre-collection, its one report or grouping, else as the data set of the one who made all of it.
 * @throws ImportRefused when nothing gives a name that could stand in a question.
 */
export function nameBundle(objects: readonly StixObject[], given: Naming): Named {
  const [own, ...others] = describing(objects);
  const describer = others.length === 0 ? own : undefined;
  const name = cleanName(given.name ?? nameOf(describer) ?? ownerName(objects) ?? given.otherwise ?? "");
  const named = withVersion(name, cleanName(given.version ?? describer?.x_mitre_version ?? ""));
  const date = given.date ?? newestDay(describer ? [describer] : []) ?? newestDay(objects);
  if (date === undefined) throw new ImportRefused(["no object has a date: give the day of the data set with --date"]);
  return { ...named, date, url: describer && pageOf(describer), about: describer?.description ?? "" };
}

/** The name with its version, and the id made of both. @throws ImportRefused without a name, or with one that is too long. */
export function withVersion(name: string, version: string): { id: string; name: string } {
  if (name === "") throw new ImportRefused(["the file does not say what it is called: give the name that questions shall use, such as --name \"ATT&CK for ICS\""]);
  const full = version === "" ? name : `${name} ${/^\d/.test(version) ? "v" : ""}${version}`;
  if (full.length > LONGEST) throw new ImportRefused([`the name "${full.slice(0, 40)}..." is longer than ${LONGEST} characters: give a shorter one with --name`]);
  return { id: collectionId(name.replace(/^the /i, ""), version), name: full };
}

/** An ATT&CK collection says most; several reports say nothing about the whole. */
function describing(objects: readonly StixObject[]): StixObject[] {
  const collections = objects.filter(({ type }) => type === "x-mitre-collection");
  return collections.length > 0 ? collections : objects.filter(({ type, name }) => (type === "report" || type === "grouping") && name !== undefined);
}

/** "ICS ATT&CK" -> "ATT&CK for ICS" */
function nameOf(describer: StixObject | undefined): string | undefined {
  const name = describer?.name?.replace(/^(.+) ATT&CK$/, "ATT&CK for $1");
  return name && describer?.type !== "x-mitre-collection" ? `“${name}”` : name;
}

function ownerName(objects: readonly StixObject[]): string | undefined {
  const owners = new Set(objects.flatMap(({ created_by_ref }) => created_by_ref ?? []));
  const owner = owners.size === 1 ? objects.find(({ id }) => owners.has(id))?.name : undefined;
  return owner && `the data set of ${owner.replace(/^The /, "the ")}`;
}

function newestDay(objects: readonly StixObject[]): string | undefined {
  const days = objects.flatMap(({ published, modified, created }) => published ?? modified ?? created ?? []).map(dayOf);
  return days.reduce<string | undefined>((newest, day) => (newest === undefined || day > newest ? day : newest), undefined);
}
