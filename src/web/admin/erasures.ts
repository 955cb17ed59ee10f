import type { Response, Router } from "express";
import { z } from "zod";
import { answerBy, declineErasure, erasePerson } from "../../domain/erasing.ts";
import { found } from "../../domain/found.ts";
import { say } from "../../lib/messages.ts";
import { findOpenRequest, listOpenRequests } from "../../storage/erasures.ts";
import { findPersonByPublicId } from "../../storage/people.ts";
import type { Person } from "../../storage/tables.ts";
import { listTeams } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf, only } from "../http/locals.ts";
import { pageNumber } from "../http/paging.ts";
import { render } from "../http/render.ts";

const doneForm = (email: string) => z.object({ email: z.string("erasures.confirm-missing").trim().toLowerCase().refine((typed) => typed === email, "erasures.confirm-wrong") });
const refusalForm = z.object({ reason: z.string("erasures.reason-missing").trim().min(1, "erasures.reason-missing").max(1000, "fields.too-long") });

/** Who asks to be erased, and the deed itself, which nothing undoes. */
export function erasures({ db, now }: Deps): Router {
  const show = async (res: Response, person: Person, { form = emptyForm(), refusal = emptyForm() }: { form?: Form; refusal?: Form } = {}, status = 200) => {
    const request = await findOpenRequest(db, person.id);
    const managed = (await listTeams(db)).filter(({ manager_id }) => manager_id === person.id).map(({ name }) => name);
    render(res, "admin/erasures/show", { person, request, answerBy: request ? answerBy(request.asked_at).toISOString() : "", managed, form, refusal }, status);
  };

  return exactRouter()
    .use("/admin/erasures", only("admin"))
    .get("/admin/erasures", async (req, res) => {
      const requests = await listOpenRequests(db, pageNumber(req));
      render(res, "admin/erasures/index", { requests, rows: requests.rows.map((request) => ({ ...request, answerBy: answerBy(request.asked_at).toISOString(), isLate: answerBy(request.asked_at) < now() })) });
    })
    .get(["/admin/erasures/:id", "/admin/erasures/:id/refusal"], async (req, res) => show(res, await found(findPersonByPublicId(db, String(req.params["id"])))))
    .post("/admin/erasures/:id", async (req, res) => {
      const person = await findPersonByPublicId(db, req.params.id);
      if (!person) return goneAlready(res);
      const { form, value } = readForm(doneForm(person.email), req.body);
      const outcome = value && (await tryDeed(form, erasePerson(db, actorOf(res), person.public_id, now())));
      if (!outcome) return show(res, person, { form }, 422);
      if (outcome === "already") return goneAlready(res);
      flash(req, say("erasures.erased", { name: person.name }));
      res.redirect(303, "/admin/erasures");
    })
    .post("/admin/erasures/:id/refusal", async (req, res) => {
      const person = await found(findPersonByPublicId(db, req.params.id));
      const { form, value } = readForm(refusalForm, req.body);
      const declining = value && declineErasure(db, actorOf(res), person.public_id, value.reason, now()).then(() => true);
      if (!declining || !(await tryDeed(form, declining))) return show(res, person, { refusal: form }, 422);
      flash(req, say("erasures.declined", { name: person.name }));
      res.redirect(303, "/admin/erasures");
    });
}

function goneAlready(res: Response): void {
  flash(res.req, say("erasures.gone"));
  res.redirect(303, "/admin/erasures");
}
