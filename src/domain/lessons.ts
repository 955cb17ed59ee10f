import { isDeepStrictEqual } from "node:util";
import type { IncidentFile } from "../engine/knowledge/incident.ts";
import { asPrinted } from "../engine/knowledge/prose.ts";
import { fillOwnWords } from "../engine/library/own-words.ts";
import { say } from "../lib/messages.ts";
import { fold } from "../lib/text.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { insertLesson, listEveryLesson, lockIncident, updateLesson } from "../storage/lessons.ts";
import type { Db, Incident, Lesson, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import { readOwnWords } from "./own-words.ts";
import type { Complaint } from "./written-questions.ts";

type Author = Pick<Person, "id">;
type IncidentRef = Pick<Incident, "id" | "slug">;
/** A lesson as a trainer types it. Of what it may leave out, "" takes it away, and what is not said stays as it is. */
export type WrittenLesson = Pick<Lesson, "title" | "text"> & Partial<Record<Part, string | undefined>>;
/** What a lesson may leave out: how it worked, and what to do. */
type Part = (typeof PARTS)[number];
const PARTS = ["mechanism", "action"] as const;
/** As it is kept. */
type Told = Pick<Lesson, "title" | "text"> & Record<Part, string | null>;
/** A lesson of a file. */
type ShippedLesson = IncidentFile["lessons"][number];
/** A lesson as its reader saw it. */
export type SeenLesson = Pick<Lesson, "position" | "version">;

export const MOST_LESSONS = 30;

/** Puts a lesson behind those that the incident has. */
export function addLesson(db: Db, author: Author, incident: IncidentRef, written: WrittenLesson, at: Date): Promise<Lesson> {
  return db.transaction(async (tx) => {
    const lessons = await heldLessons(tx, incident);
    const lesson = checked(written, lessons.filter(isCurrent), NOTHING);
    if (lessons.filter(isCurrent).length >= MOST_LESSONS) throw new Refused("lessons.full", "title", { maximum: MOST_LESSONS });
    const row = await insertLesson(tx, { ...lesson, incident_id: incident.id, position: nextPosition(lessons), origin_title: null, author_id: author.id, state: "current", version: 1 });
    await insertAuditEvent(tx, author.id, "lesson.added", incident.slug, { lesson: row.position, ...lesson }, at);
    return row;
  });
}

/** Changes a lesson. Questions that rest on it keep its words until they are edited. @throws Refused where somebody else was faster */
export function changeLesson(db: Db, author: Author, incident: IncidentRef, seen: SeenLesson, written: WrittenLesson, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const lessons = (await heldLessons(tx, incident)).filter(isCurrent);
    const { id, position, version, ...before } = seenAmong(lessons, seen);
    const [from, to] = [toldIn(before), checked(written, lessons.filter((other) => other.id !== id), before)];
    if (isDeepStrictEqual(from, to)) return;
    await updateLesson(tx, id, { ...to, author_id: author.id, version: version + 1 });
    await insertAuditEvent(tx, author.id, "lesson.changed", incident.slug, { lesson: position, from, to }, at);
  });
}

/** Takes a lesson away; loading content does not bring it back. */
export function removeLesson(db: Db, author: Author, incident: IncidentRef, seen: SeenLesson, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const { id, position, version, ...lesson } = seenAmong((await heldLessons(tx, incident)).filter(isCurrent), seen);
    await updateLesson(tx, id, { state: "removed", author_id: author.id, version: version + 1 });
    await insertAuditEvent(tx, author.id, "lesson.removed", incident.slug, { lesson: position, ...toldIn(lesson) }, at);
  });
}

