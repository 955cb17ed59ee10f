import { surestWrong } from "../../domain/desk-knowledge.ts";
import { dayOf, type DeskRow } from "../../domain/desk-rows.ts";
import { totalLine } from "../../domain/desk-scope.ts";
import { DUTY_MEASURES, toldDuties } from "../../domain/told-duties.ts";
import { DAY } from "../../lib/clock.ts";
import { say, type Message, type Words } from "../../lib/messages.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import { listFigures } from "../../storage/told-figures.ts";
import type { Reader } from "./pages.ts";
import { subjectInWords } from "./subject-words.ts";

/** Something to do, why, and where it leads; `about` is a subject. */
export interface NextStep { kind: "overdue" | "falling" | "sure"; title: Message; about?: Words; text: Message; href: string }

/** A team whose readiness falls later than that is no matter for this month. */
const SOON = 60 * DAY;

/** What to do first: what is overdue, who forgets soonest, and what people are wrongly sure of. Only what the figures say for certain. */
export async function nextSteps(reader: Reader, total: DeskRow, parts: readonly DeskRow[], quizzes: readonly OpenQuiz[]): Promise<NextStep[]> {
  return [await overdue(reader, total, parts, quizzes), falling(reader, parts.length > 0 ? parts : [total]), await wronglySure(reader)].filter((step) => step !== undefined);
}

async function overdue(reader: Reader, { overdue: { low, high } }: DeskRow, parts: readonly DeskRow[], quizzes: readonly OpenQuiz[]): Promise<NextStep | undefined> {
  if (low <= 0) return undefined;
  const [most] = parts.filter((row) => row.people !== null && row.overdue.low > 0).sort((a, b) => b.overdue.low - a.overdue.low);
  const title = low === high ? say("desk-next.overdue", { count: low }) : say("desk-next.overdue-least", { count: low });
  return { kind: "overdue", title, text: most && parts.length > 1 ? say("desk-next.overdue-most", { team: most.name }) : say("desk-next.overdue-text"), href: most?.href ? await whereLate(reader, most.href, quizzes) : "#by-team" };
}

/** The page of a team, with those of its own people who are late where names are shown; where they all stand in teams below it, these teams. */
async function whereLate({ db, rules, scope, at }: Reader, href: string, quizzes: readonly OpenQuiz[]): Promise<string> {
  const team = rules.mode === "named" ? scope.find(href.slice(href.lastIndexOf("/") + 1)) : undefined;
  if (!team) return href;
  const own = await listFigures(db, true, [{ team_id: team.id, own: 1 }], { measures: DUTY_MEASURES, subjects: quizzes.map(({ id }) => String(id)) }, [], dayOf(at));
  return toldDuties(own).overdue.low > 0 ? `${href}?show=overdue#people` : `${href}?order=overdue#by-team`;
}

function falling({ rules: { target }, at }: Reader, parts: readonly DeskRow[]): NextStep | undefined {
  const [first] = soonest(parts).flatMap(({ readiness, ...row }) => (readiness?.under && readiness.under.getTime() <= at.getTime() + SOON ? [{ ...row, readiness, under: readiness.under }] : []))
    .sort((a, b) => a.under.getTime() - b.under.getTime() || a.readiness.percent - b.readiness.percent);
  if (!first) return undefined;
  const given = { team: first.name, target: { percent: Math.round(100 * target) }, day: { on: first.under.toISOString().slice(0, 10) }, share: { percent: first.readiness.percent } };
  return { kind: "falling", title: say(first.readiness.isUnder ? "desk-next.under" : "desk-next.falls", given), text: say("desk-next.falls-text", given), href: first.href ?? "/desk/knowledge#forecast" };
}

/** Whoever is under the target already comes before everybody else, so the days of these need not be known. */
function soonest(parts: readonly DeskRow[]): readonly DeskRow[] {
  const under = parts.filter(({ readiness }) => readiness?.isUnder);
  return under.length > 0 ? under : parts;
}

async function wronglySure({ db, rules, scope, at }: Reader): Promise<NextStep | undefined> {
  const worst = await surestWrong(db, rules, totalLine(scope), at);
  if (!worst) return undefined;
  const { subject, share } = worst;
  const text = say(share.from === share.to ? "desk-next.sure-text" : "desk-next.sure-least", { share: { percent: share.from } });
  return { kind: "sure", title: say("desk-next.sure"), about: subjectInWords(subject), text, href: `/desk/knowledge#${subject.startsWith("m:") ? "mechanisms" : "topics"}` };
}
