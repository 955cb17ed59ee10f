import { z } from "zod";
import type { SessionDays } from "../storage/account-tables.ts";
import { ROLES } from "../storage/tables.ts";
import { SHORTEST_PASSWORD } from "./passwords.ts";

const whole = (key: string, least: number, most: number) => z.coerce.number(key).int(key).min(least, key).max(most, key);
const listed = (value: unknown) => [value ?? []].flat();

/** How people sign in. `secondFactorRoles`: whoever has one of these roles needs a second factor; with `learner` everybody does. */
export const signInSection = z.object({
  passwordLeast: whole("installation.no-length", SHORTEST_PASSWORD, 64),
  secondFactorRoles: z.preprocess(listed, z.array(z.enum(ROLES, "fields.roles-odd"))).transform((ticked) => ROLES.filter((role) => ticked.includes(role))),
  sessionsMostDays: whole("installation.no-session-days", 1, 365),
  stepUpMinutes: whole("installation.no-minutes", 1, 720),
});

export type SignInSettings = z.infer<typeof signInSection>;

export const USUAL_SIGN_IN: SignInSettings = { passwordLeast: SHORTEST_PASSWORD, secondFactorRoles: [], sessionsMostDays: 30, stepUpMinutes: 15 };

export function sessionDays({ sessionsDays, sessionsMostDays }: Pick<SignInSettings, "sessionsMostDays"> & { sessionsDays: number | null }): SessionDays {
  return { idle: sessionsDays ?? 1, most: sessionsMostDays };
}
