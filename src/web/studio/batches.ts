import type { Request, Response, Router } from "express";
import { changeInBulk, previewBulk, type Chosen } from "../../domain/bulk-changes.ts";
import { BULK_DEEDS, type BulkDeed, type BulkPlan, type BulkWish } from "../../domain/bulk-plans.ts";
import { normalisedTag } from "../../engine/questions/tagging.ts";
import { say, type Message, type Words } from "../../lib/messages.ts";
import { findQuiz, listQuizTitles } from "../../storage/quiz-drafts.ts";
import { listTagsInUse, type TagCount } from "../../storage/question-tags.ts";
import { listTopicsInUse } from "../../storage/questions.ts";
import type { Db } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { fieldsIn, idsIn, withTicks } from "../http/ticks.ts";
import { FILTER_FIELDS, filterIn, filterQuery } from "./question-filter.ts";
import { MOST_OFFERED } from "./tags.ts";
import { topicChoices, type Choice } from "./words.ts";

/** What somebody wants to do with the questions that they ticked, or with all that match: the page that says what will happen. */
export interface BatchPage {
  deed: BulkDeed; fields: [string, string][]; back: string; form: Form; choices: Choice[]; knownTags: TagCount[];
  /** Without one there is still something to be said first. */
  plan: { count: number; stems: string[]; leftOut: BulkPlan["leftOut"]; isNamed: Words } | undefined;
}

const NEEDS: Partial<Record<BulkDeed, "new_tag" | "new_topic" | "quiz">> = { "add-tag": "new_tag", "remove-tag": "new_tag", topic: "new_topic", quiz: "quiz" };
type Given = Request["query"];
const SHOWN = 10;
const TICKED = "question";

/** Doing the same to many questions: nothing happens before somebody has read to how many, and which are left out. */
export function batches({ db, now }: Deps): Router {
  const show = async (res: Response, given: Given, form: Form, status = 200) => {
    const deed = deedIn(given)!;
    const wish = await wishIn(db, given, deed);
    const plan = wish && (await previewBulk(db, chosenIn(given), wish));
    const named = say(`bulk.named.${deed}`, { value: deed === "topic" ? topicChoices([textIn(given, "new_topic")]).find(({ value }) => value === wish?.value)?.label ?? "" : (wish?.value ?? "") });
    render(res, "studio/questions/batch", {
      deed, fields: fieldsIn(given, FILTER_FIELDS, TICKED), back: backIn(given), form, choices: await choicesFor(db, deed), knownTags: deed === "add-tag" ? await listTagsInUse(db, MOST_OFFERED) : [],
      plan: plan && { count: plan.fit.length, stems: plan.fit.slice(0, SHOWN).map(({ stem }) => stem), leftOut: plan.leftOut, isNamed: named },
    }, status);
  };

  return exactRouter()
    .get("/studio/batches", async (req, res) => {
      const complaint = complaintAbout(req.query);
      if (complaint) { flash(req, complaint, "alert"); return res.redirect(303, withTicks(backIn(req.query), req.query, TICKED)); }
      if (textIn(req.query, "deed") === "export") return res.redirect(303, `/studio/exports?${exported(req.query)}`);
      const form = typedIn(req.query);
      if (textIn(req.query, "asked") === "1" && !(await wishIn(db, req.query, deedIn(req.query)!))) form.errors[NEEDS[deedIn(req.query)!]!] = say("bulk.missing");
      await show(res, req.query, form, Object.keys(form.errors).length > 0 ? 422 : 200);
    })
    .post("/studio/batches", async (req, res) => {
      const given = (req.body ?? {}) as Given;
      const deed = deedIn(given);
      const wish = deed && complaintAbout(given) === undefined ? await wishIn(db, given, deed) : undefined;
      if (!wish) { flash(req, complaintAbout(given) ?? say("bulk.choose-deed"), "alert"); return res.redirect(303, withTicks(backIn(given), given, TICKED)); }
      const form = typedIn(given);
      const done = await tryDeed(form, changeInBulk(db, actorOf(res), chosenIn(given), wish, Number(textIn(given, "expected")), now()));
      if (done === undefined) return show(res, given, form, 422);
      flash(req, done === 0 ? say("bulk.nothing") : say(`bulk.done.${deed!}`, { count: done, value: wish.value }));
      res.redirect(303, backIn(given));
    });
}

function typedIn(given: Given): Form {
  return emptyForm(Object.fromEntries(["new_tag", "new_topic", "quiz", "note"].map((name) => [name, textIn(given, name)])));
}

function complaintAbout(given: Given): Message | undefined {
  const isExport = textIn(given, "deed") === "export";
  if (!isExport && !deedIn(given)) return say("bulk.choose-deed");
  return textIn(given, "all") !== "1" && idsIn(given, TICKED).length === 0 ? say("bulk.choose") : undefined;
}

function deedIn(given: Given): BulkDeed | undefined {
  return BULK_DEEDS.find((deed) => deed === textIn(given, "deed"));
}

/** Undefined where what it needs was not said, or is not there. */
async function wishIn(db: Db, given: Given, deed: BulkDeed): Promise<BulkWish | undefined> {
  if (deed === "quiz") {
    const quiz = await findQuiz(db, textIn(given, "quiz"));
    return quiz && quiz.state !== "retired" ? { deed, value: quiz.title, quiz } : undefined;
  }
  if (deed === "topic") return (await choicesFor(db, deed)).some(({ value }) => value === textIn(given, "new_topic")) ? { deed, value: textIn(given, "new_topic") } : undefined;
  const value = NEEDS[deed] === "new_tag" ? normalisedTag(textIn(given, "new_tag")) : deed === "review" ? textIn(given, "note").slice(0, 1000) : "";
  return NEEDS[deed] === "new_tag" && value === "" ? undefined : { deed, value };
}

async function choicesFor(db: Db, deed: BulkDeed): Promise<Choice[]> {
  if (deed === "topic") return topicChoices(await listTopicsInUse(db));
  if (deed === "quiz") return (await listQuizTitles(db)).map(({ slug, title }) => ({ value: slug, label: title }));
  return NEEDS[deed] === "new_tag" ? (await listTagsInUse(db, 200)).map(({ tag }) => ({ value: tag, label: tag })) : [];
}

function chosenIn(given: Given): Chosen {
  return textIn(given, "all") === "1" ? filterIn(given) : idsIn(given, TICKED);
}

function textIn(given: Given, name: string): string {
  const value = given[name];
  return typeof value === "string" ? value.trim() : "";
}

function backIn(given: Given): string {
  return `/studio/questions?${filterQuery(filterIn(given)).slice(1)}`.replace(/\?$/, "");
}

function exported(given: Given): string {
  return textIn(given, "all") === "1" ? filterQuery(filterIn(given)).slice(1) : idsIn(given, TICKED).map((id) => `question=${encodeURIComponent(id)}`).join("&");
}
