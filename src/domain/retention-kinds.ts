import { z } from "zod";

/**
 * How many days each kind of record is kept: by default, at least and at most. `endless`: it may also be kept until somebody erases it. What is old is removed by an errand;
 * audit events themselves stay, because a chain has no end that may be cut off.
 */
export interface Keeping { usual: number | null; least: number; most: number; endless: boolean }

export const RETENTION_KINDS = {
  /** What was answered in finished attempts; results without it stay in the figures. */
  answersDays: { usual: null, least: 90, most: 3650, endless: true },
  /** That somebody took a quiz, and with what result; it stays as nobody's. */
  resultsDays: { usual: null, least: 180, most: 3650, endless: true },
  /** Accounts of people who were deactivated. */
  leaversDays: { usual: null, least: 30, most: 3650, endless: true },
  /** What learners wrote about questions. */
  reportsDays: { usual: null, least: 30, most: 3650, endless: true },
  /** Which mail went to whom. */
  mailDays: { usual: 30, least: 7, most: 1095, endless: false },
  /** From which addresses somebody tried to sign in and failed. */
  triesDays: { usual: 30, least: 1, most: 365, endless: false },
  /** Signed in without a request for so long. */
  sessionsDays: { usual: 1, least: 1, most: 90, endless: false },
  /** What was typed of a question and never saved, and drafts of quizzes that somebody tried out. */
  draftsDays: { usual: 365, least: 7, most: 3650, endless: true },
  /** Files of questions that were brought and never confirmed. */
  importsDays: { usual: 1, least: 1, most: 30, endless: false },
  /** Packs of evidence that are ready. */
  filesDays: { usual: 30, least: 1, most: 365, endless: false },
  /** Who looked at whose results, and from which address. */
  viewsDays: { usual: 365, least: 30, most: 1095, endless: false },
} as const satisfies Record<string, Keeping>;

export type RetentionKind = keyof typeof RETENTION_KINDS;

const blank = (value: unknown) => (typeof value === "string" && value.trim() === "" ? null : value);

function daysFor({ least, most, endless }: Keeping) {
  const days = z.number("installation.no-days").int("installation.no-days").min(least, "installation.days-least").max(most, "installation.days-most");
  return z.preprocess((value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : blank(value)), endless ? days.nullable() : days);
}

const fields = Object.fromEntries(Object.entries(RETENTION_KINDS).map(([kind, keeping]) => [kind, daysFor(keeping)]));

export const retentionSection = z.object(fields) as unknown as z.ZodType<Record<RetentionKind, number | null>>;
