import type { Request, Response, Router } from "express";
import { beginAssignment, beginEnding, previewAssignment, previewEnd, wishOf, type Assigner, type Begun } from "../../domain/assigning.ts";
import { reachOf } from "../../domain/assignment-reach.ts";
import { mayChange } from "../../domain/assignment-exceptions.ts";
import { fillAssignment } from "../../domain/filling.ts";
import { found } from "../../domain/found.ts";
import { csvLine } from "../../lib/csv-writing.ts";
import { newPublicId } from "../../lib/ids.ts";
import { complain } from "../../lib/log.ts";
import { say } from "../../lib/messages.ts";
import { listNamedParts, listSteps } from "../../storage/assignment-lists.ts";
import type { Assignment } from "../../storage/assignment-tables.ts";
import { findAssignment } from "../../storage/assignments.ts";
import { listPage } from "../../storage/page.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, tryDeed, type Form } from "../http/forms.ts";
import { currentMember, only } from "../http/locals.ts";
import { pageNumber, queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { assignmentDetails } from "./assignment-details.ts";
import { NEW_FORM, readAssignmentForm, typedAssignment } from "./assignment-form.ts";
import { assignmentsWishIn, orderedAssignments } from "./assignment-order.ts";
import { linesOf, showAssignmentForm } from "./assignment-pages.ts";
import { teamsOf } from "./assignment-scope.ts";
import { assignmentTable } from "./assignment-table.ts";

/** Giving quizzes and paths to people, and looking how far they are: trainers and admins for everybody, managers for their own teams. */
export function assignments(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter()
    .use("/desk/assignments", only("trainer", "manager", "admin"))
    .get("/desk/assignments", async (req, res) => {
      const teamIds = teamsOf(await reachOf(db, currentMember(res)));
      const wish = assignmentsWishIn(req);
      const list = listPage(await orderedAssignments(deps, teamIds, wish), pageNumber(req));
      render(res, "desk/assignments/index", { list, ...await linesOf(deps, list.rows, teamIds), wish, isTold: deps.config.privacyMode === "named" });
    })
    .get("/desk/assignments/table", async (req, res) => {
      const teamIds = teamsOf(await reachOf(db, currentMember(res)));
      const rows = await orderedAssignments(deps, teamIds, assignmentsWishIn(req));
      const { lines } = await linesOf(deps, rows, teamIds);
      res.attachment(`assignments-${now().toISOString().slice(0, 10)}.csv`).type("text/csv; charset=utf-8");
      res.send(`\uFEFF${assignmentTable(res.locals.reader, lines.map((line, place) => ({ ...line, urgency: rows[place]!.urgency })), deps.config.privacyMode === "named").map(csvLine).join("")}`);
    })
    .get("/desk/assignments/new", async (req, res) => showAssignmentForm(res, deps, await reachOf(db, currentMember(res)), { form: emptyForm({ ...NEW_FORM, ...asked(req) }), id: newPublicId(), isNew: true }))
    .post("/desk/assignments", async (req, res) => save(req, res, deps))
    .get("/desk/assignments/:id/edit", async (req, res) => {
      const { assignment, assigner } = await changeable(req, res, deps);
      const [steps, parts] = [await listSteps(db, [assignment.id]), await listNamedParts(db, [assignment.id])];
      await showAssignmentForm(res, deps, assigner.reach, { form: typedAssignment(await wishOf(db, assignment), steps.map(({ slug }) => slug), parts), id: assignment.public_id, isNew: false });
    })
    .get("/desk/assignments/:id/ending", async (req, res) => {
      const { assignment, assigner } = await changeable(req, res, deps);
      render(res, "desk/assignments/outlook", { id: assignment.public_id, deed: "ended", outlook: await previewEnd(db, assigner, assignment.public_id, now()), fields: [], detailed: deps.config.privacyMode === "named" });
    })
    .post("/desk/assignments/:id/ending", async (req, res) => turn(req, res, deps, true))
    .post("/desk/assignments/:id/resumption", async (req, res) => turn(req, res, deps, false))
    .use(assignmentDetails(deps));
}

/** What a link to the form has filled in: quizzes and a title. */
function asked(req: Request): Record<string, string> {
  const rows = Array.from({ length: 5 }, (_, index) => `quiz-${index + 1}`);
  const filled = [...rows, "title"].map((name) => [name, queryText(req, name).slice(0, 200)]).filter(([, text]) => text !== "");
  return { "quiz-1": queryText(req, "quiz").slice(0, 200), ...Object.fromEntries(filled) as Record<string, string> };
}

const ID = /^[\w-]{16}$/;

async function save(req: Request, res: Response, deps: Deps): Promise<void> {
  const { db, now } = deps;
  const body = (req.body ?? {}) as Form["values"];
  const id = await found(typeof body["id"] === "string" && ID.test(body["id"]) ? body["id"] : undefined);
  const assigner = { person: currentMember(res), reach: await reachOf(db, currentMember(res)) };
  const isNew = (await findAssignment(db, id)) === undefined;
  const { form, value } = await readAssignmentForm(db, body);
  if (body["then"] === "more" || body["then"] === "edit") return showAssignmentForm(res, deps, assigner.reach, { form: emptyForm(form.values), id, isNew });
  const isLook = body["then"] !== "save";
  const outlook = value && isLook ? await tryDeed(form, previewAssignment(db, assigner, id, value, now())) : undefined;
  const begun = value && !isLook ? await tryDeed(form, beginAssignment(db, assigner, id, value, now())) : undefined;
  if (!outlook && !begun) return showAssignmentForm(res, deps, assigner.reach, { form, id, isNew }, 422);
  if (outlook) return render(res, "desk/assignments/outlook", { id, deed: isNew ? "made" : "changed", outlook, fields: fieldsOf(body), detailed: deps.config.privacyMode === "named" });
  flash(req, begun!.outlook ? say("assignments.saved", { count: begun!.outlook.joined }) : say("assignment-lists.saved"));
  goOn(deps, begun!);
  res.redirect(303, `/desk/assignments/${id}`);
}

/** A crowd gets its duties behind the page; where that breaks off, the errands go on with it. */
function goOn({ db, now }: Deps, { assignment, outlook }: Begun): void {
  if (!outlook) fillAssignment(db, assignment, now()).catch((error: unknown) => { complain("Giving people their duties broke off", error); });
}

/** What was typed, to be sent again. */
function fieldsOf(body: Form["values"]): [string, string][] {
  return Object.entries(body).filter((field): field is [string, string] => typeof field[1] === "string" && field[0] !== "then" && field[0] !== "id");
}

/** Ends it, or takes it up again. */
async function turn(req: Request, res: Response, deps: Deps, isEnd: boolean): Promise<void> {
  const { assignment, assigner } = await changeable(req, res, deps);
  goOn(deps, await beginEnding(deps.db, assigner, assignment.public_id, isEnd, deps.now()));
  flash(req, say(isEnd ? "assignments.ended-now" : "assignments.resumed"));
  res.redirect(303, `/desk/assignments/${assignment.public_id}`);
}

async function changeable(req: Request, res: Response, { db }: Deps): Promise<{ assignment: Assignment; assigner: Assigner }> {
  const reach = await reachOf(db, currentMember(res));
  const assignment = await found(findAssignment(db, String(req.params["id"])));
  await found((await mayChange(db, reach, assignment)) ? assignment : undefined);
  return { assignment, assigner: { person: currentMember(res), reach } };
}
