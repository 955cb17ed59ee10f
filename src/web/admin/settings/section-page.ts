import type { Response } from "express";
import type { Config } from "../../../config.ts";
import { rounded } from "../../../domain/changing-settings.ts";
import { readSettings, serverOf } from "../../../domain/installation.ts";
import { idleAsTyped } from "../../../domain/sign-in-section.ts";
import type { Section, Settings } from "../../../domain/installation-sections.ts";
import { RETENTION_KINDS, type RetentionKind } from "../../../domain/retention-kinds.ts";
import { weakestContrast } from "../../../lib/accents.ts";
import { colourOf } from "../../../lib/colours.ts";
import { endonymOf, LANGUAGES } from "../../../lib/languages.ts";
import { listTimeZones } from "../../../lib/zones.ts";
import { listInstallationSettings } from "../../../storage/installation-settings.ts";
import { countActivePeople, listActiveWithRole } from "../../../storage/people.ts";
import type { Db } from "../../../storage/tables.ts";
import type { Deps } from "../../deps.ts";
import { emptyForm, type Form } from "../../http/forms.ts";
import { currentMember } from "../../http/locals.ts";
import { render } from "../../http/render.ts";
import type { Exposure } from "../admin-views.ts";
import { linesOf } from "./summary.ts";

/** A section's form, filled with what holds unless somebody has typed something. Where it was changed meanwhile, that stands beside, and sending it again changes that. */
export async function showSection({ db, config }: Deps, res: Response, section: Section, { form, isPreview = false }: { form?: Form; isPreview?: boolean } = {}, status = 200): Promise<void> {
  const settings = await readSettings(db, config);
  const { reader } = res.locals;
  const shown = form ?? emptyForm({ ...settings, ...idleAsTyped(settings) });
  const seen = isOvertaken(shown) || form === undefined ? await versionOf(db, section) : Number(form.values["seen"] ?? (await versionOf(db, section)));
  render(res, "admin/settings/section", {
    section, form: shown, seen, isPreview, holding: isOvertaken(shown) ? linesOf(section, settings, config, reader) : undefined,
    languages: LANGUAGES.map((language) => ({ value: language, label: endonymOf(language) })), zones: listTimeZones(),
    hours: Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: reader.formats.hour(hour) })), days: Array.from({ length: 7 }, (_, day) => ({ value: day + 1, label: reader.formats.weekday(day + 1) })),
    mailServer: serverName(config), ratios: ratiosIn(shown.values), keepings: Object.entries(RETENTION_KINDS) as [RetentionKind, (typeof RETENTION_KINDS)[RetentionKind]][], logo: settings.logo,
  }, status);
}

function isOvertaken({ errors }: Form): boolean {
  const { form } = errors;
  return typeof form === "object" && form.key === "installation.overtaken";
}

async function versionOf(db: Db, section: Section): Promise<number> {
  return (await listInstallationSettings(db)).find((row) => row.section === section)?.version ?? 0;
}

function ratiosIn({ accentLight, accentDark }: Form["values"]): { light: number; dark: number } | undefined {
  const [light, dark] = [String(accentLight), String(accentDark)];
  return colourOf(light) && colourOf(dark) ? { light: rounded(weakestContrast("light", light)), dark: rounded(weakestContrast("dark", dark)) } : undefined;
}

/** Where mail is handed in, without user and password; empty where the environment names no server. */
export function serverName(config: Config): string {
  const server = serverOf(config);
  return server ? new URL(server.address).host : "";
}

const MOST_NAMED = 5;

export async function exposureOf({ db }: Deps, res: Response, form: Form, seen: number, before: Settings, after: Settings): Promise<Exposure> {
  const [managers, admins] = [await listActiveWithRole(db, "manager"), await listActiveWithRole(db, "admin")];
  const auditors = await listActiveWithRole(db, "auditor");
  const viewers = [...new Map([...managers, ...admins, ...auditors].map((person) => [person.id, person])).values()].filter(({ id }) => id !== currentMember(res).id);
  const names = viewers.length > 0 && viewers.length <= MOST_NAMED ? res.locals.formats.list(viewers.map(({ name }) => name)) : "";
  return { form, seen, before: before.privacyMode, after: after.privacyMode, leastGroup: after.leastGroup, people: await countActivePeople(db), managers: managers.length, admins: admins.length, auditors: auditors.length, names };
}
