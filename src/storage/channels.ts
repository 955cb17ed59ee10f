import type { Channel } from "./mail-tables.ts";
import type { Db, New } from "./tables.ts";

/** A channel with the name of its team; the secret address stays behind. */
export interface NamedChannel extends Omit<Channel, "sealed_address"> { team_name: string | null; team_public_id: string | null }

const SHOWN = ["id", "public_id", "name", "program", "team_id", "shown_address", "language", "weekday", "hour", "is_on", "author_id", "created_at"].map((column) => `channels.${column}`);

export async function listChannels(db: Db): Promise<NamedChannel[]> {
  return (await named(db).orderBy(["channels.name", "channels.id"])) as NamedChannel[];
}

export async function findChannel(db: Db, publicId: string): Promise<NamedChannel | undefined> {
  return (await named(db).where("channels.public_id", publicId).first()) as NamedChannel | undefined;
}

function named(db: Db) {
  return db("channels").leftJoin("teams", "teams.id", "channels.team_id").select(...(SHOWN as [string]), "teams.name as team_name", "teams.public_id as team_public_id");
}

/** Those that are on, for whoever queues and writes their messages. */
export function listOpenChannels(db: Db): Promise<Channel[]> {
  return db("channels").where({ is_on: 1 });
}

export function findWholeChannel(db: Db, id: number): Promise<Channel | undefined> {
  return db("channels").where({ id }).first();
}

export async function insertChannel(tx: Db, channel: New<Channel>): Promise<void> {
  await tx("channels").insert(channel);
}

export async function updateChannel(tx: Db, id: number, changes: Partial<Omit<Channel, "id" | "public_id">>): Promise<void> {
  await tx("channels").where({ id }).update(changes);
}

/** With what was sent to it. */
export async function deleteChannel(tx: Db, id: number): Promise<void> {
  await tx("outbox").where({ channel_id: id }).delete();
  await tx("channels").where({ id }).delete();
}

/** What was told of one team is told of another. */
export async function moveChannels(tx: Db, fromTeamId: number, toTeamId: number): Promise<void> {
  await tx("channels").where({ team_id: fromTeamId }).update({ team_id: toTeamId });
}
