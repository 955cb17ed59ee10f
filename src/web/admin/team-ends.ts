import type { Response, Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { mergeTeam, removeTeam } from "../../domain/merging-teams.ts";
import { say } from "../../lib/messages.ts";
import { countIn, findTeamByPublicId, listTeams, withBelow } from "../../storage/teams.ts";
import type { Team } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { chosenField } from "../person-fields.ts";
import { teamOptions } from "./team-tree.ts";

const mergeForm = z.object({ into: chosenField("fields.one-team").pipe(z.string().min(1, "fields.one-team")) });

/** How a team ends: it goes into another, or it is empty and removed. */
export function teamEnds({ db, now }: Deps): Router {
  const show = async (res: Response, team: Team, form: Form, status = 200) => {
    const all = await listTeams(db);
    const below = new Set(withBelow(all, [team]).map(({ id }) => id));
    render(res, "admin/teams/merge", { team, form, teams: teamOptions(all.filter(({ id }) => !below.has(id))), holds: await countIn(db, team.id) }, status);
  };

  return exactRouter()
    .get("/admin/teams/:id/merger", async (req, res) => show(res, await found(findTeamByPublicId(db, req.params.id)), emptyForm()))
    .post("/admin/teams/:id/merger", async (req, res) => {
      const team = await findTeamByPublicId(db, req.params.id);
      if (!team) return gone(res);
      const { form, value } = readForm(mergeForm, req.body);
      const merged = value && (await tryDeed(form, mergeTeam(db, actorOf(res), team.public_id, value.into, now())));
      if (!merged) return show(res, team, form, 422);
      flash(req, say("teams.merged", { from: merged.from.name, into: merged.to.name, count: merged.people }));
      res.redirect(303, "/admin/teams");
    })
    .get("/admin/teams/:id/removal", async (req, res) => res.redirect(303, `/admin/teams/${(await found(findTeamByPublicId(db, req.params.id))).public_id}`))
    .post("/admin/teams/:id/removal", async (req, res) => {
      const form = emptyForm();
      const team = await findTeamByPublicId(db, req.params.id);
      if (!team) return gone(res);
      const removed = await tryDeed(form, removeTeam(db, actorOf(res), team.public_id, now()));
      if (!removed) return show(res, team, form, 422);
      flash(req, say("teams.removed", { name: removed.name }));
      res.redirect(303, "/admin/teams");
    });
}

function gone(res: Response): void {
  flash(res.req, say("teams.gone"));
  res.redirect(303, "/admin/teams");
}
