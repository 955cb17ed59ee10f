import type { Request, Response } from "express";
import { z } from "zod";
import type { Vocabulary } from "../../domain/keeping-facts.ts";
import { questionLines, type QuestionFigures } from "../../domain/question-figures.ts";
import { replacementsFor, type Replacement } from "../../domain/replacing.ts";
import type { ReplacingObstacle } from "../../engine/generation/replacements.ts";
import { LEAST_GROUP } from "../../engine/statistics/disclosure.ts";
import { periodsOf, type Period } from "../../engine/statistics/periods.ts";
import type { FullQuestion } from "../../storage/questions.ts";
import { listAskedPlaces, type AskedPlace } from "../../storage/statistics.ts";
import { listMonthTallies } from "../../storage/tallies.ts";
import type { Db } from "../../storage/tables.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { findCorrected, type Correction } from "./corrections.ts";
import { PROOF_WORDS } from "./words.ts";
import { statisticsOf } from "./statistics-scope.ts";

/** A place where it was asked, with its figures there. */
export interface PlaceLine { place: AskedPlace; line: QuestionFigures }
/** The idle option that could be replaced, with what could stand there. */
export interface Offer { option: string; text: string; replacements: Replacement[] }
/** `total`: answers to this version in every quiz. */
export interface ItemPage {
  question: FullQuestion; places: PlaceLine[]; shown: PlaceLine | undefined; firstOnly: boolean; step: number; periods: Period[]; offers: Offer[]; obstacle: ReplacingObstacle | undefined; isNewest: boolean; form: Form; correction: Correction | undefined; proofWords: typeof PROOF_WORDS;
  total: { answers: number; facility: number } | null;
}

export const replacementForm = z.object({ option: z.string().min(1).max(20), candidate: z.string().min(1).max(200), version: z.coerce.number().int() });

/** The statistics of one question, wherever it was asked: `?quiz=slug&version=2&of=1` says in which quiz and in which version of its own, else where most answered it. */
export async function showItem(req: Request, res: Response, { db, step }: { db: Db; step: number }, vocabulary: Vocabulary, question: FullQuestion, form: Form = emptyForm(), status = 200): Promise<void> {
  const firstOnly = queryText(req, "attempts") !== "all";
  const places: PlaceLine[] = [];
  for (const place of await listAskedPlaces(db, question.id)) {
    const made = await statisticsOf(db, { shown: [{ id: place.quiz_version_id, draw_count: place.draw_count }], firstOnly, step }, place.question_version_id);
    const [line] = questionLines(made);
    if (line) places.push({ place, line });
  }
  const shown = chosenPlace(req, places);
  const correction = shown && (await findCorrected(db, { id: shown.line.id, body: shown.line.body_then })).correction;
  render(res, "studio/statistics/question", { question, places, shown, firstOnly, step, form, correction, proofWords: PROOF_WORDS, ...(await detailsOf(db, vocabulary, question, places, shown, firstOnly)) }, status);
}

function chosenPlace(req: Request, places: readonly PlaceLine[]): PlaceLine | undefined {
  const [quiz, version, own] = [queryText(req, "quiz"), queryText(req, "version"), queryText(req, "of")];
  const asked = places.find(({ place }) => place.slug === quiz && String(place.quiz_number) === version && (own === "" || String(place.question_number) === own));
  return asked ?? places.reduce<PlaceLine | undefined>((most, each) => (most === undefined || each.line.answers > most.line.answers ? each : most), undefined);
}

async function detailsOf(db: Db, vocabulary: Vocabulary, question: FullQuestion, places: readonly PlaceLine[], shown: PlaceLine | undefined, firstOnly: boolean) {
  const isNewest = shown?.place.question_version_id === question.version_id;
  if (!shown?.line.figures) return { periods: [], offers: [], obstacle: undefined, isNewest, total: null };
  const scope = { quizVersionIds: [shown.place.quiz_version_id], firstOnly, questionVersionId: shown.line.id };
  const idle = isNewest ? shown.line.options.filter(({ isPicked }) => !isPicked) : [];
  const proposed = idle.length > 0 ? await replacementsFor(db, question, idle.map(({ id }) => id), vocabulary) : undefined;
  const textOf = (id: string) => ("options" in shown.line.question ? shown.line.question.options.find((option) => option.id === id)!.text : "");
  return {
    isNewest, periods: periodsOf(await listMonthTallies(db, scope), LEAST_GROUP),
    obstacle: proposed?.obstacle, offers: idle.map(({ id }) => ({ option: id, text: textOf(id), replacements: proposed?.of.get(id) ?? [] })), total: totalOf(places, shown),
  };
}

/** Only of places whose figures are shown, so that nothing can be had by subtraction; nothing where that is one. */
function totalOf(places: readonly PlaceLine[], shown: PlaceLine): ItemPage["total"] {
  const same = places.flatMap(({ line }) => (line.id === shown.line.id && line.figures ? [line.figures] : []));
  const answers = same.reduce((sum, figures) => sum + figures.answers, 0);
  return same.length < 2 ? null : { answers, facility: same.reduce((sum, figures) => sum + figures.facility * figures.answers, 0) / answers };
}
