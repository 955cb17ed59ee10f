import type { Request, Response, Router } from "express";
import { z } from "zod";
import { grantException, withdrawException } from "../../domain/assignment-exceptions.ts";
import { reachOf } from "../../domain/assignment-reach.ts";
import { found, positionParam } from "../../domain/found.ts";
import { noteSeen } from "../../domain/seeing.ts";
import { say } from "../../lib/messages.ts";
import { listExceptionsOf } from "../../storage/duty-records.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { currentMember } from "../http/locals.ts";
import { lookOf } from "../http/looks.ts";
import { render } from "../http/render.ts";
import { exceptionFields, exceptionOf } from "./assignment-form.ts";
import { findPersonWithin, personPage } from "./person-page.ts";
import { readerFor } from "./reader.ts";

const grantForm = exceptionFields.omit({ person: true }).extend({ assignment: z.string("assignments.choose-one").min(1, "assignments.choose-one").max(60, "assignments.choose-one") });

/** One person of a manager's teams, and what they are granted. Each look is noted. */
export function deskPerson(deps: Deps): Router {
  const { db, now, config } = deps;
  const findWithin = async (req: Request, res: Response) => {
    const reader = await readerFor(deps, res);
    return { reader, ...(await found(findPersonWithin(reader, String(req.params["id"])))) };
  };
  const show = async (req: Request, res: Response, form: Form = emptyForm({ kind: "extension" }), status = 200) => {
    const { reader, person, team } = await findWithin(req, res);
    await noteSeen(db, lookOf(req, res, "person", person.public_id), [person], now());
    render(res, "desk/person", await personPage(reader, { person, team }, config.timeZone, form), status);
  };
  const assignerOf = async (res: Response) => ({ person: currentMember(res), reach: await reachOf(db, currentMember(res)) });

  return exactRouter()
    .get("/desk/people/:id", (req, res) => show(req, res))
    .post("/desk/people/:id/exceptions", async (req, res) => {
      const { person } = await findWithin(req, res);
      const { form, value } = readForm(grantForm, req.body);
      const granted = value && (await tryDeed(form, grantException(db, await assignerOf(res), value.assignment, exceptionOf({ ...value, person: person.email }), now())));
      if (!granted) return show(req, res, form, 422);
      flash(req, say(value.kind === "extension" ? "assignments.extended" : "assignments.exempted", { name: person.name }));
      res.redirect(303, `/desk/people/${person.public_id}#exceptions`);
    })
    .post("/desk/people/:id/exceptions/:number/removal", async (req, res) => {
      const { person } = await findWithin(req, res);
      const id = positionParam(req.params.number);
      const held = (await listExceptionsOf(db, person)).find((each) => each.id === id);
      if (held) await withdrawException(db, await assignerOf(res), held.assignment, id, now());
      flash(req, say("assignments.withdrawn"));
      res.redirect(303, `/desk/people/${person.public_id}#exceptions`);
    })
    .get(["/desk/people/:id/exceptions", "/desk/people/:id/exceptions/:number/removal"], async (req, res) => res.redirect(303, `/desk/people/${(await findWithin(req, res)).person.public_id}`));
}
