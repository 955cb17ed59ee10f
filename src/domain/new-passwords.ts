import { isGuessable } from "../lib/guessable.ts";
import { listInstallationSettings } from "../storage/installation-settings.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { hashPassword } from "./passwords.ts";
import { USUAL_SIGN_IN, type SignInSettings } from "./sign-in-section.ts";

/**
 * The hash of a password that somebody is to sign in with: long enough as the settings have it, and none of those that are tried first, which are also made of the names of the person and the organisation.
 * There are no rules of composition (NIST SP 800-63B, 3.1.1.2).
 * @throws Refused beside the field `password`
 */
export async function hashNewPassword(db: Db, password: string, { name, email }: Pick<Person, "name" | "email">): Promise<string> {
  const { least, organisation } = await findRules(db);
  if ([...password].length < least) throw new Refused("fields.password-short", "password", { minimum: least });
  if (isGuessable(password, [name, email.split("@")[0]!, organisation])) throw new Refused("accounts.password-guessable", "password");
  return hashPassword(password);
}

async function findRules(db: Db): Promise<{ least: number; organisation: string }> {
  const given = new Map((await listInstallationSettings(db)).map((row) => [row.section, JSON.parse(row.given) as Partial<SignInSettings> & { name?: string }]));
  return { least: given.get("sign-in")?.passwordLeast ?? USUAL_SIGN_IN.passwordLeast, organisation: given.get("appearance")?.name ?? "Debrief" };
}
