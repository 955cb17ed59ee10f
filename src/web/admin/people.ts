import type { Response, Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { addPerson, changePerson, deactivatePerson, reactivatePerson, type FirstAccess, type PersonDetails } from "../../domain/people.ts";
import { say } from "../../lib/messages.ts";
import { findPersonByPublicId } from "../../storage/people.ts";
import type { Person } from "../../storage/tables.ts";
import { listTeams } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { chosenField, emailField, nameField, newPasswordField, rolesField } from "../person-fields.ts";
import { employmentFields } from "./employment-fields.ts";
import { leftUnmanaged } from "./managed-teams.ts";
import { showPerson, typedOf } from "./person-page.ts";
import { teamOptions } from "./team-tree.ts";

const personForm = z.object({ name: nameField, email: emailField, team: chosenField("fields.one-team"), roles: rolesField, ...employmentFields });
const invitedForm = personForm.extend({ invited: z.literal("1") }).transform(({ invited: _, ...details }) => ({ ...details, isInvited: true }));
const newPersonForm = personForm.extend({ password: newPasswordField });

/** One person: what is known of them, what they may do, and what was done with them. */
export function people(deps: Deps): Router {
  const { db, now, config } = deps;
  const canMail = () => config.mail !== undefined;
  const showNew = async (res: Response, form: Form, status = 200) => render(res, "admin/people/new", { form, teams: teamOptions(await listTeams(db)), canMail: canMail() }, status);
  const showEdit = (res: Response, person: Person, forms: { form?: Form } = {}, status = 200) => showPerson(deps, res, person, forms, status);

  return exactRouter()
    .get("/admin/people/new", (_req, res) => showNew(res, emptyForm({ invited: canMail() ? "1" : "" })))
    .post("/admin/people", async (req, res) => {
      const isInvited = canMail() && (req.body as { invited?: unknown } | undefined)?.invited === "1";
      const { form, value } = readForm<PersonDetails & FirstAccess>(isInvited ? invitedForm : newPersonForm, req.body);
      const person = value && (await tryDeed(form, addPerson(db, actorOf(res), value, now())));
      if (!person) return showNew(res, form, 422);
      flash(req, isInvited ? say("accounts.added-invited", { name: person.name, email: person.email }) : say("people.added", { name: person.name }));
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
    .get(["/admin/people/:id/deactivation", "/admin/people/:id/reactivation"], async (req, res) => {
      const person = await found(findPersonByPublicId(db, String(req.params["id"])));
      res.redirect(303, `/admin/people/${person.public_id}`);
    })
    .post("/admin/people/:id/deactivation", async (req, res) => {
      const person = await found(findPersonByPublicId(db, req.params.id));
      const form = emptyForm(await typedOf(db, person));
      if (!(await tryDeed(form, deactivatePerson(db, actorOf(res), person.public_id, now())))) return showEdit(res, person, { form }, 422);
      flash(req, say("people.was-deactivated", { name: person.name }));
      const unmanaged = await leftUnmanaged(db, [person.id], "after");
      if (unmanaged) flash(req, unmanaged, "alert");
      res.redirect(303, `/admin/people/${person.public_id}`);
    })
    .post("/admin/people/:id/reactivation", async (req, res) => {
      const person = await reactivatePerson(db, actorOf(res), req.params.id, now());
      flash(req, say("people.was-reactivated", { name: person.name }));
      res.redirect(303, `/admin/people/${person.public_id}`);
    });
}
