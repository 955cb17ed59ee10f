import type { Response, Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { findPackageFormat, PACKAGE_FORMATS, type PackageFormat } from "../../domain/package-formats.ts";
import { packageQuiz } from "../../domain/packaging-quizzes.ts";
import { nameOf } from "../../lib/languages.ts";
import { readerOf } from "../../lib/readers.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import { countQuestions, findPublishedQuiz, type OpenQuiz } from "../../storage/quizzes.ts";
import type { Quiz } from "../../storage/tables.ts";
import { siteOf } from "../../lib/sites.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import type { Choice } from "./words.ts";

/** What the page of a quiz's packages knows. `open` is what is published; `asks` how many questions one attempt at it asks. */
export interface PackagePage { quiz: Quiz; open: OpenQuiz | undefined; asks: number; formats: readonly PackageFormat[]; languages: Choice[]; form: Form }

const packageForm = z.object({ format: z.enum(PACKAGE_FORMATS.map(({ name }) => name)), language: z.string() });

/** A quiz as a package for learning systems. It holds the keys, so only trainers get here. */
export function packages({ db, now, config }: Deps): Router {
  const show = async (res: Response, quiz: Quiz, form: Form, status = 200) => {
    const open = await findPublishedQuiz(db, quiz.slug);
    const languages = res.locals.installation.languages.map((language) => ({ value: language, label: nameOf(language, language) }));
    render(res, "studio/packages/show", { quiz, open, asks: open ? countQuestions(open) : 0, formats: PACKAGE_FORMATS, languages, form }, status);
  };

  return exactRouter()
    .get("/studio/quizzes/:slug/package", async (req, res) => {
      await show(res, await found(findQuiz(db, req.params.slug)), emptyForm({ language: res.locals.reader.language }));
    })
    .post("/studio/quizzes/:slug/package", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const { form, value } = readForm(packageForm, req.body);
      const format = await found(value && findPackageFormat(value.format));
      const { installation } = res.locals;
      const language = installation.languages.find((each) => each === value?.language) ?? res.locals.reader.language;
      const sender = { ...installation, site: siteOf(req, config.publicUrl) };
      const file = await tryDeed(form, packageQuiz(db, actorOf(res), quiz, format, sender, readerOf(language, installation.timeZone), now()));
      if (!file) return show(res, quiz, form, 422);
      res.set("Cache-Control", "no-store").attachment(`${quiz.slug}-${format.name}.zip`).type("application/zip").send(Buffer.from(file));
    });
}
