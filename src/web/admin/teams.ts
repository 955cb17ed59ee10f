import type { Response, Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { addTeam, changeTeam } from "../../domain/teams.ts";
import { say } from "../../lib/messages.ts";
import { findPerson, listManagers } from "../../storage/people.ts";
import type { Team } from "../../storage/tables.ts";
import { findTeam, findTeamByPublicId, listTeams, listTeamSizes, withBelow } from "../../storage/teams.ts";
import { listUnmanagedIds } from "../../storage/team-managers.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { chosenField, nameField } from "../person-fields.ts";
import { queryText } from "../http/paging.ts";
import { teamOptions, teamsCalled, treeOf } from "./team-tree.ts";

const teamForm = z.object({ name: nameField, parent: chosenField("fields.one-team"), manager: chosenField("fields.one-person") });

/** The tree of teams, and who manages each. */
export function teams({ db, now }: Deps): Router {
  const showForm = async (res: Response, form: Form, team: Team | undefined, status = 200) => {
    const managers = (await listManagers(db)).map((person) => ({ value: person.public_id, label: `${person.name}, ${person.email}` }));
    const all = await listTeams(db);
    const below = new Set(withBelow(all, team ? [team] : []).map((one) => one.id));
    render(res, "admin/teams/form", { form, team, managers, teams: teamOptions(all.filter((one) => !below.has(one.id))) }, status);
  };
  const hitsIn = async (all: readonly Team[], search: string, onlyUnmanaged: boolean) => {
    if (!onlyUnmanaged) return search === "" ? undefined : teamsCalled(all, search);
    const unmanaged = await listUnmanagedIds(db);
    return teamsCalled(all, search).filter(({ team }) => unmanaged.has(team.id));
  };
  const typedOf = async ({ name, parent_id, manager_id }: Team) => ({
    name, parent: parent_id ? (await findTeam(db, parent_id))?.public_id : "", manager: manager_id ? (await findPerson(db, manager_id))?.public_id : "",
  });

  return exactRouter()
    .get("/admin/teams", async (req, res) => {
      const sizes = new Map((await listTeamSizes(db)).map(({ team_id, total }) => [team_id, total]));
      const managers = new Map((await listManagers(db)).map((person) => [person.id, person.name]));
      const [all, search] = [await listTeams(db), queryText(req, "q").trim()];
      render(res, "admin/teams/index", { tree: treeOf(all), sizes, managers, search, total: all.length, hits: await hitsIn(all, search, queryText(req, "unmanaged") === "1") });
    })
    .get("/admin/teams/new", (_req, res) => showForm(res, emptyForm(), undefined))
    .post("/admin/teams", async (req, res) => {
      const { form, value } = readForm(teamForm, req.body);
      const team = value && (await tryDeed(form, addTeam(db, actorOf(res), value, now())));
      if (!team) return showForm(res, form, undefined, 422);
      flash(req, say("teams.added", { name: team.name }));
      res.redirect(303, "/admin/teams");
    })
    .get("/admin/teams/:id", async (req, res) => {
      const team = await found(findTeamByPublicId(db, req.params.id));
      await showForm(res, emptyForm(await typedOf(team)), team);
    })
    .post("/admin/teams/:id", async (req, res) => {
      const team = await found(findTeamByPublicId(db, req.params.id));
      const { form, value } = readForm(teamForm, req.body);
      const changed = value && (await tryDeed(form, changeTeam(db, actorOf(res), team.public_id, value, now())));
      if (!changed) return showForm(res, form, team, 422);
      flash(req, say("teams.changed", { name: changed.name }));
      res.redirect(303, "/admin/teams");
    });
}
