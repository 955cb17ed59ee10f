import { USUAL_WORDS, type OwnWords } from "../engine/library/own-words.ts";
import { listInstallationSettings } from "../storage/installation-settings.ts";
import type { Db } from "../storage/tables.ts";

/** What this installation calls its own things: as the office says, else as is usual. */
export async function readOwnWords(db: Db): Promise<OwnWords> {
  const row = (await listInstallationSettings(db)).find(({ section }) => section === "wording");
  const given = JSON.parse(row?.given ?? "{}") as Partial<Record<keyof typeof FIELD_OF, string>>;
  return Object.fromEntries(Object.entries(FIELD_OF).map(([field, place]) => [place, given[field as keyof typeof FIELD_OF] ?? USUAL_WORDS[place]])) as OwnWords;
}

/** The setting that fills each place. */
const FIELD_OF = { reportTo: "report-to", securityPolicy: "security-policy", dataPolicy: "data-policy", paymentPolicy: "payment-policy" } as const;

/** The settings where nobody has set them. */
export function usualFields(): Record<keyof typeof FIELD_OF, string> {
  return Object.fromEntries(Object.entries(FIELD_OF).map(([field, place]) => [field, USUAL_WORDS[place]])) as Record<keyof typeof FIELD_OF, string>;
}
