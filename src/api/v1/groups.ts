import { z } from "zod";
import { NotFound } from "../../domain/errors.ts";
import { found } from "../../domain/found.ts";
import { addGroup, changeGroup, putIntoGroup, removeGroup, takeOutOfGroup } from "../../domain/groups.ts";
import { holdGroups } from "../../domain/holding-rows.ts";
import { groupRuleSchema, readGroupRule } from "../../engine/people/group-rule.ts";
import { say } from "../../lib/messages.ts";
import { findGroup } from "../../storage/groups.ts";
import type { Group } from "../../storage/people-tables.ts";
import { listPeopleByPublicId } from "../../storage/people.ts";
import { listGroupsAfter, listMembersAfter } from "../../storage/portions.ts";
import { list, operation } from "../http/declaring.ts";
import { Problem } from "../http/problems.ts";
import type { Edited } from "../http/routes.ts";
import { idField, lineField, pageOf, timeField } from "./fields.ts";
import { definedOnly } from "./defined-only.ts";
import { person, showPeople } from "./person-shapes.ts";

const [read, write] = [{ group: "groups", scope: "groups:read" }, { group: "groups", scope: "groups:write" }] as const;

const rule = groupRuleSchema.meta({ id: "GroupRule", description: "Who is in a group: active people of whom all the conditions hold, or any of them.", examples: [{ match: "all", conditions: [{ field: "site", is: "one-of", values: ["Bonn"] }] }] });
const group = z.strictObject({ id: z.string(), name: z.string(), rule: rule.nullable().describe("Null for a list that is kept by hand."), created_at: timeField }).meta({ id: "Group", description: "People who belong together, by a rule or by hand." });
const newGroup = z.strictObject({ name: lineField(120).min(1, "fields.name-missing"), rule: rule.nullable().default(null) }).meta({ id: "NewGroup", description: "A group to add; without a rule it is a list that is kept by hand." });
const groupChange = z.strictObject({ name: lineField(120).min(1, "fields.name-missing"), rule }).partial().meta({ id: "GroupChange", description: "What is left out stays as it is. A list stays a list, a rule a rule." });
const members = z.strictObject({ people: z.array(idField).min(1).max(1000) }).meta({ id: "GroupMembers", description: "Ids of people." });
const changed = z.strictObject({ changed: z.int() }).meta({ id: "Changed", description: "How many it changed something for." });

const showGroup = ({ public_id, name, rule: kept, created_at }: Group) => ({ id: public_id, name, rule: kept === null ? null : readGroupRule(kept), created_at });
const edited: Edited = { hold: (tx) => holdGroups(tx), show: async ({ db, params }) => showGroup(await found(findGroup(db, params["id"]!))) };

export const groups = [
  list("/groups", pageOf("GroupPage", group), { id: "groups-list", ...read, rows: ({ db }, after, limit) => listGroupsAfter(db, after, limit), show: (rows) => rows.map(showGroup) }),
  operation("post", "/groups", { 201: group }, {
    id: "groups-add", ...write, body: newGroup,
    handle: async ({ db, member, body, at }) => {
      const made = await addGroup(db, member, body, at);
      return { status: 201, body: showGroup(made), location: `/groups/${made.public_id}` };
    },
  }),
  operation("get", "/groups/:id", { 200: group }, { id: "groups-read", ...read, handle: async ({ db, params }) => ({ body: showGroup(await found(findGroup(db, params.id))) }) }),
  operation("patch", "/groups/:id", { 200: group }, {
    id: "groups-change", ...write, body: groupChange, edited,
    handle: async ({ db, member, params, body, at }) => {
      const now = showGroup(await found(findGroup(db, params.id)));
      return { body: showGroup(await changeGroup(db, member, params.id, { name: now.name, rule: now.rule, ...definedOnly(body) }, at)) };
    },
  }),
  operation("delete", "/groups/:id", { 204: undefined }, {
    id: "groups-remove", ...write,
    handle: async ({ db, member, params, at }) => {
      if (!(await removeGroup(db, member, params.id, at))) throw new NotFound();
      return {};
    },
  }),
  list("/groups/:id/members", pageOf("MemberPage", person), {
    id: "groups-members", ...read, rows: async ({ db, params }, after, limit) => listMembersAfter(db, (await found(findGroup(db, params.id))).id, after, limit), show: (rows, { db }) => showPeople(db, rows),
  }),
  operation("post", "/groups/:id/members", { 200: changed }, {
    id: "groups-fill", ...write, body: members,
    handle: async ({ db, member, params, body: { people }, at }) => {
      const here = await listPeopleByPublicId(db, people);
      if (here.length < new Set(people).size) throw new Problem("refused", { words: say("api-faults.nobody"), faults: people.flatMap((id, place) => (here.some(({ public_id }) => public_id === id) ? [] : [{ pointer: `#/people/${place}`, words: say("api-faults.nobody") }])) });
      return { body: { changed: await db.transaction((tx) => putIntoGroup(tx, member, params.id, here.map(({ id }) => id), at)) } };
    },
  }),
  operation("post", "/groups/:id/members/removal", { 200: changed }, { id: "groups-empty", ...write, body: members, handle: async ({ db, member, params, body: { people }, at }) => ({ body: { changed: await takeOutOfGroup(db, member, params.id, people, at) } }) }),
];
