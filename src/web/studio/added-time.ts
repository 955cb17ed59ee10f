import type { Router } from "express";
import { z } from "zod";
import { addTime, MOST_ADDED } from "../../domain/adding-time.ts";
import { found } from "../../domain/found.ts";
import { plainEmail } from "../../lib/emails.ts";
import { say } from "../../lib/messages.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { readForm, tryDeed } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { showQuiz } from "./quiz-page.ts";

const isMinutes = (typed: string) => /^\d{1,6}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= MOST_ADDED;
const addedTimeForm = z.object({
  key: z.string().min(10).max(60),
  who: z.enum(["everybody", "person"], "added-time.who-missing"),
  email: z.string().overwrite(plainEmail).max(254, "fields.too-long").default(""),
  added: z.string("writing.once").trim().default("").refine(isMinutes, { message: "added-time.minutes-odd", params: { most: MOST_ADDED } }).transform(Number),
}).refine(({ who, email }) => who === "everybody" || email !== "", { path: ["email"], message: "added-time.email-missing" })
  .refine(({ who, email }) => who === "person" || email === "", { path: ["email"], message: "added-time.email-needless" })
  .transform(({ key, who, email, added }) => ({ key, minutes: added, email: who === "everybody" ? "" : email }));

/** More time for those who are in the middle of a quiz. */
export function addedTime({ db, now }: Deps): Router {
  return exactRouter().post("/studio/quizzes/:slug/added-time", async (req, res) => {
    const quiz = await found(findQuiz(db, req.params.slug));
    const { form, value } = readForm(addedTimeForm, req.body);
    const person = value && (await tryDeed(form, addTime(db, actorOf(res), quiz, value, now())));
    if (!value || Object.keys(form.errors).length > 0) return showQuiz(req, res, db, quiz, { addedTime: form }, 422);
    flash(req, say(person ? "added-time.done-person" : "added-time.done", { title: quiz.title, name: person?.name ?? "", count: value.minutes }));
    res.redirect(303, `/studio/quizzes/${quiz.slug}#added-time`);
  });
}
