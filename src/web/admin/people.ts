import { Router, type Response } from "express";
import { z } from "zod";
import { addPerson, changePerson, deactivatePerson, reactivatePerson, setPassword } from "../../domain/people.ts";
import { say } from "../../lib/messages.ts";
import { findPersonByPublicId, listPeople, listPersonRoles, listRolesOf } from "../../storage/people.ts";
import type { Person } from "../../storage/tables.ts";
import { findTeam, listTeams } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { found } from "../http/found.ts";
import { actorOf, only } from "../http/locals.ts";
import { pageNumber, queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { startSession } from "../http/signed-in.ts";
import { chosenField, emailField, nameField, newPasswordField, rolesField } from "../person-fields.ts";
import { teamOptions } from "./team-tree.ts";

const personForm = z.object({ name: nameField, email: emailField, team: chosenField("fields.one-team"), roles: rolesField });
const newPersonForm = personForm.extend({ password: newPasswordField });
const passwordForm = z.object({ password: newPasswordField });

/** Who is here and what they may do. */
export function people({ db, now }: Deps): Router {
  const teams = async () => teamOptions(await listTeams(db));
  const showNew = async (res: Response, form: Form, status = 200) => render(res, "admin/people/new", { form, teams: await teams() }, status);
  const showEdit = async (res: Response, person: Person, forms: EditForms = {}, status = 200) => {
    const form = forms.form ?? emptyForm(await typedOf(person));
    render(res, "admin/people/edit", { person, form, passwordForm: forms.passwordForm ?? emptyForm(), teams: await teams() }, status);
  };
  const typedOf = async ({ id, name, email, team_id }: Person) => ({ name, email, team: team_id ? (await findTeam(db, team_id))?.public_id : "", roles: await listRolesOf(db, id) });

  return Router()
    .use("/admin", only("admin"))
    .get("/admin", (_req, res) => res.redirect(303, "/admin/people"))
    .get("/admin/people", async (req, res) => {
      const search = queryText(req, "q").trim();
      const page = await listPeople(db, search, pageNumber(req));
      const roles = await listPersonRoles(db, page.rows.map((person) => person.id));
      render(res, "admin/people/index", { people: page, roles, search, teams: await listTeams(db) });
    })
    .get("/admin/people/new", (_req, res) => showNew(res, emptyForm()))
    .post("/admin/people", async (req, res) => {
      const { form, value } = readForm(newPersonForm, req.body);
      const person = value && (await tryDeed(form, addPerson(db, actorOf(res), value, now())));
      if (!person) return showNew(res, form, 422);
      flash(req, say("people.added", { name: person.name }));
      res.redirect(303, "/admin/people");
    })
    .get("/admin/people/:id", async (req, res) => showEdit(res, await found(findPersonByPublicId(db, req.params.id))))
    .post("/admin/people/:id", async (req, res) => {
      const person = await found(findPersonByPublicId(db, req.params.id));
      const { form, value } = readForm(personForm, req.body);
      const changed = value && (await tryDeed(form, changePerson(db, actorOf(res), person.public_id, value, now())));
      if (!changed) return showEdit(res, person, { form }, 422);
      flash(req, say("people.changed", { name: changed.name }));
      res.redirect(303, `/admin/people/${person.public_id}`);
    })
    .get(["/admin/people/:id/password", "/admin/people/:id/deactivation", "/admin/people/:id/reactivation"], async (req, res) => {
      const person = await found(findPersonByPublicId(db, String(req.params["id"])));
      res.redirect(303, `/admin/people/${person.public_id}`);
    })
    .post("/admin/people/:id/password", async (req, res) => {
      const person = await found(findPersonByPublicId(db, req.params.id));
      const { form, value } = readForm(passwordForm, req.body);
      if (!value) return showEdit(res, person, { passwordForm: form }, 422);
      const changed = await setPassword(db, actorOf(res), person.public_id, value.password, now());
      if (changed.id === actorOf(res).id) await startSession(req, changed);
      flash(req, say("people.password-set", { name: person.name }));
      res.redirect(303, `/admin/people/${person.public_id}`);
    })
    .post("/admin/people/:id/deactivation", async (req, res) => {
      const person = await found(findPersonByPublicId(db, req.params.id));
      const form = emptyForm(await typedOf(person));
      if (!(await tryDeed(form, deactivatePerson(db, actorOf(res), person.public_id, now())))) return showEdit(res, person, { form }, 422);
      flash(req, say("people.was-deactivated", { name: person.name }));
      res.redirect(303, `/admin/people/${person.public_id}`);
    })
    .post("/admin/people/:id/reactivation", async (req, res) => {
      const person = await reactivatePerson(db, actorOf(res), req.params.id, now());
      flash(req, say("people.was-reactivated", { name: person.name }));
      res.redirect(303, `/admin/people/${person.public_id}`);
    });
}

interface EditForms { form?: Form; passwordForm?: Form }
