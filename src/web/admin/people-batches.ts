import type { Request, Response, Router } from "express";
import { changePeopleBatch, PEOPLE_BATCHES, previewPeopleBatch, type BatchPlan, type BatchWish, type ChosenPeople, type PeopleBatch } from "../../domain/people-batches.ts";
import { say, type Message } from "../../lib/messages.ts";
import { listHandKeptGroups } from "../../storage/directory-groups.ts";
import { NO_TEAM } from "../../storage/people-filter.ts";
import { listTeams } from "../../storage/teams.ts";
import { FURTHER_ROLES, type Db } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { fieldsIn, idsIn, withTicks } from "../http/ticks.ts";
import { leftUnmanaged } from "./managed-teams.ts";
import { PEOPLE_FILTER_FIELDS, peopleFilterIn, peopleOrderIn, peopleQuery, textIn } from "./people-filter.ts";
import { teamOptions } from "./team-tree.ts";

interface Choice { value: string; label: string | Message }

/** What somebody wants to do with the people whom they ticked, or with all that match: the page that says what will happen. */
export interface PeopleBatchPage { deed: PeopleBatch; fields: [string, string][]; back: string; form: Form; choices: Choice[]; value: string; plan: { count: number; names: string[]; leftOut: BatchPlan["leftOut"]; named: Message; unmanaged: Message | undefined } | undefined }

type Given = Request["query"];
const SHOWN = 10;
const TICKED = "person";
const ASKS = new Set<PeopleBatch>(["team", "add-role", "remove-role", "group"]);

/** Doing the same with many people: nothing happens before somebody has read with how many, and who is left out. */
export function peopleBatches({ db, now, config }: Deps): Router {
  const show = async (res: Response, given: Given, form: Form, status = 200) => {
    const deed = deedIn(given)!;
    const choices = await choicesFor(db, deed);
    const wish = wishIn(given, deed, choices);
    const plan = wish && (await tryDeed(form, previewPeopleBatch(db, actorOf(res), chosenIn(given), wish, now())));
    const isLeaving = deed === "deactivate" || (deed === "remove-role" && wish?.value === "manager");
    const unmanaged = plan && isLeaving ? await leftUnmanaged(db, plan.fit.map(({ id }) => id), "before") : undefined;
    const label = choices.find(({ value }) => value === textIn(given, "value"))?.label ?? "";
    render(res, "admin/people/batch", { deed, fields: fieldsIn(given, PEOPLE_FILTER_FIELDS, TICKED), back: backIn(given), form, choices, value: textIn(given, "value"), plan: plan && { count: plan.fit.length, names: plan.fit.slice(0, SHOWN).map(({ name }) => name), leftOut: plan.leftOut, named: say(`people-batch.named.${deed}`, { value: label }), unmanaged } }, status);
  };

  const complaintAbout = (given: Given) => wronglyAsked(given) ?? (deedIn(given) === "invite" && config.mail === undefined ? say("accounts.no-mail") : undefined);

  return exactRouter()
    .get("/admin/people/batches", async (req, res) => {
      const complaint = complaintAbout(req.query);
      if (complaint) { flash(req, complaint, "alert"); return res.redirect(303, withTicks(backIn(req.query), req.query, TICKED)); }
      const form = emptyForm({ value: textIn(req.query, "value") });
      const isMissing = req.query["asked"] === "1" && !wishIn(req.query, deedIn(req.query)!, await choicesFor(db, deedIn(req.query)!));
      if (isMissing) form.errors["value"] = say("people-batch.missing");
      await show(res, req.query, form, isMissing ? 422 : 200);
    })
    .post("/admin/people/batches", async (req, res) => {
      const given = (req.body ?? {}) as Given;
      const deed = deedIn(given);
      const wish = deed && complaintAbout(given) === undefined ? wishIn(given, deed, await choicesFor(db, deed)) : undefined;
      if (!wish) { flash(req, complaintAbout(given) ?? say("people-batch.choose-deed"), "alert"); return res.redirect(303, withTicks(backIn(given), given, TICKED)); }
      const form = emptyForm({ value: textIn(given, "value") });
      const done = await tryDeed(form, changePeopleBatch(db, actorOf(res), chosenIn(given), wish, Number(textIn(given, "expected")), now()));
      if (done === undefined) return show(res, given, form, 422);
      flash(req, done === 0 ? say("people-batch.nothing") : say(`people-batch.done.${wish.deed}`, { count: done }));
      res.redirect(303, backIn(given));
    });
}

function wronglyAsked(given: Given): Message | undefined {
  if (!deedIn(given)) return say("people-batch.choose-deed");
  return textIn(given, "all") !== "1" && idsIn(given, TICKED).length === 0 ? say("people-batch.choose") : undefined;
}

function deedIn(given: Given): PeopleBatch | undefined {
  return PEOPLE_BATCHES.find((deed) => deed === textIn(given, "deed"));
}

/** Undefined where what it needs was not said, or is not there. */
function wishIn(given: Given, deed: PeopleBatch, choices: readonly Choice[]): BatchWish | undefined {
  if (!ASKS.has(deed)) return { deed, value: "" };
  const value = textIn(given, "value");
  if (!choices.some((choice) => choice.value === value)) return undefined;
  return { deed, value: value === NO_TEAM ? "" : value };
}

async function choicesFor(db: Db, deed: PeopleBatch): Promise<Choice[]> {
  if (deed === "team") return [{ value: NO_TEAM, label: say("people.no-team") }, ...teamOptions(await listTeams(db))];
  if (deed === "group") return (await listHandKeptGroups(db)).map(({ public_id, name }) => ({ value: public_id, label: name }));
  return ASKS.has(deed) ? FURTHER_ROLES.map((role) => ({ value: role, label: say(`roles.${role}.label`) })) : [];
}

function chosenIn(given: Given): ChosenPeople {
  return textIn(given, "all") === "1" ? peopleFilterIn(given) : idsIn(given, TICKED);
}

function backIn(given: Given): string {
  return `/admin/people?${peopleQuery(peopleFilterIn(given), peopleOrderIn(given)).slice(1)}`.replace(/\?$/, "");
}
