import { Router } from "express";
import { z } from "zod";
import { addTime, MOST_ADDED } from "../../domain/adding-time.ts";
import { counted } from "../../lib/text.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import type { Deps } from "../deps.ts";
import { flash } from "../http/flash.ts";
import { readForm, tryDeed } from "../http/forms.ts";
import { found } from "../http/found.ts";
import { actorOf } from "../http/locals.ts";
import { showQuiz } from "./quiz-page.ts";

const minutes = `Enter whole minutes from 1 to ${MOST_ADDED}.`;
const addedTimeForm = z.object({
  key: z.string().min(10).max(60),
  who: z.enum(["everybody", "person"], "Choose who gets it."),
  email: z.string().trim().toLowerCase().max(254, "Use at most 254 characters.").default(""),
  added: z.string(minutes).trim().regex(/^\d{1,6}$/, minutes).transform(Number).pipe(z.number().min(1, minutes).max(MOST_ADDED, minutes)),
}).refine(({ who, email }) => who === "everybody" || email !== "", { path: ["email"], message: "Enter the email of the person." })
  .refine(({ who, email }) => who === "person" || email === "", { path: ["email"], message: "Choose “One person” for this email, or leave it empty for everybody." })
  .transform(({ key, who, email, added }) => ({ key, minutes: added, email: who === "everybody" ? "" : email }));

/** More time for those who are in the middle of a quiz. */
export function addedTime({ db, now }: Deps): Router {
  return Router().post("/studio/quizzes/:slug/added-time", async (req, res) => {
    const quiz = await found(findQuiz(db, req.params.slug));
    const { form, value } = readForm(addedTimeForm, req.body);
    const person = value && (await tryDeed(form, addTime(db, actorOf(res), quiz, value, now())));
    if (!value || Object.keys(form.errors).length > 0) return showQuiz(req, res, db, quiz, { addedTime: form }, 422);
    flash(req, `${person ? `If ${person.name} is taking “${quiz.title}” now, they have` : `Whoever is taking “${quiz.title}” now has`} ${counted(value.minutes, "minute")} more. Their page says so.`);
    res.redirect(303, `/studio/quizzes/${quiz.slug}#added-time`);
  });
}
