import { createHash } from "node:crypto";
import { LARGEST_PEOPLE_FILE, PEOPLE_ENDINGS } from "../engine/people/file.ts";
import { DAY, later, MINUTE, type Clock } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { deletePeopleLines, deleteStrayLines, insertPeopleImport, listForgottenPeopleImports, listLostImports, updatePeopleImport, type ImportHead } from "../storage/people-imports.ts";
import type { Db, Person } from "../storage/tables.ts";
import { applyImport } from "./applying-people.ts";
import { comparePeople } from "./comparing-people.ts";
import { Refused } from "./errors.ts";
import type { Settings } from "./installation-sections.ts";

type Actor = Pick<Person, "id">;

/** What the file alone does not say: whether teams that are not there are made, whether people who are not in it leave, and whether those whom it adds are invited by mail. */
export interface ImportChoices { createsTeams: boolean; withLeavers: boolean; invites?: boolean }

/** Keeps a file of people, to be compared with who is here (`comparePeople`). Nothing of it is done before somebody has seen what it would do. `actor` null: the command line. */
export async function bringPeople(db: Db, actor: Actor | null, file: { name: string; bytes: Uint8Array }, choices: ImportChoices, at: Date): Promise<ImportHead> {
  if (file.bytes.length === 0) throw new Refused("people-imports.empty-file", "file");
  if (file.bytes.length > LARGEST_PEOPLE_FILE) throw new Refused("people-imports.too-large", "file", { most: LARGEST_PEOPLE_FILE / 1_000_000 });
  if (!PEOPLE_ENDINGS.some((ending) => file.name.toLowerCase().endsWith(ending)) && !/\.(?:txt|tsv)$/i.test(file.name)) throw new Refused("people-imports.wrong-kind", "file", { endings: PEOPLE_ENDINGS });
  return insertPeopleImport(db, {
    public_id: newPublicId(), author_id: actor?.id ?? null, file_name: file.name.slice(0, 200), digest: createHash("sha256").update(file.bytes).digest("base64url"), content: file.bytes, state: "reading",
    creates_teams: choices.createsTeams ? 1 : 0, with_leavers: choices.withLeavers ? 1 : 0, invites: choices.invites ? 1 : 0, created_at: at.toISOString(),
  });
}

/** Compares the file once more, with other choices. */
export async function chooseAnew(db: Db, { id }: Pick<ImportHead, "id">, choices: ImportChoices): Promise<void> {
  const changes = { state: "reading" as const, creates_teams: choices.createsTeams ? 1 as const : 0 as const, with_leavers: choices.withLeavers ? 1 as const : 0 as const, invites: choices.invites ? 1 as const : 0 as const, run: null, done: 0, problem: null };
  if (!(await updatePeopleImport(db, id, ["waiting"], changes))) throw new Refused("people-imports.not-waiting");
}

/** Nothing of it is done, and the file is forgotten. */
export async function cancelPeopleImport(db: Db, actor: Actor | null, { id, public_id }: Pick<ImportHead, "id" | "public_id">, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await updatePeopleImport(tx, id, ["waiting", "reading", "broken"], { state: "cancelled", run: null, content: null, finished_at: at.toISOString() }))) throw new Refused("people-imports.not-waiting");
    await deletePeopleLines(tx, id);
    await insertAuditEvent(tx, actor?.id ?? null, "people.import-cancelled", public_id, {}, at);
  });
}

/** A run that tells nothing for so long is lost: its process ended. */
export const SILENCE = MINUTE;
/** How many days lists are kept that nobody confirmed, and rows that were refused of the others. */
type ListsKept = Pick<Settings, "importsDays" | "filesDays">;

/** Goes on with imports whose process ended, and lets go of files that nobody confirmed. */
export async function tendPeopleImports(db: Db, { importsDays, filesDays }: ListsKept, now: Clock): Promise<void> {
  for (const lost of await listLostImports(db, later(now(), -SILENCE).toISOString())) await carryOn(db, lost, now);
  for (const id of await listForgottenPeopleImports(db, later(now(), -importsDays! * DAY).toISOString())) {
    await db.transaction(async (tx) => {
      if (await updatePeopleImport(tx, id, ["waiting"], { state: "expired", content: null, finished_at: now().toISOString() })) await deletePeopleLines(tx, id);
    });
  }
  await deleteStrayLines(db, later(now(), -filesDays! * DAY).toISOString());
}

/** Does the next thing that an import waits for; others may be at it, and then nothing happens. */
export async function carryOn(db: Db, brought: ImportHead, now: Clock): Promise<void> {
  if (brought.state === "reading") await comparePeople(db, brought, now);
  if (brought.state === "running") await applyImport(db, brought, now);
}
