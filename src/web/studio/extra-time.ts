import type { Router } from "express";
import { z } from "zod";
import { MOST_EXTRA, setExtraTime } from "../../domain/adding-time.ts";
import { found } from "../../domain/found.ts";
import { say } from "../../lib/messages.ts";
import { findPersonByPublicId, listPeopleWithExtraTime } from "../../storage/people.ts";
import { EVERYBODY, listPeople } from "../../storage/people-filter.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber, queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";

const isShare = (typed: string) => /^\d{1,3}$/.test(typed) && Number(typed) <= MOST_EXTRA;
const extraTimeForm = z.object({ percent: z.string("writing.once").trim().default("").refine(isShare, { message: "extra-time.odd", params: { most: MOST_EXTRA } }).transform(Number) });

/** People whose time limits are longer. Nobody sees it but they, trainers and admins. */
export function extraTime({ db, now }: Deps): Router {
  return exactRouter()
    .get("/studio/extra-time", async (req, res) => {
      const search = queryText(req, "q").trim();
      const people = search === "" ? await listPeopleWithExtraTime(db, pageNumber(req)) : await listPeople(db, { ...EVERYBODY, q: search }, "name", pageNumber(req));
      render(res, "studio/extra-time/index", { people, search, form: emptyForm(), refused: undefined });
    })
    .get("/studio/extra-time/:id", async (req, res) => {
      const person = await found(findPersonByPublicId(db, req.params.id));
      res.redirect(303, `/studio/extra-time?q=${encodeURIComponent(person.email)}`);
    })
    .post("/studio/extra-time/:id", async (req, res) => {
      const person = await found(findPersonByPublicId(db, req.params.id));
      const { form, value } = readForm(extraTimeForm, req.body);
      if (!value) return render(res, "studio/extra-time/index", { people: { rows: [person], number: 1, last: 1, total: 1 }, search: person.email, form, refused: person.public_id }, 422);
      await setExtraTime(db, actorOf(res), person.public_id, value.percent, now());
      flash(req, value.percent === 0 ? say("extra-time.removed", { name: person.name }) : say("extra-time.given", { name: person.name, share: res.locals.formats.percent(value.percent) }));
      res.redirect(303, "/studio/extra-time");
    });
}
