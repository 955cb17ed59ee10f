import { listPassages, passagesOf, type Passage } from "./passages.ts";
import { findReportOf, reportsOf } from "./problem-reports.ts";
import type { ProblemReport } from "./report-tables.ts";
import type { Db, Person } from "./tables.ts";
import { part, together } from "./together.ts";

const reportsPart = part(reportsOf, ["id", "public_id", "person_id", "question_id", "question_version_id", "attempt_id", "reason", "text", "option", "layout", "chosen", "queued_because", "state", "at", "closed_by", "closed_at", "note", "outcome"]);
const passagesPart = part(passagesOf, ["key", "quote", "text", "start", "end", "article_id"]);

/** More facts than a question usually quotes are read apart. */
const USUAL = 4;

/** What stands beside a question that was answered: where its facts are quoted in articles that we have, and the newest report that this person made of it. */
export async function findBeside(db: Db, person: Pick<Person, "id">, questionId: number, factKeys: readonly string[]): Promise<{ passages: Passage[]; earlier: ProblemReport | undefined }> {
  if (factKeys.length > USUAL) return { passages: await listPassages(db, factKeys), earlier: await findReportOf(db, person, questionId) };
  const [reports, ...passages] = await together(db, reportsPart(person.id, questionId), ...factKeys.map((key) => passagesPart(key)));
  return { passages: passages.flat().sort((one, other) => one.article_id - other.article_id), earlier: reports.sort((one, other) => other.id - one.id)[0] };
}
