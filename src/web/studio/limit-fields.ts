import { z } from "zod";
import type { Limits } from "../../engine/questions/limits.ts";

const MOST = { most_attempts: 100, limit_minutes: 600, wait_hours: 720 };

/** A whole number, or nothing for no limit. */
const optional = (most: number) => {
  const isFit = (text: string) => text === "" || (/^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= most);
  return z.string("writing.once").trim().default("").refine(isFit, { message: "drafts.fields.whole-or-empty", params: { most } }).transform((text) => (text === "" ? null : Number(text)));
};

export const limitFields = { most_attempts: optional(MOST.most_attempts), limit_minutes: optional(MOST.limit_minutes), wait_hours: optional(MOST.wait_hours) };

export function typedLimits({ most_attempts, limit_minutes, wait_hours }: Limits): Record<keyof Limits, number | ""> {
  return { most_attempts: most_attempts ?? "", limit_minutes: limit_minutes ?? "", wait_hours: wait_hours ?? "" };
}
