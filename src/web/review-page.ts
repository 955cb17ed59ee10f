import type { Response } from "express";
import { findBookClosing } from "../domain/closed-books.ts";
import { isPast, isWaiting } from "../domain/reviews.ts";
import { findReportOf } from "../storage/problem-reports.ts";
import { listReviewsOn, type Review } from "../storage/reviews.ts";
import type { Deps } from "./deps.ts";
import { emptyForm, type Form } from "./http/forms.ts";
import { render } from "./http/render.ts";
import { reasonChoices } from "./report-form.ts";
import { findRuling } from "./rulings.ts";
import { sheetOf } from "./sheets.ts";
import { findWithdrawals } from "./withdrawals.ts";

/** A review tells what was right as soon as it is answered. */
const AT_ONCE = { feedback: "immediate", finished_at: null } as const;

export function urlOf({ public_id }: Pick<Review, "public_id">): string {
  return `/review/${public_id}`;
}

/** The question of a review: to be answered, or with what was right. `report` is what its learner finds wrong with it. */
export async function showReview(res: Response, { db, now, config }: Deps, review: Review, { form = emptyForm(), report = emptyForm() }: { form?: Form; report?: Form } = {}, status = 200): Promise<void> {
  const { reader, t } = res.locals;
  const zone = reader.timeZone;
  if (review.answered_at === null && (review.isVoid || isPast(review, zone, now()))) return res.redirect(303, "/review");
  const open = review.answered_at === null ? undefined : await findBookClosing(db, { id: review.person_id }, review);
  if (open) return render(res, "attempts/closed", { title: t("reviews.eyebrow"), open });
  const today = await listReviewsOn(db, review.person_id, review.day);
  const next = today.find((other) => other.id !== review.id && isWaiting(other) && !isPast(other, zone, now()));
  const sheet = sheetOf(review, (await findWithdrawals(db, [review])).get(review.question_version_id) ?? null, { ...AT_ONCE, language: reader.language }, reader);
  const picked = [form.values["chosen"]].flat().filter((pick) => typeof pick === "string");
  const place = 1 + today.filter(({ position }) => position < review.position).length;
  render(res, "reviews/question", {
    review: { public_id: review.public_id, place, of: today.length }, sheet, picked, form, nextUrl: next ? urlOf(next) : "/review", isLast: next === undefined, report, privacyMode: config.privacyMode,
    ruling: sheet.review ? await findRuling(db, review) : null, reasons: reasonChoices(t), earlier: sheet.review ? await findReportOf(db, { id: review.person_id }, review.question_id) : undefined,
  }, status);
}
