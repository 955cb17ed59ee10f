import type { Request, Response } from "express";
import { keepTypedQuestion } from "../../domain/keeping-typed.ts";
import { MINUTE } from "../../lib/clock.ts";
import { findWorkingCopy, listNewCopies, listOthersAt, type WorkingCopy } from "../../storage/working-copies.ts";
import type { Db } from "../../storage/tables.ts";
import { actorOf } from "../http/locals.ts";

type Values = Record<string, unknown>;

/** Whoever typed within so many minutes has the question open. */
const OPEN_MINUTES = 10;
const MOST_OFFERED = 5;
/** What belongs to the page, not to the question. */
const NOT_KEPT = /^(?:step|picture|picture-words|back|anyway|take-.*)$/;

/** Keeps what stands in a form, so that a closed window loses nothing. `question` is its public id, or the key of a new one. */
export async function keepTyped(db: Db, res: Response, question: string, body: unknown, at: Date): Promise<void> {
  const entries = Object.entries((body ?? {}) as Values).filter(([name, value]) => !NOT_KEPT.test(name) && isTyped(value));
  const fields = Object.fromEntries(entries);
  const version = Number(fields["version"]);
  await keepTypedQuestion(db, actorOf(res), { question, version: Number.isSafeInteger(version) && Math.abs(version) < 1e9 ? version : 0, fields }, at);
}

function isTyped(value: unknown): boolean {
  return [value].flat().every((each) => typeof each === "string");
}

/** Something that was typed before and not saved: where to go on with it, and how it begins. */
export interface OfferedCopy { key: string; at: string; stem: string }

/** What its reader typed before and did not save: `values` where they go on with it, else what to offer. */
export async function offerCopy(db: Db, req: Request, res: Response, question: string): Promise<{ offered: OfferedCopy[]; values: Values | undefined }> {
  const copies = question === "new" ? await listNewCopies(db, actorOf(res).id, MOST_OFFERED) : [await findWorkingCopy(db, whose(res, question))].filter((copy) => copy !== undefined);
  const chosen = copies.find(({ question: key }) => req.query["copy"] === key) ?? (req.query["copy"] === "1" ? copies[0] : undefined);
  return chosen ? { offered: [], values: JSON.parse(chosen.fields) as Values } : { offered: copies.map(offeredOf), values: undefined };
}

function offeredOf({ question, at, fields }: WorkingCopy): OfferedCopy {
  const { stem } = JSON.parse(fields) as Values;
  return { key: question, at, stem: typeof stem === "string" ? stem.slice(0, 120) : "" };
}

/** Others who are writing the same question just now. A new one is everybody's own. */
export async function othersAt(db: Db, res: Response, question: string, at: Date): Promise<{ name: string; at: string }[]> {
  return question === "new" ? [] : listOthersAt(db, whose(res, question), new Date(at.getTime() - OPEN_MINUTES * MINUTE).toISOString());
}

function whose(res: Response, question: string): Pick<WorkingCopy, "person_id" | "question"> {
  return { person_id: actorOf(res).id, question };
}
