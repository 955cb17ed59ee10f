import type { Response } from "express";
import { found } from "../../domain/found.ts";
import { isBrokenDown, totalsOf, type Outlook, type Totals } from "../../domain/regrade-outlook.ts";
import type { Proposal } from "../../domain/rulings.ts";
import { fits, keyOf, type Key } from "../../engine/questions/keys.ts";
import { figuresIn } from "../../engine/questions/marking-numeric.ts";
import type { Question } from "../../engine/questions/question.ts";
import { rekeyed } from "../../engine/questions/rekeying.ts";
import { newPublicId } from "../../lib/ids.ts";
import { listNames } from "../../storage/people.ts";
import { findQueuedReport } from "../../storage/report-queue.ts";
import { countAnswersByVersion, listRegradesOf, listStandingRulings, type SignedRegrade } from "../../storage/regrades.ts";
import { listVersions, type FullQuestion } from "../../storage/questions.ts";
import type { Db } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { render } from "../http/render.ts";
import { previewOf, type Preview } from "./keyed.ts";
import { fieldsOf } from "./regrade-form.ts";

/** How many; null for fewer than five where the installation shows no names, none among them: trying one key after the other would tell what a single person answered. */
export type Count = number | null;
/** What a regrade would come to, as far as it may be shown: `totals` are undefined where they would tell who is meant; names are there where the installation shows names. */
export interface OutlookPage { asked: Count; answers: Count; changed: Count; totals: Totals | undefined; pass: string[]; fail: string[] }
export interface VersionLine { number: number; answers: Count; fits: boolean }
export interface RegradePage {
  question: FullQuestion; base: { number: number; question: Question }; preview: Preview; versions: VersionLine[]; regrades: (Omit<SignedRegrade, "results"> & { results: Count })[]; form: Form; newest: string | undefined; offered: Offered | undefined;
  report: { public_id: string; text: string; option: string } | undefined;
}
/** The corrected key for the next publication: made at the press of a button (`regrade`), or by hand where several options of a single choice are right. */
type Offered = { regrade: string } | "by-hand";
export interface TrialPage { question: FullQuestion; proposal: Proposal; reason: string; digest: string; key: string; outlook: OutlookPage; corrected: Preview | undefined; form: Form }

const FEW = 5;
const MOST_NAMES = 50;

export async function outlookPage(db: Db, outlook: Outlook, privacyMode: string): Promise<OutlookPage> {
  const [totals, isNamed] = [totalsOf(outlook), privacyMode === "named"];
  const namesOf = async (is: (each: Outlook["changed"][number]) => boolean) => (isNamed ? await listNames(db, outlook.changed.filter(is).map(({ attempt }) => attempt.person_id).slice(0, MOST_NAMES)) : []);
  return {
    asked: counted(outlook.asked, isNamed), answers: counted(outlook.answers, isNamed), changed: counted(totals.changed, isNamed), totals: isNamed || isBrokenDown(totals) ? totals : undefined,
    pass: await namesOf(({ passed, passes }) => passes && !passed), fail: await namesOf(({ passed, passes }) => passed && !passes),
  };
}

function counted(count: number, isNamed: boolean): Count {
  return isNamed || count >= FEW ? count : null;
}

/** The form for a regrade. Its key is that of one version, the newest unless another is wanted. */
export async function showRegrades(res: Response, { db, config }: Pick<Deps, "db" | "config">, question: FullQuestion, { form, errors, number, report }: { form?: Form | undefined; errors?: Form["errors"]; number?: number; report?: string } = {}, status = 200): Promise<void> {
  const all = await listVersions(db, question.id);
  const version = await found(all.find((each) => each.number === (number ?? question.number)));
  const [standing] = await listStandingRulings(db, [version.id]);
  const base = JSON.parse(standing?.body ?? version.body) as Question;
  const answers = await countAnswersByVersion(db, question.id);
  const isNamed = config.privacyMode === "named";
  const versions = all.map(({ id, number: its, body }) => ({ number: its, answers: counted(answers.get(id) ?? 0, isNamed), fits: fits(keyOf(base), JSON.parse(body) as Question) }));
  const isTicked = ({ id }: { id: number }, place: number) => versions[place]!.fits && (answers.has(id) || id === version.id);
  const ticked = all.filter(isTicked).map(({ number: its }) => String(its));
  const regrades = await listRegradesOf(db, question.id);
  const newest = regrades.find(({ reversed_at }) => reversed_at === null);
  render(res, "studio/regrades/new", {
    question, base: { number: version.number, question: base }, preview: previewOf(JSON.stringify(base), "preview"), versions, regrades: regrades.map((each) => ({ ...each, results: counted(each.results, isNamed) })), newest: newest?.public_id, offered: offerOf(newest, question),
    form: form ?? { ...emptyForm({ ...fieldsOf(base, figuresIn(res.locals.reader.language)), versions: ticked }), errors: errors ?? {} }, report: report ? await reportWords(db, report, question) : undefined,
  }, status);
}

/** The regrade whose key the newest version of the question has not. */
function offerOf(newest: SignedRegrade | undefined, { number, body }: FullQuestion): Offered | undefined {
  if (newest?.kind !== "key" || !newest.versions.includes(number)) return undefined;
  const [question, key] = [JSON.parse(body) as Question, JSON.parse(newest.change) as Key];
  if (JSON.stringify(keyOf(question)) === newest.change) return undefined;
  return question.kind === "single" && "right" in key && key.right.length > 1 ? "by-hand" : { regrade: newest.public_id };
}

async function reportWords(db: Db, publicId: string, { id }: FullQuestion): Promise<RegradePage["report"]> {
  const report = await findQueuedReport(db, publicId);
  if (!report || report.question_id !== id) return undefined;
  const asked = JSON.parse(report.body) as Question;
  return { public_id: report.public_id, text: report.text, option: ("options" in asked && asked.options.find((option) => option.id === report.option)?.text) || "" };
}

export function trialPage(question: FullQuestion, body: string, proposal: Proposal, reason: string, outlook: OutlookPage, digest: string, form: Form = emptyForm()): TrialPage {
  const corrected = proposal.corrected ? previewOf(JSON.stringify(rekeyed(JSON.parse(body) as Question, proposal.corrected)), "corrected") : undefined;
  return { question, proposal, reason, digest, key: newPublicId(), outlook, corrected, form };
}
