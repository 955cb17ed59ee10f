import { findNewestCheck } from "../../../domain/checking-audit.ts";
import { answerBy } from "../../../domain/erasing.ts";
import { readSettings } from "../../../domain/installation.ts";
import { findBackupTrouble } from "../../../domain/scheduled-backups.ts";
import { DAY } from "../../../lib/clock.ts";
import { say, type Message } from "../../../lib/messages.ts";
import { listTokens } from "../../../storage/api-tokens.ts";
import { listOpenRequests } from "../../../storage/erasures.ts";
import { countHeld } from "../../../storage/held-mail.ts";
import { countLiveAssignments, countMailsIn, countWaitingLists } from "../../../storage/office-counts.ts";
import { countActiveAdmins } from "../../../storage/people.ts";
import { findRecordStore } from "../../../storage/record-stores.ts";
import { findOpenHold } from "../../../storage/retention.ts";
import type { Db } from "../../../storage/tables.ts";
import { listWebhooks } from "../../../storage/webhooks.ts";
import { countUnmanaged } from "../../../storage/team-managers.ts";
import { countAskedWithoutWayIn } from "../../../storage/ways-in.ts";
import type { Deps } from "../../deps.ts";

/** Something that an administrator must look at, and where. `urgent`: it gets worse by itself. */
export interface Matter { name: string; title: Message; text: Message; href: string; urgent: boolean }
type Looking = (deps: Deps, at: Date) => Promise<Matter | undefined>;

const WEEK = 7 * DAY;
/** A token that ends sooner than that should have a successor by now. */
const SOON = 14 * DAY;

/** In the order in which they are shown: what cannot be brought back comes first. */
const LOOKINGS: readonly Looking[] = [audit, backups, erasures, held, failedMails, webhooks, recordStore, tokens, lists, unsent, noWayIn, unmanagedTeams, hold, soleAdmin];

export async function listMatters(deps: Deps): Promise<Matter[]> {
  const at = deps.now();
  const found: (Matter | undefined)[] = [];
  for (const look of LOOKINGS) found.push(await look(deps, at));
  return found.filter((matter) => matter !== undefined).sort((one, other) => Number(other.urgent) - Number(one.urgent));
}

async function audit({ db }: Deps): Promise<Matter | undefined> {
  const check = await findNewestCheck(db);
  return check && check.problems.length > 0 ? matter("audit", "/admin/audit", true) : undefined;
}

async function backups({ db, config }: Deps, at: Date): Promise<Matter | undefined> {
  const trouble = await findBackupTrouble(db, await readSettings(db, config), at);
  return trouble && matter(`backup-${trouble}`, "/admin/backups", true);
}

async function erasures({ db }: Deps, at: Date): Promise<Matter | undefined> {
  const { total, rows: [oldest] } = await listOpenRequests(db, 1);
  if (!oldest) return undefined;
  const by = answerBy(oldest.asked_at);
  return matter("erasures", "/admin/erasures", by.getTime() < at.getTime() + WEEK, { count: total, day: { on: by.toISOString().slice(0, 10) } });
}

async function held({ db }: Deps): Promise<Matter | undefined> {
  return counted("held", await countHeld(db), "/admin/mail", true);
}

async function failedMails({ db }: Deps, at: Date): Promise<Matter | undefined> {
  return counted("failed-mails", await countMailsIn(db, "failed", new Date(at.getTime() - WEEK).toISOString()), "/admin/mail?state=failed", false);
}

async function webhooks({ db }: Deps): Promise<Matter | undefined> {
  const ill = (await listWebhooks(db)).filter(({ stopped_because, failing_since }) => stopped_because !== null || failing_since !== null);
  return counted("webhooks", ill.length, ill.length === 1 ? `/admin/integrations/webhooks/${ill[0]!.public_id}` : "/admin/integrations/webhooks", false);
}

async function recordStore({ db }: Deps): Promise<Matter | undefined> {
  const store = await findRecordStore(db);
  return store?.is_on === 1 && store.failing_since !== null ? matter("record-store", "/admin/integrations/record-store", false) : undefined;
}

async function tokens({ db }: Deps, at: Date): Promise<Matter | undefined> {
  const [now, soon] = [at.toISOString(), new Date(at.getTime() + SOON).toISOString()];
  const ending = (await listTokens(db)).filter((token) => token.revoked_at === null && token.expires_at > now && (token.expires_at < soon || token.maker_gone !== null));
  return counted("tokens", ending.length, "/admin/integrations/tokens", false);
}

async function lists({ db }: Deps): Promise<Matter | undefined> {
  return counted("lists", await countWaitingLists(db), "/admin/people/imports", false);
}

/** Whoever has given nothing to anybody yet is told among the first steps. */
async function unsent({ db, config }: Deps): Promise<Matter | undefined> {
  const goesOut = config.mail !== undefined && (await readSettings(db, config)).mailEnabled;
  return goesOut || (await countLiveAssignments(db)) === 0 ? undefined : matter("unsent", "/admin/settings/mail", false);
}

async function noWayIn({ db }: Deps, at: Date): Promise<Matter | undefined> {
  return counted("no-way-in", await countAskedWithoutWayIn(db, at), "/admin/people?state=never-in", false);
}

async function unmanagedTeams({ db }: Deps): Promise<Matter | undefined> {
  return counted("unmanaged-teams", await countUnmanaged(db), "/admin/teams?unmanaged=1", false);
}

async function hold({ db }: Deps): Promise<Matter | undefined> {
  const open = await findOpenHold(db);
  return open && matter("hold", "/admin/retention", false, { day: { on: open.since.slice(0, 10) } });
}

async function soleAdmin({ db }: { db: Db }): Promise<Matter | undefined> {
  return (await countActiveAdmins(db)) === 1 ? matter("sole-admin", "/admin/people", false) : undefined;
}

function counted(name: string, count: number, href: string, urgent: boolean): Matter | undefined {
  return count === 0 ? undefined : matter(name, href, urgent, { count });
}

function matter(name: string, href: string, urgent: boolean, given: Parameters<typeof say>[1] = {}): Matter {
  return { name, title: say(`office.matters.${name}.title`, given), text: say(`office.matters.${name}.text`, given), href, urgent };
}
