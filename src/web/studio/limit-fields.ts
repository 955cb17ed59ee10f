import { z } from "zod";
import type { Limits } from "../../engine/questions/limits.ts";

const MOST = { most_attempts: 100, limit_minutes: 600, wait_hours: 720 };

/** A whole number, or nothing for no limit. */
const optional = (most: number) => {
  const words = `Enter a whole number from 1 to ${most}, or leave it empty.`;
  return z.string(words).trim().default("").pipe(z.union([z.literal("").transform(() => null), z.string().regex(/^\d{1,6}$/).transform(Number).pipe(z.number().min(1).max(most))], words));
};

export const limitFields = { most_attempts: optional(MOST.most_attempts), limit_minutes: optional(MOST.limit_minutes), wait_hours: optional(MOST.wait_hours) };

export function typedLimits({ most_attempts, limit_minutes, wait_hours }: Limits): Record<keyof Limits, number | ""> {
  return { most_attempts: most_attempts ?? "", limit_minutes: limit_minutes ?? "", wait_hours: wait_hours ?? "" };
}
