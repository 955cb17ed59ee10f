import { z } from "zod";
import { saveAssignment, setEnded, wishOf as wishIn, type Assigner } from "../../domain/assigning.ts";
import { grantException, mayChange, withdrawException } from "../../domain/assignment-exceptions.ts";
import { reachOf } from "../../domain/assignment-reach.ts";
import { NotFound } from "../../domain/errors.ts";
import { found, positionParam } from "../../domain/found.ts";
import { holdAssignments } from "../../domain/holding-rows.ts";
import { newPublicId } from "../../lib/ids.ts";
import { findReaching } from "../../storage/assignment-lists.ts";
import type { Assignment } from "../../storage/assignment-tables.ts";
import { findAssignment } from "../../storage/assignments.ts";
import type { Member } from "../../storage/visitors.ts";
import { listAssignmentsAfter, listExceptionsAfter } from "../../storage/result-portions.ts";
import { findPersonByPublicId } from "../../storage/people.ts";
import type { Db } from "../../storage/tables.ts";
import { list, operation } from "../http/declaring.ts";
import type { Edited } from "../http/routes.ts";
import { assignment, assignmentChange, newAssignment, outlook, showAssignments, showOutlook, wishOf } from "./assignment-shapes.ts";
import { dayField, idField, pageOf, timeField } from "./fields.ts";
import { personRef } from "./person-shapes.ts";

const [read, write] = [{ group: "assignments", scope: "assignments:read" }, { group: "assignments", scope: "assignments:write" }] as const;

const exception = z.strictObject({ number: z.int(), kind: z.enum(["extension", "exemption"]), person: personRef, round: z.int().describe("0 for an exemption."), due_on: dayField.nullable(), reason: z.string(), created_at: timeField }).meta({ id: "Exception", description: "More time for one person in one round, or their release." });
const newException = z.strictObject({ kind: z.enum(["extension", "exemption"]), person: idField.describe("The id, email or personnel number of somebody of the audience."), until: dayField.nullable().default(null).describe("The new last day of an extension."), reason: z.string().trim().min(1, "assignments.reason-missing").max(500) })
  .meta({ id: "NewException", description: "Doing it again changes the day and the reason." });

/** The teams that somebody's reading keeps to; undefined for everybody. */
async function teamsOf(db: Db, member: Member): Promise<number[] | undefined> {
  const reach = await reachOf(db, member);
  return reach === "everybody" ? undefined : [...reach];
}

/** An assignment that reaches somebody of theirs. */
async function within(db: Db, member: Member, id: string): Promise<Assignment> {
  const teams = await teamsOf(db, member);
  return found(teams ? findReaching(db, id, teams) : findAssignment(db, id));
}

const shown = async (db: Db, row: Assignment) => (await showAssignments(db, [row]))[0]!;
const assignerOf = async (db: Db, member: Member): Promise<Assigner> => ({ person: member, reach: await reachOf(db, member) });
const edited: Edited = { hold: (tx) => holdAssignments(tx), show: async ({ db, member, params }) => shown(db, await within(db, member, params["id"]!)) };

/** Whoever reaches only a part of an audience may look, and change nothing. */
async function changeable(db: Db, member: Member, id: string): Promise<{ row: Assignment; assigner: Assigner }> {
  const [row, assigner] = [await within(db, member, id), await assignerOf(db, member)];
  if (!(await mayChange(db, assigner.reach, row))) throw new NotFound();
  return { row, assigner };
}

export const assignments = [
  list("/assignments", pageOf("AssignmentPage", assignment), {
    id: "assignments-list", ...read, filter: { state: z.enum(["running", "ended"]).optional() },
    rows: async ({ db, member, query: { state } }, after, limit) => listAssignmentsAfter(db, { teamIds: await teamsOf(db, member), state }, after, limit), show: (rows, { db }) => showAssignments(db, rows),
  }),
  operation("post", "/assignments", { 201: assignment }, {
    id: "assignments-make", ...write, body: newAssignment,
    handle: async ({ db, member, body, at }) => {
      const made = await saveAssignment(db, await assignerOf(db, member), newPublicId(), await wishOf(db, body), at);
      return { status: 201, body: await shown(db, made.assignment), location: `/assignments/${made.assignment.public_id}` };
    },
  }),
  operation("get", "/assignments/:id", { 200: assignment }, { id: "assignments-read", ...read, handle: async ({ db, member, params }) => ({ body: await shown(db, await within(db, member, params.id)) }) }),
  operation("patch", "/assignments/:id", { 200: assignment }, {
    id: "assignments-change", ...write, body: assignmentChange, edited,
    handle: async ({ db, member, params, body, at }) => {
      const { row, assigner } = await changeable(db, member, params.id);
      return { body: await shown(db, (await saveAssignment(db, assigner, params.id, await wishOf(db, body, await wishIn(db, row)), at)).assignment) };
    },
  }),
  ...([["ending", "assignments-end", true], ["resumption", "assignments-resume", false]] as const).map(([noun, id, isEnd]) => operation("post", `/assignments/:id/${noun}`, { 200: outlook }, {
    id, ...write, handle: async ({ db, deps, member, params, at }) => ({ body: showOutlook(await setEnded(db, (await changeable(db, member, params.id)).assigner, params.id, isEnd, at), deps.config.privacyMode) }),
  })),
  list("/assignments/:id/exceptions", pageOf("ExceptionPage", exception), {
    id: "exceptions-list", ...read, rows: async ({ db, member, params }, after, limit) => listExceptionsAfter(db, (await within(db, member, params.id)).id, await teamsOf(db, member), after, limit),
    show: (rows) => rows.map(({ id, kind, round, due_on, reason, created_at, name, person_public_id }) => ({ number: id, kind, person: { id: person_public_id, name }, round, due_on, reason, created_at })),
  }),
  operation("post", "/assignments/:id/exceptions", { 204: undefined }, {
    id: "exceptions-grant", ...write, body: newException,
    handle: async ({ db, member, params, body: { kind, person, until, reason }, at }) => {
      const row = await within(db, member, params.id);
      await grantException(db, await assignerOf(db, member), row.public_id, { kind, person: (await findPersonByPublicId(db, person))?.email ?? person, due_on: until, reason }, at);
      return {};
    },
  }),
  operation("delete", "/assignments/:id/exceptions/:number", { 204: undefined }, {
    id: "exceptions-withdraw", ...write,
    handle: async ({ db, member, params, at }) => {
      const row = await within(db, member, params.id);
      await withdrawException(db, await assignerOf(db, member), row.public_id, positionParam(params.number), at);
      return {};
    },
  }),
];