/** The lessons of the content files. What a trainer wrote, changed or removed stands as it is; the others follow the files. */
export async function loadLessons(tx: Db, incidentId: number, shipped: readonly ShippedLesson[]): Promise<void> {
  const lessons = await listEveryLesson(tx, incidentId);
  let position = nextPosition(lessons);
  const words = await readOwnWords(tx);
  for (const { title, text, mechanism, action } of shipped) {
    const told = { text: fillOwnWords(text, words), mechanism: mechanism ? fillOwnWords(mechanism, words) : null, action: action ? fillOwnWords(action, words) : null };
    const known = lessons.find((lesson) => lesson.origin_title === title) ?? lessons.filter(isCurrent).find((lesson) => fold(lesson.title) === fold(title));
    if (!known) await insertLesson(tx, { incident_id: incidentId, position: position++, title, ...told, origin_title: title, author_id: null, state: "current", version: 1 });
    else if (known.author_id === null && (isToldAnew(known, told) || !isCurrent(known))) await updateLesson(tx, known.id, { ...told, state: "current", version: known.version + 1 });
  }
  const gone = lessons.filter((lesson) => isCurrent(lesson) && lesson.author_id === null && !shipped.some(({ title }) => title === lesson.origin_title));
  for (const { id, version } of gone) await updateLesson(tx, id, { state: "removed", version: version + 1 });
}

function isToldAnew(lesson: Lesson, told: Pick<Lesson, "text" | "mechanism" | "action">): boolean {
  return lesson.text !== told.text || (lesson.mechanism ?? null) !== told.mechanism || (lesson.action ?? null) !== told.action;
}

async function heldLessons(tx: Db, { id }: IncidentRef): Promise<Lesson[]> {
  if (!(await lockIncident(tx, id))) throw new NotFound();
  return listEveryLesson(tx, id);
}

function seenAmong(lessons: readonly Lesson[], { position, version }: SeenLesson): Lesson {
  const lesson = lessons.find((other) => other.position === position);
  if (!lesson) throw new NotFound("lessons.gone");
  if (lesson.version !== version) throw new Refused("lessons.overtaken", "version");
  return lesson;
}

function checked(written: WrittenLesson, others: readonly Lesson[], before: Parted): Told {
  const lesson = asLesson(written);
  const [complaint] = complaintsAboutLesson(written);
  if (complaint) throw new Refused(complaint.words.key, complaint.field, complaint.words.values);
  if (others.some((other) => fold(other.title) === fold(lesson.title))) throw new Refused("lessons.twin", "title");
  return toldIn({ ...before, ...lesson });
}

/** What keeps a lesson from being saved, whatever the incident has already. */
export function complaintsAboutLesson(written: WrittenLesson): Complaint[] {
  const lesson = asLesson(written);
  return [
    ...outOfBounds("title", lesson.title, 3, 200, "lessons.title-missing"), ...outOfBounds("text", lesson.text, 10, 1500, "lessons.text-missing"),
    ...PARTS.flatMap((part) => (lesson[part] ? outOfBounds(part, lesson[part], 10, 500, "lessons.part-short") : [])),
  ];
}

function outOfBounds(field: string, { length }: string, least: number, maximum: number, missing: string): Complaint[] {
  return length < least ? [{ field, words: say(missing) }] : length > maximum ? [{ field, words: say("writing.too-long", { maximum, length }) }] : [];
}

function asLesson({ title, text, ...parts }: WrittenLesson): WrittenLesson {
  const said = PARTS.flatMap((part) => (parts[part] === undefined ? [] : [[part, asPrinted(parts[part].trim())]]));
  return { ...Object.fromEntries(said) as Partial<Record<Part, string>>, title: asPrinted(title.replace(/\s+/g, " ").trim()), text: asPrinted(text.trim()) };
}

type Parted = Partial<Record<Part, string | null | undefined>>;
const NOTHING: Parted = {};

function toldIn({ title, text, mechanism, action }: Pick<Lesson, "title" | "text"> & Parted): Told {
  return { title, text, mechanism: mechanism || null, action: action || null };
}

function nextPosition(lessons: readonly Lesson[]): number {
  return Math.max(0, ...lessons.map(({ position }) => position)) + 1;
}

function isCurrent({ state }: Lesson): boolean {
  return state === "current";
}
