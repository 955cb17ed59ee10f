import type { Settings } from "../../domain/installation-sections.ts";
import { confirmedTold } from "../../domain/policy-counts.ts";
import { canonicalTexts, textFor, textsIn } from "../../domain/policy-texts.ts";
import type { Told } from "../../engine/statistics/disclosure.ts";
import { csvLine } from "../../lib/csv-writing.ts";
import type { Language } from "../../lib/languages.ts";
import { listAcknowledgements, listUnconfirmed } from "../../storage/acknowledgements.ts";
import { listGroups } from "../../storage/groups.ts";
import { listAudiences, listPolicies, listPolicyVersions } from "../../storage/policies.ts";
import type { Policy, PolicyVersion } from "../../storage/policy-tables.ts";
import type { Db } from "../../storage/tables.ts";
import { listTeams } from "../../storage/teams.ts";
import { policyHtml } from "../policy-words.ts";
import { pathOf } from "./team-tree.ts";

export interface PolicyCard { policy: Policy; title: string; language: Language; isEverybody: boolean; asked: string[]; told: Told | null }
/** `missing`: who has not confirmed, where names are shown; with `isCut` there are more. `isChanged`: the draft says something else than the newest version. */
export interface PolicyRecord extends PolicyCard { html: string; versions: PolicyVersion[]; isChanged: boolean; missing: { name: string; email: string }[] | undefined; isCut: boolean }

const MOST_LISTED = 200;

export async function policyCards(db: Db, settings: Settings, language: string): Promise<PolicyCard[]> {
  const cards: PolicyCard[] = [];
  for (const policy of await listPolicies(db)) cards.push(await cardOf(db, settings, policy, language));
  return cards;
}

async function cardOf(db: Db, settings: Settings, policy: Policy, language: string): Promise<PolicyCard> {
  const text = textFor(textsIn(policy.draft), language);
  const { isEverybody, names } = await audienceOf(db, policy);
  return { policy, title: text.title, language: text.language, isEverybody, asked: names, told: policy.state === "published" ? await confirmedTold(db, settings, policy, undefined) : null };
}

/** Who is asked, by their public ids and by their names. */
export async function audienceOf(db: Db, policy: Policy): Promise<{ isEverybody: boolean; teams: string[]; groups: string[]; names: string[] }> {
  const rows = await listAudiences(db, [policy.id]);
  const all = await listTeams(db);
  const teams = all.filter(({ id }) => rows.some(({ team_id }) => team_id === id));
  const groups = (await listGroups(db)).filter(({ id }) => rows.some(({ group_id }) => group_id === id));
  return {
    isEverybody: rows.some(({ team_id, group_id }) => team_id === null && group_id === null), teams: teams.map(({ public_id }) => public_id), groups: groups.map(({ public_id }) => public_id),
    names: [...teams.map(({ id }) => pathOf(all, id)), ...groups.map(({ name }) => name)],
  };
}

export async function policyRecord(db: Db, settings: Settings, policy: Policy, language: string, withNames: boolean): Promise<PolicyRecord> {
  const card = await cardOf(db, settings, policy, language);
  const versions = await listPolicyVersions(db, policy);
  const isNamed = withNames && settings.privacyMode === "named" && policy.state === "published";
  const missing = isNamed ? await listUnconfirmed(db, policy, undefined, MOST_LISTED + 1) : undefined;
  return {
    ...card, versions, html: policyHtml(textFor(textsIn(policy.draft), language).text), isChanged: versions[0]?.texts !== canonicalTexts(textsIn(policy.draft)),
    missing: missing?.slice(0, MOST_LISTED).map(({ name, email }) => ({ name, email })), isCut: (missing?.length ?? 0) > MOST_LISTED,
  };
}

const PORTION = 1_000;

/** Everybody who confirmed, where names are shown; else what is told of all together. */
export async function* confirmationsCsv(db: Db, settings: Settings, policy: Policy): AsyncGenerator<string> {
  if (settings.privacyMode !== "named") {
    const told = await confirmedTold(db, settings, policy, undefined);
    yield `\uFEFF${csvLine(["asked", "confirmed_at_least", "confirmed_at_most"])}${csvLine(told ? [told.people, told.low, told.high] : [`fewer than ${settings.leastGroup}`, null, null])}`;
    return;
  }
  yield `\uFEFF${csvLine(["name", "email", "version", "language", "text_sha256", "confirmed_at_utc"])}`;
  for (let after = 0; ;) {
    const rows = await listAcknowledgements(db, policy, after, PORTION);
    yield rows.map((row) => csvLine([row.name, row.email, row.number, row.language, row.text_hash, row.at])).join("");
    if (rows.length < PORTION) return;
    after = rows.at(-1)!.id;
  }
}
