import type { Request, Response, Router } from "express";
import { grantException, mayChange, withdrawException } from "../../domain/assignment-exceptions.ts";
import { reachOf } from "../../domain/assignment-reach.ts";
import { positionParam } from "../../domain/found.ts";
import { noteSeen } from "../../domain/seeing.ts";
import { say } from "../../lib/messages.ts";
import { dayIn } from "../../lib/zones.ts";
import { listExceptions } from "../../storage/assignment-exceptions.ts";
import { listMembersOf, type MemberFilter } from "../../storage/audience-pages.ts";
import { findLastPersonId } from "../../storage/assignment-outlooks.ts";
import type { Assignment } from "../../storage/assignment-tables.ts";
import type { Db } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { currentMember } from "../http/locals.ts";
import { lookOf } from "../http/looks.ts";
import { pageNumber, queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { exceptionForm } from "./assignment-form.ts";
import { linesOf } from "./assignment-pages.ts";
import { findWithin, teamsOf } from "./assignment-scope.ts";

const FILTERS: readonly MemberFilter[] = ["", "todo", "overdue", "done"];

/** One assignment, its people where names are shown, and what single people of it were granted. */
export function assignmentDetails(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter()
    .get("/desk/assignments/:id", async (req, res) => show(req, res, deps, emptyForm({ kind: "extension", person: queryText(req, "person") })))
    .post("/desk/assignments/:id/exceptions", async (req, res) => {
      const reach = await reachOf(db, currentMember(res));
      const assignment = await findWithin(deps, reach, req.params.id);
      const { form, value } = readForm(exceptionForm, req.body);
      const person = value && (await tryDeed(form, grantException(db, { person: currentMember(res), reach }, assignment.public_id, value, now())));
      if (!person) return show(req, res, deps, form, 422);
      flash(req, say(value.kind === "extension" ? "assignments.extended" : "assignments.exempted", { name: person.name }));
      res.redirect(303, `/desk/assignments/${assignment.public_id}#exceptions`);
    })
    .post("/desk/assignments/:id/exceptions/:number/removal", async (req, res) => {
      const reach = await reachOf(db, currentMember(res));
      const assignment = await findWithin(deps, reach, req.params.id);
      await withdrawException(db, { person: currentMember(res), reach }, assignment.public_id, positionParam(req.params.number), now());
      flash(req, say("assignments.withdrawn"));
      res.redirect(303, `/desk/assignments/${assignment.public_id}#exceptions`);
    });
}

async function show(req: Request, res: Response, deps: Deps, form: Form, status = 200): Promise<void> {
  const { db, now, config } = deps;
  const member = currentMember(res);
  const reach = await reachOf(db, member);
  const assignment = await findWithin(deps, reach, String(req.params["id"]));
  const filter = FILTERS.find((known) => known === queryText(req, "show")) ?? "";
  const search = queryText(req, "q").trim().slice(0, 100);
  const today = dayIn(config.timeZone, now());
  const seesDesk = member.roles.includes("manager") || member.roles.includes("admin");
  const own = teamsOf(reach);
  const { lines, isFresh } = await linesOf(deps, [assignment], own);
  const teamIds = member.roles.includes("admin") ? undefined : own ?? await ownTeams(deps, member.id);
  const progress = isFresh && (assignment.filled_to ?? null) === null && String(teamIds) === String(own) ? lines[0]!.progress : undefined;
  const members = config.privacyMode === "named" && seesDesk ? await listMembersOf(db, assignment.id, { filter, search, teamIds, progress, page: pageNumber(req) }, today, now().toISOString()) : undefined;
  await noteSeen(db, lookOf(req, res, "assignment", assignment.public_id), members?.rows ?? [], now());
  render(res, "desk/assignments/show", { line: lines[0]!, filled: await shareFilled(db, assignment), isFresh, mayChange: await mayChange(db, reach, assignment), members, filter, search, exceptions: await listExceptions(db, assignment.id, own), form, today, seesDesk }, status);
}

/** Of everybody who has to be looked at, in whole per cent; null where all of them were. */
async function shareFilled(db: Db, { filled_to = null }: Assignment): Promise<number | null> {
  return filled_to === null ? null : Math.min(100, Math.round((100 * filled_to) / Math.max(1, await findLastPersonId(db))));
}

/** A trainer who is a manager too sees names of their own teams only. */
async function ownTeams({ db }: Pick<Deps, "db">, id: number): Promise<number[]> {
  return teamsOf(await reachOf(db, { id, roles: ["manager"] })) ?? [];
}
