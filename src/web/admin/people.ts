import { Router, type Response } from "express";
import { z } from "zod";
import { addPerson, changePerson, deactivatePerson, reactivatePerson, setPassword } from "../../domain/people.ts";
import { say } from "../../lib/messages.ts";
import { findPersonByPublicId } from "../../storage/people.ts";
import type { Person } from "../../storage/tables.ts";
import { listTeams } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { found } from "../http/found.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { startSession } from "../http/signed-in.ts";
import { chosenField, emailField, nameField, newPasswordField, rolesField } from "../person-fields.ts";
import { employmentFields } from "./employment-fields.ts";
import { personPage, typedOf } from "./person-page.ts";
import { teamOptions } from "./team-tree.ts";

const personForm = z.object({ name: nameField, email: emailField, team: chosenField("fields.one-team"), roles: rolesField, ...employmentFields });
const newPersonForm = personForm.extend({ password: newPasswordField });
const passwordForm = z.object({ password: newPasswordField });

/** One person: what is known of them, what they may do, and what was done with them. */
export function people({ db, now }: Deps): Router {
  const showNew = async (res: Response, form: Form, status = 200) => render(res, "admin/people/new", { form, teams: teamOptions(await listTeams(db)) }, status);
  const showEdit = async (res: Response, person: Person, forms: EditForms = {}, status = 200) => {
    const form = forms.form ?? emptyForm(await typedOf(db, person));
    render(res, "admin/people/edit", { ...await personPage(db, person), form, passwordForm: forms.passwordForm ?? emptyForm() }, status);
  };

  return Router()
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
      const form = emptyForm(await typedOf(db, person));
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
