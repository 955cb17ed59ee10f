import { createHash } from "node:crypto";
import type { Arrivals, Arrived, Filled } from "../engine/questions/formats/arrived.ts";
import { fingerprintOf } from "../engine/questions/fingerprint.ts";
import { picturesWithoutWords } from "../engine/questions/alternatives.ts";
import { isChoice, questionSchema, type Question } from "../engine/questions/question.ts";
import { say, type Message } from "../lib/messages.ts";
import { PictureError, pictureOf } from "../lib/pictures.ts";

import { inPortions } from "../storage/batches.ts";
import { listFactsByKeys, listIncidentTitles } from "../storage/incident-reading.ts";
import type { ImportPicture } from "../storage/import-tables.ts";
import { listTwins } from "../storage/question-imports.ts";
import type { Db } from "../storage/tables.ts";

/** A question of a file as it will stand in the bank, with what is to be said of it, and the twin that it has there or further up in the file. */
export interface ImportedQuestion { line: number; question: Question; notes: Message[]; without: readonly Filled[]; twin: { id: number } | { line: number } | undefined }
type NewPicture = Omit<ImportPicture, "import_id">;

/** What of a file can stand in this bank: incidents and facts that are not known here are left out, pictures are checked, twins are found. */
export async function readArrivals(db: Db, { questions: arrived }: Arrivals): Promise<{ questions: ImportedQuestion[]; pictures: NewPicture[] }> {
  const incidents = new Set((await listIncidentTitles(db)).map(({ slug }) => slug));
  const facts = await knownFacts(db, arrived.flatMap(({ question }) => [...question.facts, ...(question.grounds ?? [])]));
  const pictures = new Map<string, NewPicture>();
  const read = arrived.map((one) => {
    const placed = withPictures(one, pictures);
    const rooted = withKnownRoots(placed.question, incidents, facts);
    const bare = one.dropped.some(({ key }) => key === "items.without-alternative") ? 0 : picturesWithoutWords(rooted.question).reduce((sum, { count }) => sum + count, 0);
    return { line: one.line, without: one.without, question: rooted.question, notes: [...one.dropped, ...placed.notes, ...rooted.notes, ...(bare > 0 ? [say("imports.no-alternative", { count: bare })] : [])] };
  });
  return { questions: await withTwins(db, read), pictures: [...pictures.values()] };
}

async function knownFacts(db: Db, keys: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (const portion of inPortions([...new Set(keys)], 500)) for (const { key } of await listFactsByKeys(db, portion)) known.add(key);
  return known;
}

/** Names of files become addresses of pictures; what is no picture stays as the file has it, and is told. */
function withPictures({ question, files }: Arrived, pictures: Map<string, NewPicture>): { question: Question; notes: Message[] } {
  if (files.length === 0) return { question, notes: [] };
  const notes: Message[] = [];
  let body = JSON.stringify(question);
  for (const { name, content } of files) {
    const digest = keepPicture(content, pictures);
    if (typeof digest !== "string") notes.push(say("imports.no-picture", { name: name.slice(0, 80), reason: digest }));
    else for (const written of new Set([name, encodeURIComponent(name), encodeURI(name)])) body = body.replaceAll(JSON.stringify(`@@PLUGINFILE@@/${written}`).slice(1, -1), `/pictures/${digest}`);
  }
  return { question: questionSchema.parse(JSON.parse(body)), notes };
}

function keepPicture(content: Uint8Array, pictures: Map<string, NewPicture>): string | Message {
  try {
    const { type, width, height } = pictureOf(content);
    const digest = createHash("sha256").update(content).digest("base64url");
    pictures.set(digest, { digest, type, width, height, content });
    return digest;
  } catch (error) {
    if (error instanceof PictureError) return error.words;
    throw error;
  }
}

/** Proofs rest on facts: where one of those is not known here, nothing is proven. */
function withKnownRoots(question: Question, incidents: ReadonlySet<string>, facts: ReadonlySet<string>): { question: Question; notes: Message[] } {
  const { incident, grounds = [], ...rest } = question;
  const isPlaced = incident === undefined || incidents.has(incident);
  const isRooted = [...question.facts, ...grounds].every((key) => facts.has(key));
  if (isPlaced && isRooted) return { question, notes: [] };
  const placed = { ...rest, ...(incident !== undefined && isPlaced ? { incident } : {}), facts: question.facts.filter((key) => facts.has(key)), ...(isRooted && question.grounds ? { grounds } : {}) } as Question;
  const unproven = isChoice(placed) && !isRooted ? { ...placed, options: placed.options.map(({ proof: _, ...option }) => option) } : placed;
  return { question: unproven, notes: [...(isPlaced ? [] : [say("imports.unknown-incident", { incident })]), ...(isRooted ? [] : [say("imports.unknown-facts")])] };
}

async function withTwins(db: Db, questions: readonly Omit<ImportedQuestion, "twin">[]): Promise<ImportedQuestion[]> {
  const prints = questions.map(({ question }) => fingerprintOf(question));
  const known = await listTwins(db, prints);
  const seen = new Map<string, number>();
  return questions.map((one, index) => {
    const print = prints[index]!;
    const [inBank, above] = [known.get(print), seen.get(print)];
    if (above === undefined) seen.set(print, one.line);
    return { ...one, twin: inBank !== undefined ? { id: inBank } : above !== undefined ? { line: above } : undefined };
  });
}
