import type { Config } from "../config.ts";
import { linkByHand } from "../domain/account-links.ts";
import { removeSecondFactors } from "../domain/second-factors.ts";
import { systemClock } from "../lib/clock.ts";
import { findPersonByEmail } from "../storage/people.ts";
import { withDatabase } from "../storage/with-database.ts";

export interface LinkWish { withoutSecondFactor?: boolean }

/** For whoever runs the server: prints an address at which somebody chooses a new password, within an hour and once. It goes to standard output and nowhere else. */
export async function printLink(email: string, { withoutSecondFactor }: LinkWish, { databaseUrl, publicUrl, host, port }: Config): Promise<void> {
  await withDatabase(databaseUrl, async (db) => {
    const person = await findPersonByEmail(db, email);
    if (!person) throw new Error(`Nobody here has the email ${email}.`);
    if (person.deactivated_at !== null) throw new Error(`${email} is deactivated. An administrator can reactivate them.`);
    if (withoutSecondFactor) await removeSecondFactors(db, { id: null }, person.public_id, systemClock());
    const token = await linkByHand(db, person, systemClock());
    console.log(`${publicUrl.replace(/\/+$/, "") || `http://${host}:${port}`}/account/reset/${token}`);
  });
}
