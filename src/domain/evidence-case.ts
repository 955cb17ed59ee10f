import { createHmac } from "node:crypto";
import { startOfDay, daysLater } from "../lib/zones.ts";
import { listNamed, type NamedPerson, type Span } from "../storage/evidence-records.ts";
import type { Db } from "../storage/tables.ts";
import { listTeams, listTeamSizes, withAbove } from "../storage/teams.ts";
import { Refused } from "./errors.ts";
import type { PrivacyMode, Settings } from "./installation-sections.ts";

/** What a pack is about: days from the first to the last, in the time zone of the installation. */
export interface Period { first: string; last: string; zone: string }

/** What every part of a pack goes by. `who` says of a person what the privacy mode tells. */
export interface EvidenceCase { db: Db; period: Period; span: Span; settings: Settings; mode: PrivacyMode; teamName: (id: number | null) => string; who: (ids: readonly (number | null)[]) => Promise<Who> }
export type Who = (id: number | null) => Record<string, string>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_DAYS = 3 * 366;

/** @throws Refused for days that are none, stand the wrong way round, lie ahead or are too many; where names and rows are kept back, for anything but whole months, so that two packs cannot be subtracted by days. */
export function periodOf(first: string, last: string, { timeZone, privacyMode }: Pick<Settings, "timeZone" | "privacyMode">, today: string): Period {
  const isDay = (text: string) => DAY.test(text) && !Number.isNaN(Date.parse(text)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
  if (!isDay(first)) throw new Refused("packs.no-day", "from");
  if (!isDay(last)) throw new Refused("packs.no-day", "to");
  if (last < first) throw new Refused("packs.wrong-way", "to");
  if (last > today) throw new Refused("packs.ahead", "to");
  if (last > daysLater(first, LONGEST_DAYS)) throw new Refused("packs.too-long", "to");
  const isWhole = first.endsWith("-01") && daysLater(last, 1).endsWith("-01") && last < today;
  if (privacyMode !== "named" && !isWhole) throw new Refused("packs.whole-months", "from");
  return { first, last, zone: timeZone };
}

/** From the beginning of the first day to the end of the last. */
export function spanOf({ first, last, zone }: Period): Span {
  return { from: startOfDay(zone, first).toISOString(), until: startOfDay(zone, daysLater(last, 1)).toISOString() };
}

export async function openCase(db: Db, settings: Settings, period: Period, secret: string): Promise<EvidenceCase> {
  const teams = await listTeams(db);
  const sizes = new Map((await listTeamSizes(db)).map(({ team_id, total }) => [team_id, total]));
  const [mode, names] = [settings.privacyMode, new Map(teams.map(({ id }) => [id, withAbove(teams, id).map(({ name }) => name).reverse().join(" / ")]))];
  const teamName = (id: number | null) => (id === null ? "" : (names.get(id) ?? ""));
  const isLarge = (id: number | null) => id !== null && (sizes.get(id) ?? 0) >= settings.leastGroup;
  const tell = (person: NamedPerson | undefined): Record<string, string> => {
    if (mode === "named") return { person: person?.public_id ?? "", name: person?.name ?? "", email: person?.email ?? "", team: teamName(person?.team_id ?? null) };
    return { person: person ? pseudonym(secret, person.id, period) : "", team: person && isLarge(person.team_id) ? teamName(person.team_id) : "" };
  };
  const who = async (ids: readonly (number | null)[]): Promise<Who> => {
    const named = await listNamed(db, [...new Set(ids.flatMap((id) => id ?? []))]);
    return (id) => tell(id === null ? undefined : named.get(id));
  };
  return { db, period, span: spanOf(period), settings, mode, teamName, who };
}

/** The same throughout a pack, and another in a pack of other days. */
function pseudonym(secret: string, personId: number, { first, last }: Period): string {
  return createHmac("sha256", secret).update(JSON.stringify(["evidence", first, last, personId])).digest("hex").slice(0, 16).toUpperCase();
}

export const whoColumns = ({ mode }: EvidenceCase): string[] => (mode === "named" ? ["person", "name", "email", "team"] : ["person", "team"]);

/** Where names are kept back, a time of day would tell who it was. */
export function timeFor({ mode, period }: EvidenceCase, dayIn: (zone: string, at: Date) => string, at: string | null): string {
  return at === null ? "" : mode === "named" ? at : dayIn(period.zone, new Date(at));
}
