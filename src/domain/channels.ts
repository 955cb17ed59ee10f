import { newPublicId } from "../lib/ids.ts";
import { readerOf } from "../lib/readers.ts";
import { unseal } from "../lib/sealing.ts";
import type { Language } from "../lib/languages.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import * as store from "../storage/channels.ts";
import type { Channel } from "../storage/mail-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { findTeamByPublicId } from "../storage/teams.ts";
import { testMessage, type Program } from "./channel-words.ts";
import { NotFound, Refused } from "./errors.ts";
import { keptAddress, type AddressRules } from "./webhook-addresses.ts";
import { webhookOffice } from "./webhook-office.ts";

export const SEALED_FOR = "address of a channel";

/** A channel as an administrator wants it. `team` is a public id, empty for everybody; an empty address keeps the one that there is. */
export interface ChannelWish { name: string; program: Program; team: string; address: string; language: Language; weekday: number; hour: number; isOn: boolean }

type Actor = Pick<Person, "id">;

/** The audit log has everything but the address, which is a secret: whoever has it can write to the channel. */
export async function addChannel(db: Db, actor: Actor, wish: ChannelWish, rules: AddressRules, at: Date): Promise<void> {
  if (wish.address === "") throw new Refused("channels.address-missing", "address");
  const address = keptAddress(wish.address, rules, SEALED_FOR);
  return db.transaction(async (tx) => {
    const public_id = newPublicId();
    await store.insertChannel(tx, { public_id, author_id: actor.id, created_at: at.toISOString(), ...(await rowOf(tx, wish)), sealed_address: "", shown_address: "", ...address });
    await insertAuditEvent(tx, actor.id, "channel.added", public_id, detailsOf(wish), at);
  });
}

/** @throws NotFound where it is gone */
export async function changeChannel(db: Db, actor: Actor, publicId: string, wish: ChannelWish, rules: AddressRules, at: Date): Promise<void> {
  const address = keptAddress(wish.address, rules, SEALED_FOR);
  return db.transaction(async (tx) => {
    const channel = await heldChannel(tx, publicId);
    await store.updateChannel(tx, channel.id, { ...(await rowOf(tx, wish)), ...address });
    await insertAuditEvent(tx, actor.id, "channel.changed", publicId, { ...detailsOf(wish), address: wish.address === "" ? "kept" : "changed" }, at);
  });
}

export function removeChannel(db: Db, actor: Actor, publicId: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const channel = await heldChannel(tx, publicId);
    await store.deleteChannel(tx, channel.id);
    await insertAuditEvent(tx, actor.id, "channel.removed", publicId, { name: channel.name }, at);
  });
}

/** Sends one message at once, which says only that messages arrive. @throws Refused with the reason where it was not taken */
export async function tryChannel(db: Db, publicId: string, site: string, organisation: string, { secret, origins }: AddressRules): Promise<void> {
  const channel = await store.findWholeChannel(db, (await heldChannel(db, publicId)).id);
  const address = channel && unseal(channel.sealed_address, secret, SEALED_FOR);
  if (!channel || address === undefined) throw new Refused("channels.reasons.sealed", "try");
  const sent = await webhookOffice(origins)(address, testMessage(channel.program, organisation, site, readerOf(channel.language as Language, "UTC")));
  if (!sent.isTaken) throw new Refused(sent.reason, "try");
}

async function heldChannel(tx: Db, publicId: string): Promise<store.NamedChannel> {
  const channel = await store.findChannel(tx, publicId);
  if (!channel) throw new NotFound();
  return channel;
}

async function rowOf(tx: Db, { name, program, team, language, weekday, hour, isOn }: ChannelWish): Promise<Pick<Channel, "name" | "program" | "team_id" | "language" | "weekday" | "hour" | "is_on">> {
  const found = team === "" ? undefined : await findTeamByPublicId(tx, team);
  if (team !== "" && !found) throw new Refused("assigning.team-odd", "team");
  return { name, program, team_id: found?.id ?? null, language, weekday, hour, is_on: isOn ? 1 : 0 };
}

function detailsOf({ name, program, team, weekday, hour, isOn }: ChannelWish): Record<string, unknown> {
  return { name, program, team, weekday, hour, on: isOn };
}
