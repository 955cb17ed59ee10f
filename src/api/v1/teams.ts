import { z } from "zod";
import { NotFound } from "../../domain/errors.ts";
import { found } from "../../domain/found.ts";
import { holdTeams } from "../../domain/holding-rows.ts";
import { mergeTeam, removeTeam } from "../../domain/merging-teams.ts";
import { addTeam, changeTeam } from "../../domain/teams.ts";
import { listPeopleById } from "../../storage/people.ts";
import { listTeamsAfter } from "../../storage/portions.ts";
import type { Db, Team } from "../../storage/tables.ts";
import { findTeamByPublicId, listTeams } from "../../storage/teams.ts";
import { list, operation } from "../http/declaring.ts";
import type { Edited } from "../http/routes.ts";
import { idField, lineField, pageOf } from "./fields.ts";
import { definedOnly } from "./defined-only.ts";
import { personRef, refTo, teamRef } from "./person-shapes.ts";

const [read, write] = [{ group: "teams", scope: "teams:read" }, { group: "teams", scope: "teams:write" }] as const;

const team = z.strictObject({ id: z.string(), name: z.string(), parent: teamRef.nullable().describe("The team above it."), manager: personRef.nullable() }).meta({ id: "Team", description: "Teams form a tree; who manages one sees it and those below it." });
const given = { name: lineField(120).min(1, "fields.name-missing"), parent: idField.nullable().describe("The id of the team above it."), manager: idField.nullable().describe("The id of a person with the role manager.") };
const newTeam = z.strictObject(given).partial().required({ name: true }).meta({ id: "NewTeam", description: "A team to add." });
const teamChange = z.strictObject(given).partial().meta({ id: "TeamChange", description: "What is left out stays as it is." });

const merger = z.strictObject({ into: idField.describe("The id of the team that takes everything.") }).meta({ id: "TeamMerger", description: "Its people, the teams below it, its assignments and channels, and rules that name it, go to another team; it is gone." });
const merged = z.strictObject({ team, people: z.int().describe("How many people moved.") }).meta({ id: "MergedTeam", description: "The team that took everything." });

async function showTeams(db: Db, rows: readonly Team[]): Promise<z.output<typeof team>[]> {
  const teams = new Map((await listTeams(db)).map((one) => [one.id, one]));
  const managers = new Map((await listPeopleById(db, rows.flatMap(({ manager_id }) => manager_id ?? []))).map((one) => [one.id, one]));
  return rows.map(({ public_id, name, parent_id, manager_id }) => ({ id: public_id, name, parent: refTo(teams.get(parent_id ?? 0)), manager: refTo(managers.get(manager_id ?? 0)) }));
}

const showTeam = async (db: Db, id: string) => (await showTeams(db, [await found(findTeamByPublicId(db, id))]))[0]!;
const edited: Edited = { hold: (tx) => holdTeams(tx), show: ({ db, params }) => showTeam(db, params["id"]!) };

export const teams = [
  list("/teams", pageOf("TeamPage", team), { id: "teams-list", ...read, rows: ({ db }, after, limit) => listTeamsAfter(db, after, limit), show: (rows, { db }) => showTeams(db, rows) }),
  operation("post", "/teams", { 201: team }, {
    id: "teams-add", ...write, body: newTeam,
    handle: async ({ db, member, body: { name, parent, manager }, at }) => {
      const made = await addTeam(db, member, { name, parent: parent ?? "", manager: manager ?? "" }, at);
      return { status: 201, body: await showTeam(db, made.public_id), location: `/teams/${made.public_id}` };
    },
  }),
  operation("get", "/teams/:id", { 200: team }, { id: "teams-read", ...read, handle: async ({ db, params }) => ({ body: await showTeam(db, params.id) }) }),
  operation("patch", "/teams/:id", { 200: team }, {
    id: "teams-change", ...write, body: teamChange, edited,
    handle: async ({ db, member, params, body, at }) => {
      const now = await showTeam(db, params.id);
      const wish = { name: now.name, parent: now.parent?.id ?? null, manager: now.manager?.id ?? null, ...definedOnly(body) };
      await changeTeam(db, member, params.id, { name: wish.name, parent: wish.parent ?? "", manager: wish.manager ?? "" }, at);
      return { body: await showTeam(db, params.id) };
    },
  }),
  operation("delete", "/teams/:id", { 204: undefined }, {
    id: "teams-remove", ...write,
    handle: async ({ db, member, params, at }) => {
      if (!(await removeTeam(db, member, params.id, at))) throw new NotFound();
      return {};
    },
  }),
  operation("post", "/teams/:id/merger", { 200: merged }, {
    id: "teams-merge", ...write, body: merger,
    handle: async ({ db, member, params, body: { into }, at }) => {
      const done = await found(mergeTeam(db, member, params.id, into, at));
      return { body: { team: await showTeam(db, done.to.public_id), people: done.people } };
    },
  }),
];
