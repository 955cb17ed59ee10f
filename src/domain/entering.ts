import { findOpenAttemptOf, numbersTaken } from "../storage/attempts.ts";
import { findPublishedQuiz, findQuizFor, type OpenQuiz } from "../storage/quizzes.ts";
import type { Db, Person } from "../storage/tables.ts";
import { startAttempt } from "./attempts.ts";
import { Refused } from "./errors.ts";
import { keepGradeLink } from "./grades.ts";
import type { Launch } from "./launching.ts";
import { CLAIM, type ResourceLaunch } from "./lti-claims.ts";

/**
 * Where a launch leads: to the quiz that its link names, which is remembered as a place for grades. An attempt that is open goes on; a first one begins at once where nothing is used up by that; else the page of the quiz says how things stand.
 * A link that names no quiz leads to the home page. @throws Refused for a quiz that is not there
 */
export async function enterQuiz(db: Db, launch: Launch<ResourceLaunch>, person: Pick<Person, "id" | "language">, at: Date): Promise<string> {
  const slug = quizNamed(launch.claims);
  if (slug === undefined) return "/";
  const quiz = await findQuizFor(db, person, slug);
  if (!quiz) throw new Refused("launching.refusals.quiz");
  await keepGradeLink(db, launch, person, quiz, at);
  return await addressOf(db, person, quiz, at);
}

async function addressOf(db: Db, person: Pick<Person, "id" | "language">, quiz: OpenQuiz, at: Date): Promise<string> {
  const open = await findOpenAttemptOf(db, person, quiz.id);
  if (open) return `/attempts/${open.public_id}`;
  const isFree = quiz.most_attempts === null && quiz.limit_minutes === null && (await findPublishedQuiz(db, quiz.slug)) !== undefined && (await numbersTaken(db, person.id, quiz.id)).length === 0;
  const begun = isFree ? await startAttempt(db, person, quiz, at).catch(unlessRefused) : undefined;
  return begun ? `/attempts/${begun.public_id}` : `/quizzes/${quiz.slug}`;
}

function unlessRefused(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error;
}

/** By its own address, else by a custom field of the link, `quiz` or `quiz_id`. */
function quizNamed(claims: ResourceLaunch): string | undefined {
  const [, named] = /\/(?:lti\/)?quizzes\/([a-z0-9][a-z0-9-]{0,199})\/?$/.exec(new URL(claims[CLAIM.target]).pathname) ?? [];
  const custom = claims[CLAIM.custom] ?? {};
  const said = named ?? custom["quiz"] ?? custom["quiz_id"];
  return typeof said === "string" && said !== "" && !said.startsWith("$") ? said.slice(0, 200) : undefined;
}
