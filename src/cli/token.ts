import { Command, InvalidArgumentError } from "commander";
import type { Config } from "../config.ts";
import { makeToken, MOST_DAYS, revokeToken } from "../domain/api-tokens.ts";
import { DAY, later, systemClock } from "../lib/clock.ts";
import { findPersonByEmail } from "../storage/people.ts";
import { findActiveMember } from "../storage/visitors.ts";
import { withDatabase } from "../storage/with-database.ts";

const USUAL_DAYS = 90;

interface Wish { by: string; scopes: string; name: string; days: number; json?: true }

/** `debrief token make --by EMAIL --scopes people:read,teams:read` prints a token of this person once; `debrief token revoke ID` ends one. */
export function keepTokens(readConfig: () => Config): Command {
  const token = new Command("token").exitOverride().description("make and revoke tokens of programs");
  token.command("make").description("make a token that acts as somebody, and print it: it is shown this once").requiredOption("--by <email>", "whom it acts as")
    .requiredOption("--scopes <list>", "what it is for, with commas between, such as people:read,teams:read").option("--name <name>", "which program uses it", "Command line")
    .option("--days <number>", `how many days it works, ${MOST_DAYS} at most`, daysOnly, USUAL_DAYS).option("--json", "print JSON, with its id")
    .action((wish: Wish) => withDatabase(readConfig().databaseUrl, async (db) => {
      const at = systemClock();
      const person = await findPersonByEmail(db, wish.by);
      const maker = person && (await findActiveMember(db, person.id));
      if (!maker) throw new Error(`Nobody who may sign in has the email "${wish.by}".`);
      const made = await makeToken(db, maker, { name: wish.name, scopes: wish.scopes.split(/[\s,]+/).filter(Boolean), expiresAt: later(at, wish.days * DAY) }, at);
      const { public_id: id, expires_at } = made.token;
      console.log(wish.json ? JSON.stringify({ id, token: made.secret, expires_at }) : made.secret);
      console.error(`The token works until ${expires_at}. "debrief token revoke ${id} --by ${wish.by}" ends it.`);
    }));
  token.command("revoke").description("end a token").argument("<id>", "its id, as make --json prints it").requiredOption("--by <email>", "who revokes it")
    .action((id: string, { by }: { by: string }) => withDatabase(readConfig().databaseUrl, async (db) => {
      const person = await findPersonByEmail(db, by);
      if (!person) throw new Error(`Nobody has the email "${by}".`);
      const { name } = await revokeToken(db, person, id, systemClock());
      console.error(`"${name}" is revoked.`);
    }));
  return token;
}

function daysOnly(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError(`Say how many days, from 1 to ${MOST_DAYS}.`);
  return Number(text);
}
