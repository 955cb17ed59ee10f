import { addProvisionedPerson, changeProvisionedPerson, removeProvisionedPerson, type Provisioned } from "../../domain/provisioning-people.ts";
import { readChanges, readResource } from "../../lib/scim/normalising.ts";
import { patched, type Resource } from "../../lib/scim/patching.ts";
import { selected } from "../../lib/scim/selecting.ts";
import { findVisible, listFitting } from "../../storage/directory-people.ts";
import type { Person } from "../../storage/tables.ts";
import { listReply, mustBeSeen, notFound, selectionOf, type Call, type Deeds, type Reply } from "./calls.ts";
import { saidPerson } from "./user-fields.ts";
import { showUsers, versionOf, writableOf } from "./user-resource.ts";

/** People, as a directory brings and changes them. */
export const USERS: Deeds = {
  async list(call, query) {
    const { db, client, base } = call;
    const { people, total } = await listFitting(db, client.directory, query);
    return listReply((await showUsers(db, client.directory, people, base)).map((user) => selected(user, query.selection)), query, total);
  },
  async find(call, id) {
    const person = await findVisible(call.db, call.client.directory, id);
    if (!person) throw notFound(id);
    return reply(call, person, 200, []);
  },
  async add(call) {
    const { operations, ignored } = readResource("User", call.body);
    const { person } = await addProvisionedPerson(call.db, call.client, saidPerson(patched({}, operations), call.client.directory, undefined), call.at);
    return reply(call, person, 201, ignored);
  },
  async replace(call, id) {
    const { operations, ignored } = readResource("User", call.body);
    return changed(call, id, () => patched({}, operations), ignored);
  },
  async change(call, id) {
    const { operations, ignored } = readChanges("User", call.body);
    return changed(call, id, (now) => patched({ ...writableOf(now), active: now.person.deactivated_at === null }, operations), ignored);
  },
  async remove(call, id) {
    const isGone = await removeProvisionedPerson(call.db, call.client, id, (now) => mustBeSeen(call, versionOf(now)), call.at);
    if (!isGone) throw notFound(id);
    return { status: 204 };
  },
};

async function changed(call: Call, id: string, wish: (now: Provisioned) => Resource, ignored: readonly string[]): Promise<Reply> {
  const change = (now: Provisioned) => {
    mustBeSeen(call, versionOf(now));
    return saidPerson(wish(now), call.client.directory, now);
  };
  const now = await changeProvisionedPerson(call.db, call.client, id, change, call.at);
  if (!now) throw notFound(id);
  return reply(call, now.person, 200, ignored);
}

async function reply(call: Call, person: Person, status: number, ignored: readonly string[]): Promise<Reply> {
  const [user] = await showUsers(call.db, call.client.directory, [person], call.base);
  const { location, version } = user!["meta"] as { location: string; version: string };
  return { status, body: selected(user!, selectionOf("User", call)), tag: version, location, ignored };
}
