import type { ErrorRequestHandler, Request, Response, Router } from "express";
import { z } from "zod";
import { confirmPeopleImport } from "../../domain/applying-people.ts";
import { bringPeople, cancelPeopleImport, carryOn, chooseAnew } from "../../domain/bringing-people.ts";
import { found } from "../../domain/found.ts";
import { LARGEST_PEOPLE_FILE, MOST_PEOPLE, PEOPLE_ENDINGS } from "../../engine/people/file.ts";
import { examplePeople, peopleHeading, personLine } from "../../engine/people/writing.ts";
import { peopleTemplate } from "../../engine/people/template.ts";
import { say } from "../../lib/messages.ts";
import { findPeopleImport, listPeopleImports, type ImportHead } from "../../storage/people-imports.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { largeForms } from "../http/uploads.ts";
import { resultLines, showPeopleImport } from "./people-import-page.ts";
import { sheetLanguage } from "./people-list.ts";
import { complain } from "../../lib/log.ts";

const ticked = z.preprocess((value) => value === "1", z.boolean());
const choiceForm = z.object({ create_teams: ticked, with_leavers: ticked, invites: ticked });
const fileForm = choiceForm.extend({ file: z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }, "people-imports.no-file") });
const confirmForm = z.object({ leavers: z.string().trim().regex(/^\d{0,7}$/, "people-imports.number-odd").default("").transform((typed) => (typed === "" ? null : Number(typed))) });

/** Small files are done with before the page answers; larger ones go on behind it. */
const AT_ONCE = 300_000;
const BODY = "41mb";

/** Files of people: brought, compared, looked through, applied. */
export function peopleImports(deps: Deps): Router {
  const { db, now, config } = deps;
  const canInvite = () => config.mail !== undefined;
  const own = (req: Request) => found(findPeopleImport(db, String(req.params["id"])));
  const goOn = async (brought: ImportHead, isSmall: boolean) => {
    const going = findPeopleImport(db, brought.public_id).then((head) => (head ? carryOn(db, head, now) : undefined)).catch((error: unknown) => { complain("A file of people broke off", error); });
    if (isSmall) await going;
  };
  const backTo = (res: Response, { public_id }: { public_id: string }) => res.redirect(303, `/admin/people/imports/${public_id}`);

  const showNew = (res: Response, form: Form, status = 200) => showForm(res, form, canInvite(), status);

  return exactRouter()
    .get("/admin/people/imports", async (req, res) => render(res, "admin/people/imports/index", { imports: await listPeopleImports(db, pageNumber(req)) }))
    .get("/admin/people/imports/new", (_req, res) => showNew(res, emptyForm()))
    .get("/admin/people/imports/templates/people.csv", (_req, res) => {
      const language = sheetLanguage(res);
      res.attachment("people.csv").type("text/csv").send(peopleHeading(language) + examplePeople(language).map(personLine).join(""));
    })
    .get("/admin/people/imports/templates/people.xlsx", async (_req, res) => { res.attachment("people.xlsx").send(Buffer.from(await peopleTemplate(res.locals.reader.t, sheetLanguage(res)))); })
    .post("/admin/people/imports", ...largeForms(BODY), async (req, res) => {
      const { form, value } = readForm(fileForm, req.body);
      const brought = value && (await tryDeed(form, bringPeople(db, actorOf(res), value.file, { createsTeams: value.create_teams, withLeavers: value.with_leavers, invites: value.invites && canInvite() }, now())));
      if (!brought) return showNew(res, form, 422);
      await goOn(brought, value.file.bytes.length <= AT_ONCE);
      backTo(res, brought);
    })
    .get("/admin/people/imports/:id", async (req, res) => showPeopleImport(req, res, deps, await own(req)))
    .get("/admin/people/imports/:id/result.csv", async (req, res) => {
      const brought = await own(req);
      res.attachment("result.csv").type("text/csv");
      for await (const piece of resultLines(db, brought, res.locals.reader)) res.write(piece);
      res.end();
    })
    .get("/admin/people/imports/:id/:deed", async (req, res) => backTo(res, await own(req)))
    .post("/admin/people/imports/:id/choices", async (req, res) => {
      const brought = await own(req);
      const { create_teams, with_leavers, invites } = choiceForm.parse(req.body ?? {});
      await chooseAnew(db, brought, { createsTeams: create_teams, withLeavers: with_leavers, invites: invites && canInvite() });
      await goOn(brought, brought.total <= 2_000);
      backTo(res, brought);
    })
    .post("/admin/people/imports/:id/confirmation", async (req, res) => {
      const brought = await own(req);
      const { form, value } = readForm(confirmForm, req.body);
      const confirmed = value && (await tryDeed(form, confirmPeopleImport(db, brought, value.leavers).then(() => true)));
      if (!confirmed) return showPeopleImport(req, res, deps, brought, form, 422);
      await goOn(brought, brought.total <= 2_000);
      backTo(res, brought);
    })
    .post("/admin/people/imports/:id/cancellation", async (req, res) => {
      await cancelPeopleImport(db, actorOf(res), await own(req), now());
      flash(req, say("people-imports.was-cancelled"));
      res.redirect(303, "/admin/people/imports");
    })
    .use("/admin/people/imports", tooLarge(showNew));
}

function showForm(res: Response, form: Form, canMail: boolean, status: number): void {
  const { create_teams, with_leavers, invites } = form.values;
  render(res, "admin/people/imports/new", { form: { values: { create_teams, with_leavers, invites }, errors: form.errors }, canMail, endings: PEOPLE_ENDINGS, most: LARGEST_PEOPLE_FILE / 1_000_000, mostPeople: MOST_PEOPLE }, status);
}

/** Said on the page of the form, because a person chose the file. */
function tooLarge(showNew: (res: Response, form: Form, status: number) => void): ErrorRequestHandler {
  return (error, _req, res, next) => {
    if ((error as { status?: unknown }).status !== 413) return next(error);
    showNew(res, { values: {}, errors: { file: say("people-imports.too-large", { most: LARGEST_PEOPLE_FILE / 1_000_000 }) } }, 422);
  };
}
