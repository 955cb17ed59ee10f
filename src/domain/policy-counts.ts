import { exactly, NOTHING_TOLD, releaseCount, type Told } from "../engine/statistics/disclosure.ts";
import { countAsked, type Whose } from "../storage/acknowledgements.ts";
import type { Policy } from "../storage/policy-tables.ts";
import type { Db } from "../storage/tables.ts";
import type { Settings } from "./installation-sections.ts";

/** How many of those asked have confirmed, as far as the privacy mode tells it; null for a group that is too small to be told of. */
export async function confirmedTold(db: Db, { privacyMode, leastGroup }: Pick<Settings, "privacyMode" | "leastGroup">, policy: Policy, whose: Whose): Promise<Told | null> {
  const { people, confirmed } = await countAsked(db, policy, whose);
  const seen = { people, amount: confirmed };
  if (privacyMode === "named") return exactly(seen);
  return people < leastGroup ? null : releaseCount(NOTHING_TOLD, seen, leastGroup);
}
