import { z } from "zod";
import { DAY, HOUR, MINUTE } from "../lib/clock.ts";
import type { SessionSpans } from "../storage/account-tables.ts";
import { ROLES } from "../storage/tables.ts";
import { SHORTEST_PASSWORD } from "./passwords.ts";

const whole = (key: string, least: number, most: number) => z.coerce.number(key).int(key).min(least, key).max(most, key);
const listed = (value: unknown) => [value ?? []].flat();

const IDLE_LEAST = 5;
const IDLE_MOST = DAY / MINUTE;
const MINUTES_IN_HOUR = HOUR / MINUTE;

/** A form says a number and its unit, a stored setting minutes; an empty number is no limit of its own. */
const inMinutes = (given: unknown): unknown => {
  if (typeof given !== "object" || given === null) return given;
  const { sessionsIdleMinutes: typed = null, sessionsIdleUnit: unit, ...rest } = given as Record<string, unknown>;
  const isTyped = typeof typed === "string" && typed.trim() !== "";
  return { ...rest, sessionsIdleMinutes: isTyped ? Number(typed) * (unit === "hours" ? MINUTES_IN_HOUR : 1) : typed === "" ? null : typed };
};

/**
 * How people sign in. `secondFactorRoles`: whoever has one of these roles needs a second factor; with `learner` everybody does. `sessionsIdleMinutes`: after so long without a request a session ends, null where the days of
 * retention alone say when.
 */
export const signInSection = z.preprocess(inMinutes, z.object({
  passwordLeast: whole("installation.no-length", SHORTEST_PASSWORD, 64),
  secondFactorRoles: z.preprocess(listed, z.array(z.enum(ROLES, "fields.roles-odd"))).transform((ticked) => ROLES.filter((role) => ticked.includes(role))),
  sessionsMostDays: whole("installation.no-session-days", 1, 365),
  sessionsIdleMinutes: z.number("installation.no-idle").int("installation.no-idle").min(IDLE_LEAST, "installation.no-idle").max(IDLE_MOST, "installation.no-idle").nullable(),
  stepUpMinutes: whole("installation.no-minutes", 1, 720),
}));

export type SignInSettings = z.infer<typeof signInSection>;

export const USUAL_SIGN_IN: SignInSettings = { passwordLeast: SHORTEST_PASSWORD, secondFactorRoles: [], sessionsMostDays: 30, sessionsIdleMinutes: null, stepUpMinutes: 15 };

/** The setting as a form shows it: in hours where they are whole. */
export function idleAsTyped({ sessionsIdleMinutes: minutes }: Pick<SignInSettings, "sessionsIdleMinutes">): Record<string, unknown> {
  const isHours = minutes !== null && minutes % MINUTES_IN_HOUR === 0;
  return { sessionsIdleMinutes: minutes === null ? "" : isHours ? minutes / MINUTES_IN_HOUR : minutes, sessionsIdleUnit: isHours ? "hours" : "minutes" };
}

/** How long a session lasts: without a request, and in all. */
export function sessionSpans({ sessionsDays, sessionsIdleMinutes, sessionsMostDays }: Pick<SignInSettings, "sessionsMostDays" | "sessionsIdleMinutes"> & { sessionsDays: number | null }): SessionSpans {
  return { idle: sessionsIdleMinutes === null ? (sessionsDays ?? 1) * DAY : sessionsIdleMinutes * MINUTE, most: sessionsMostDays * DAY };
}
