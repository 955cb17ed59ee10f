import { scopesOf } from "../../../domain/api-tokens.ts";
import { keepRequests } from "../../../domain/directory-requests.ts";
import { say, type Message, type Words } from "../../../lib/messages.ts";
import { listTokens, type NamedToken } from "../../../storage/api-tokens.ts";
import { findLastRequest, listDirectories, listRequests, listTokenIds } from "../../../storage/directories.ts";
import { listFilledGroups, type FilledGroup } from "../../../storage/directory-groups.ts";
import { SITE_SOURCES, TEAM_SOURCES, type Directory, type DirectoryRequest } from "../../../storage/directory-tables.ts";
import type { Page } from "../../../storage/page.ts";
import { listTeams } from "../../../storage/teams.ts";
import type { Db } from "../../../storage/tables.ts";
import { emptyForm, type Form } from "../../http/forms.ts";
import { teamOptions } from "../team-tree.ts";

interface Choice { value: string; label: Words }
export interface DirectoryLine { directory: Directory; people: number; groups: number; last: DirectoryRequest | undefined }
export interface RequestLine extends Omit<DirectoryRequest, "problem" | "ignored"> { problem: Message | undefined; ignored: string[] }

export interface DirectoryPage {
  directory: Directory; address: string; form: Form; teamSources: Choice[]; siteSources: Choice[]; tokens: NamedToken[]; made: string | undefined; tokenId: string;
  groups: { group: FilledGroup; form: Form }[]; teams: Choice[]; requests: Page<RequestLine>; which: "failed" | "all";
}
export interface DirectoryViews {
  "admin/integrations/scim/index": { address: string; lines: DirectoryLine[]; form: Form };
  "admin/integrations/scim/show": DirectoryPage;
}

export async function directoryLines(db: Db): Promise<DirectoryLine[]> {
  await keepRequests(db);
  const lines: DirectoryLine[] = [];
  for (const { people, groups, ...directory } of await listDirectories(db)) lines.push({ directory, people, groups, last: await findLastRequest(db, directory) });
  return lines;
}

/** One directory: how its programs get in, what it says of people, and what they asked last. */
export async function directoryPage(db: Db, directory: Directory, { which, page }: { which: "failed" | "all"; page: number }): Promise<Omit<DirectoryPage, "directory" | "address" | "form" | "made" | "tokenId">> {
  await keepRequests(db);
  const [teams, ids] = [await listTeams(db), new Set(await listTokenIds(db, directory))];
  const requests = await listRequests(db, directory, which, page);
  const named = new Map(teams.map(({ id, public_id }) => [id, public_id]));
  return {
    teamSources: TEAM_SOURCES.map((value) => ({ value, label: say(`scim.team-sources.${keyOf(value)}`) })), siteSources: SITE_SOURCES.map((value) => ({ value, label: say(`scim.site-sources.${keyOf(value)}`) })),
    tokens: (await listTokens(db)).filter((token) => ids.has(token.id) && scopesOf(token).includes("scim")), teams: teamOptions(teams), which,
    groups: (directory.team_from === "groups" ? await listFilledGroups(db, directory) : []).map((group) => ({ group, form: emptyForm({ team: named.get(group.team_id ?? 0) ?? "" }) })),
    requests: { ...requests, rows: requests.rows.map(readable) },
  };
}

function readable({ problem, ignored, ...row }: DirectoryRequest): RequestLine {
  return { ...row, problem: problem === null ? undefined : JSON.parse(problem) as Message, ignored: JSON.parse(ignored ?? "[]") as string[] };
}

/** `costCenter` -> `cost-center`, as the catalogues write it. */
function keyOf(source: string): string {
  return source === "" ? "none" : source.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
