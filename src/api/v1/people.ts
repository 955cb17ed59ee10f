import { z } from "zod";
import { found } from "../../domain/found.ts";
import { holdPerson } from "../../domain/holding-rows.ts";
import { addPerson, changePerson, deactivatePerson, reactivatePerson } from "../../domain/people.ts";
import { EVERYBODY } from "../../storage/people-filter.ts";
import { findPersonByPublicId } from "../../storage/people.ts";
import { listPeopleAfter } from "../../storage/portions.ts";
import { ROLES } from "../../storage/tables.ts";
import { list, operation } from "../http/declaring.ts";
import type { Edited } from "../http/routes.ts";
import { idField, pageOf } from "./fields.ts";
import { definedOnly } from "./defined-only.ts";
import { detailsOf, newPerson, person, personChange, showPeople, showPerson } from "./person-shapes.ts";

const edited: Edited = { hold: (tx, { id }) => holdPerson(tx, id!), show: async ({ db, params }) => showPerson(db, await found(findPersonByPublicId(db, params["id"]!))) };
const filter = {
  q: z.string().max(300).optional().describe("Words of the name, email, personnel number, department, site or job title."), email: z.string().max(254).optional(), external_id: z.string().max(100).optional(),
  team: idField.optional().describe("A team with those below it; no-team for people without one."), group: idField.optional(), role: z.enum(ROLES).optional(), state: z.enum(["active", "deactivated"]).optional(),
  department: z.string().max(120).optional(), site: z.string().max(120).optional(),
};

export const people = [
  list("/people", pageOf("PersonPage", person), {
    id: "people-list", group: "people", scope: "people:read", filter,
    rows: ({ db, query }, after, limit) => listPeopleAfter(db, { ...EVERYBODY, email: "", external_id: "", ...definedOnly(query) }, after, limit),
    show: (rows, { db }) => showPeople(db, rows),
  }),
  operation("post", "/people", { 201: person }, {
    id: "people-add", group: "people", scope: "people:write", body: newPerson,
    handle: async ({ db, member, body, at }) => {
      const made = await addPerson(db, member, await detailsOf(db, body), at);
      return { status: 201, body: await showPerson(db, made), location: `/people/${made.public_id}` };
    },
  }),
  operation("get", "/people/:id", { 200: person }, { id: "people-read", group: "people", scope: "people:read", handle: async ({ db, params }) => ({ body: await showPerson(db, await found(findPersonByPublicId(db, params.id))) }) }),
  operation("patch", "/people/:id", { 200: person }, {
    id: "people-change", group: "people", scope: "people:write", body: personChange, edited,
    handle: async ({ db, member, params, body, at }) => {
      const now = await found(findPersonByPublicId(db, params.id));
      await changePerson(db, member, params.id, await detailsOf(db, body, now), at);
      return { body: await showPerson(db, await found(findPersonByPublicId(db, params.id))) };
    },
  }),
  ...([["deactivation", "people-deactivate", deactivatePerson], ["reactivation", "people-reactivate", reactivatePerson]] as const).map(([noun, id, deed]) => operation("post", `/people/:id/${noun}`, { 200: person }, {
    id, group: "people", scope: "people:write",
    handle: async ({ db, member, params, at }) => {
      await deed(db, member, params.id, at);
      return { body: await showPerson(db, await found(findPersonByPublicId(db, params.id))) };
    },
  })),
];
