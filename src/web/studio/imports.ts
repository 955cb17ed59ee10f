import type { ErrorRequestHandler, Request, Response, Router } from "express";
import { z } from "zod";
import { addImport } from "../../domain/adding-imports.ts";
import { found } from "../../domain/found.ts";
import { cancelImport, chooseTwins, LARGEST_FILE, MOST_QUESTIONS, previewImport, tidyImports } from "../../domain/importing-questions.ts";
import { readyToRead } from "../../domain/reading-apart.ts";
import { takeBackImport } from "../../domain/taking-back.ts";
import { ENDINGS } from "../../engine/questions/formats/arriving.ts";
import { templateCsv, templateExcel } from "../../engine/questions/formats/template.ts";
import { LEVELS } from "../../engine/questions/question.ts";
import { say } from "../../lib/messages.ts";
import { findImportOf, listImportsOf } from "../../storage/question-imports.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { largeForms } from "../http/uploads.ts";
import { showImport } from "./import-page.ts";

const fileForm = z.object({ file: z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }, "imports.no-file") });
const places = z.union([z.string(), z.array(z.string())]).optional().transform((typed) => [typed ?? []].flat().map(Number).filter(Number.isSafeInteger));
const choiceForm = z.object({ shown: places, take: places, show: z.enum(["", "errors", "twins", "likes", "notes"]).catch("") });
const tag = z.string().max(100, "imports.tag-long");
const lotForm = z.object({
  topic: z.string().trim().max(60).default(""), level: z.enum(LEVELS).catch("recall"), incident: z.string().max(200).default(""), categories: z.literal("1").optional().catch(undefined).transform((typed) => typed !== undefined),
  tags: z.string().max(1000, "imports.tags-long").default("").transform((typed) => typed.split(",").map((each) => each.trim()).filter(Boolean)).pipe(z.array(tag).max(20, "imports.tags-many")),
});

/** Adding so many takes a moment: the page does not wait for more. */
const AT_ONCE = 500;
/** One kind of form may carry as much as the largest file and the lines around it. */
const BODY = "21mb";

/** Files of questions: brought, looked through, added to the bank, taken back. */
export function imports(deps: Deps): Router {
  const { db, now } = deps;
  const own = (req: Request, res: Response) => found(findImportOf(db, actorOf(res), String(req.params["id"])));
  const backTo = (res: Response, { public_id }: { public_id: string }) => res.redirect(303, `/studio/imports/${public_id}`);

  return exactRouter()
    .get("/studio/imports", async (req, res) => { await tidyImports(db, now()); render(res, "studio/imports/index", { imports: await listImportsOf(db, actorOf(res), pageNumber(req)) }); })
    .get("/studio/imports/new", (_req, res) => { readyToRead(); showNew(res, emptyForm()); })
    .get("/studio/imports/templates/questions.csv", (_req, res) => { res.attachment("questions.csv").type("text/csv").send(templateCsv(res.locals.reader.t, sheetLanguage(res))); })
    .get("/studio/imports/templates/questions.xlsx", async (_req, res) => { res.attachment("questions.xlsx").send(Buffer.from(await templateExcel(res.locals.reader.t, sheetLanguage(res)))); })
    .post("/studio/imports", ...largeForms(BODY), async (req, res) => {
      const { form, value } = readForm(fileForm, req.body);
      const brought = value && (await tryDeed(form, previewImport(db, actorOf(res), value.file, now())));
      if (!brought) return showNew(res, form, 422);
      backTo(res, brought);
    })
    .get("/studio/imports/:id", async (req, res) => { await tidyImports(db, now()); await showImport(req, res, deps, await own(req, res)); })
    .post("/studio/imports/:id/choices", async (req, res) => {
      const brought = await own(req, res);
      const { value } = readForm(choiceForm, req.body);
      await chooseTwins(db, brought, value?.shown ?? [], value?.take ?? []);
      flash(req, say("imports.chosen"));
      res.redirect(303, `/studio/imports/${brought.public_id}?show=${value?.show ?? ""}`);
    })
    .post("/studio/imports/:id/confirmation", async (req, res) => {
      const brought = await own(req, res);
      if (brought.state === "running" || brought.state === "done") return backTo(res, brought);
      const { form, value } = readForm(lotForm, req.body);
      const addition = value && (await tryDeed(form, addImport(db, actorOf(res), brought, value, now)));
      if (!addition) return showImport(req, res, deps, await own(req, res), form, 422);
      if (addition.total <= AT_ONCE) await addition.finished;
      backTo(res, brought);
    })
    .post("/studio/imports/:id/cancellation", async (req, res) => {
      await cancelImport(db, actorOf(res), await own(req, res), now());
      flash(req, say("imports.was-cancelled"));
      res.redirect(303, "/studio/imports");
    })
    .post("/studio/imports/:id/removal", async (req, res) => {
      const [brought, form] = [await own(req, res), emptyForm()];
      const count = await tryDeed(form, takeBackImport(db, actorOf(res), brought, now()));
      if (count === undefined) return showImport(req, res, deps, brought, form, 422);
      flash(req, say("imports.was-taken-back", { count }));
      backTo(res, brought);
    })
    .use("/studio/imports", tooLarge);
}

function sheetLanguage(res: Response): "en" | "de" {
  return res.locals.reader.language === "de" ? "de" : "en";
}

function showNew(res: Response, form: Form, status = 200): void {
  render(res, "studio/imports/new", { form: { ...form, values: {} }, endings: ENDINGS, most: LARGEST_FILE / 1_000_000, mostQuestions: MOST_QUESTIONS }, status);
}

/** Said on the page of the form, because a person chose the file. */
const tooLarge: ErrorRequestHandler = (error, _req, res, next) => {
  if ((error as { status?: unknown }).status !== 413) return next(error);
  showNew(res, { values: {}, errors: { file: say("imports.too-large", { most: LARGEST_FILE / 1_000_000 }) } }, 422);
};
