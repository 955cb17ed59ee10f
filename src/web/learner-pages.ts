import type { Router } from "express";
import { certificates } from "./certificates.ts";
import type { Deps } from "./deps.ts";
import { home } from "./home.ts";
import { exactRouter } from "./http/exact-router.ts";
import { notices } from "./notices.ts";
import { ownData } from "./own-data.ts";
import { policies } from "./policies.ts";
import { practices } from "./practices.ts";
import { privacy } from "./privacy.ts";
import { problemReports } from "./problem-reports.ts";
import { progress } from "./progress.ts";
import { quizzes } from "./quizzes.ts";
import { reminders } from "./reminders.ts";
import { reviewReports } from "./review-reports.ts";
import { reviews } from "./reviews.ts";
import { times } from "./times.ts";

/** What everybody meets beside the questions themselves: the quizzes, what came of them, what comes back, and what is kept of oneself. */
export function learnerPages(deps: Deps): Router {
  return exactRouter()
    .use(home(deps))
    .use(quizzes(deps))
    .use(problemReports(deps))
    .use(notices(deps))
    .use(reviewReports(deps))
    .use(times(deps))
    .use(practices(deps))
    .use(reviews(deps))
    .use(reminders(deps))
    .use(progress(deps))
    .use(ownData(deps))
    .use(privacy(deps))
    .use(certificates(deps))
    .use(policies(deps));
}
