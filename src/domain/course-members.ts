import { z } from "zod";
import { newPublicId } from "../lib/ids.ts";
import { plainLine } from "../lib/text.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { updateCourse, upsertCourse } from "../storage/learning-courses.ts";
import type { LearningCourse, LearningSystem } from "../storage/learning-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { bringMember, type SaidOfMember } from "./admitting.ts";
import { Refused } from "./errors.ts";
import type { Launch } from "./launching.ts";
import { CLAIM, SCOPE } from "./lti-claims.ts";
import { askForToken, asked, bodyOf, PlatformError } from "./platform-asking.ts";
import type { RequestOffice } from "./request-office.ts";

/** How many members can come in now, could before, and may not. */
export interface Brought { added: number; known: number; refused: number }

const ACCEPT = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
const PAGE = 200;
const MOST_PAGES = 50;

const text = z.string().max(2_000).optional().catch(undefined);
const member = z.object({ user_id: z.string().min(1).max(255), status: z.string().optional().catch(undefined), name: text, given_name: text, family_name: text, email: text, roles: z.array(z.string().max(2_000)).max(100).catch([]) });
const container = z.object({ members: z.array(z.unknown()).max(10_000) });

/** Remembers the course that a launch came from, where it says who its members are (Names and Role Provisioning Services 2.0, 3.6.1.1). */
export async function keepCourse(db: Db, { system, claims }: Launch, at: Date): Promise<void> {
  const [course, service] = [claims[CLAIM.context], claims[CLAIM.members]];
  if (!course || !service?.service_versions.includes("2.0")) return;
  const title = plainLine(course.title ?? course.label ?? "", 200) || course.id;
  await upsertCourse(db, { public_id: newPublicId(), system_id: system.id, context: course.id, title, members_url: service.context_memberships_url, seen_at: at.toISOString() });
}

/**
 * Asks a course who its members are, page after page, and brings in those who are not here yet, by the same rules as those who come by themselves. Nobody leaves who is not in a course any more: that is said by directories.
 * @throws Refused where the course says nothing that can be read
 */
export async function bringMembers(db: Db, office: RequestOffice, admin: Pick<Person, "id">, system: LearningSystem, course: LearningCourse, secret: string, at: Date): Promise<Brought> {
  const brought: Brought = { added: 0, known: 0, refused: 0 };
  for (const said of await membersOf(db, office, system, course, secret, at)) {
    const outcome = await bringMember(db, system, said, at).catch((error: unknown) => { if (error instanceof Refused) return "refused" as const; throw error; });
    brought[outcome] += 1;
  }
  await db.transaction(async (tx) => {
    await updateCourse(tx, course.id, { read_at: at.toISOString() });
    await insertAuditEvent(tx, admin.id, "learning.members-read", system.public_id, { course: course.title, ...brought }, at);
  });
  return brought;
}

async function membersOf(db: Db, office: RequestOffice, system: LearningSystem, { members_url }: LearningCourse, secret: string, at: Date): Promise<SaidOfMember[]> {
  try {
    const { token } = await askForToken(db, office, system, SCOPE.members, secret, at);
    const members: SaidOfMember[] = [];
    const first = new URL(members_url);
    first.searchParams.set("limit", String(PAGE));
    for (let [page, pages]: [string | undefined, number] = [first.href, 0]; page !== undefined; pages += 1) {
      if (pages >= MOST_PAGES) throw new PlatformError("members", true);
      const answer = await asked(office, page, { method: "GET", headers: { Authorization: `Bearer ${token}`, Accept: ACCEPT } });
      const read = container.safeParse(bodyOf(answer));
      if (!read.success) throw new PlatformError("members", true);
      members.push(...read.data.members.flatMap(activeIn));
      page = nextOf(answer.link, page);
    }
    return members;
  } catch (error) {
    if (error instanceof PlatformError) throw new Refused(`learning-systems.not-brought.${["silent", "inside"].includes(error.message) ? error.message : "declined"}`);
    throw error;
  }
}

/** Whoever is inactive or deleted there is not brought in; without a status somebody is active (3.6.1.2). */
function activeIn(said: unknown): SaidOfMember[] {
  const read = member.safeParse(said);
  if (!read.success || !["Active", undefined].includes(read.data.status)) return [];
  const { user_id, name, given_name, family_name, email, roles } = read.data;
  return [{ sub: user_id, name, given_name, family_name, email, [CLAIM.roles]: roles }];
}

/** The next page (RFC 8288): only where the token may go, which is where it went. */
function nextOf(link: string | undefined, page: string): string | undefined {
  const [, next] = /<([^<>]{1,2000})>\s*;[^,]*\brel="?next"?/.exec(link?.slice(0, 10_000) ?? "") ?? [];
  if (next === undefined || !URL.canParse(next, page)) return undefined;
  const url = new URL(next, page);
  return url.origin === new URL(page).origin && url.href !== page ? url.href : undefined;
}
