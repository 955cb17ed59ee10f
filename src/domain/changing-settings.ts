import type { Config } from "../config.ts";
import { LEAST_CONTRAST, nearestAccent, weakestContrast, type Theme } from "../lib/accents.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { lockInstallationSettings, updateInstallationSettings } from "../storage/installation-settings.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { dropHeldSettings, settingsFrom, usualSettings } from "./installation.ts";
import type { Section, SectionValues, Settings } from "./installation-sections.ts";
import { followPrivacy, isExposing } from "./privacy-changes.ts";

type Values = Readonly<Record<string, unknown>>;
/** `seen` is the version of the section that the form showed; `isConfirmed` says that whoever changes it read whom it exposes. */
export interface Wish<Name extends Section = Section> { section: Name; values: SectionValues<Name>; seen: number; isConfirmed?: boolean }

/** Sets one section and says which of its settings changed. What is as the environment has it is not stored, so that it goes on following the environment. */
export async function changeSettings(db: Db, config: Config, admin: Pick<Person, "id">, { section, values, seen, isConfirmed = false }: Wish, at: Date): Promise<string[]> {
  if (section === "appearance") mustBeReadable(values as Settings);
  const changed = await db.transaction(async (tx) => {
    const row = await lockInstallationSettings(tx, section, at.toISOString());
    if (row.version !== seen) throw new Refused("installation.overtaken");
    const before = settingsFrom([row], config);
    const names = Object.keys(values).filter((name) => !isSame(valueOf(before, name), valueOf(values, name)));
    if (names.length === 0) return names;
    if (section === "privacy") await mayExpose(tx, before, { ...before, ...values }, isConfirmed, at);
    await updateInstallationSettings(tx, { ...row, version: row.version + 1, given: JSON.stringify(unusual(values, usualSettings(config))), changed_at: at.toISOString(), changed_by: admin.id });
    await insertAuditEvent(tx, admin.id, "settings.changed", section, { from: only(before, names), to: only(values, names) }, at);
    return names;
  });
  dropHeldSettings(db);
  return changed;
}

async function mayExpose(tx: Db, before: Settings, after: Settings, isConfirmed: boolean, at: Date): Promise<void> {
  if (isExposing(before, after) && !isConfirmed) throw new Refused("installation.unconfirmed", "confirmed");
  await followPrivacy(tx, before, after, at);
}

/** Each accent must be readable wherever it stands; the refusal names the contrast and the nearest colour that would do. */
export function mustBeReadable(values: Pick<Settings, "accentLight" | "accentDark">): void {
  for (const [field, theme] of [["accentLight", "light"], ["accentDark", "dark"]] as const satisfies readonly [keyof typeof values, Theme][]) {
    const ratio = weakestContrast(theme, values[field]);
    if (ratio < LEAST_CONTRAST) throw new Refused("installation.unreadable", field, { ratio: rounded(ratio), least: LEAST_CONTRAST, nearest: nearestAccent(theme, values[field]) });
  }
}

/** Downwards, so that 4.496 is not said to be enough. */
export function rounded(ratio: number): number {
  return Math.floor(ratio * 100) / 100;
}

const valueOf = (values: object, name: string): unknown => (values as Values)[name];
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const only = (values: object, names: readonly string[]) => Object.fromEntries(names.map((name) => [name, valueOf(values, name)]));
const unusual = (values: object, usual: Settings) => only(values, Object.keys(values).filter((name) => !isSame(valueOf(values, name), valueOf(usual, name))));
