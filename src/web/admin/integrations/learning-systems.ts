import type { Request, Response, Router } from "express";
import { bringMembers } from "../../../domain/course-members.ts";
import { found } from "../../../domain/found.ts";
import { addLearningSystem, changeLearningSystem, removeLearningSystem, tryGradesAgain } from "../../../domain/learning-systems.ts";
import { inviteSystem } from "../../../domain/registering.ts";
import { requestOffice } from "../../../domain/request-office.ts";
import { say } from "../../../lib/messages.ts";
import { countGrades, listGradeFailures } from "../../../storage/grade-links.ts";
import { findCourse, listCourses } from "../../../storage/learning-courses.ts";
import { countAccounts, findLearningSystem, listLearningSystems } from "../../../storage/learning-systems.ts";
import type { GradeLink, LearningCourse, LearningSystem } from "../../../storage/learning-tables.ts";
import { siteOf } from "../../../lib/sites.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../../http/forms.ts";
import { actorOf, only } from "../../http/locals.ts";
import { render } from "../../http/render.ts";
import { systemForm, typedFrom } from "./learning-system-form.ts";

/** What a learning system asks for when somebody registers us there. */
export interface ToolAddresses { login: string; launch: string; keys: string }

export interface LearningSystemViews {
  "admin/integrations/learning-systems/index": { systems: (LearningSystem & { people: number })[]; invitation: string | undefined; isSecure: boolean };
  "admin/integrations/learning-systems/form": { form: Form; system: LearningSystem | undefined; tool: ToolAddresses; grades: Record<GradeLink["state"], number> | undefined; failures: string[]; courses: LearningCourse[] };
}

const AT = "/admin/integrations/learning-systems";
const MOST_COURSES = 50;
/** A page of a hundred members, with names and roles. */
const MOST_READ = 2_000_000;

/** Learning systems that may launch quizzes here and are told grades. */
export function learningSystems({ db, now, config, secret }: Deps): Router {
  const toolOf = (req: Request): ToolAddresses => {
    const site = siteOf(req, config.publicUrl);
    return { login: `${site}/lti/login`, launch: `${site}/lti/launch`, keys: `${site}/lti/jwks` };
  };
  const list = async (res: Response, invitation?: string) => {
    const people = await countAccounts(db);
    const systems = (await listLearningSystems(db)).map((system) => ({ ...system, people: people.get(system.issuer) ?? 0 }));
    render(res, "admin/integrations/learning-systems/index", { systems, invitation, isSecure: config.publicUrl.startsWith("https:") });
  };
  const show = async (req: Request, res: Response, form: Form, system?: LearningSystem, status = 200) =>
    render(res, "admin/integrations/learning-systems/form", { form, system, tool: toolOf(req), grades: system && (await countGrades(db, system.id)), failures: system ? await listGradeFailures(db, system.id) : [], courses: system ? await listCourses(db, system.id, MOST_COURSES) : [] }, status);

  return exactRouter()
    .use(AT, only("admin"))
    .get(AT, (_req, res) => list(res))
    .post(`${AT}/invitations`, async (req, res) => list(res, `${siteOf(req, config.publicUrl)}/lti/registrations/${await inviteSystem(db, actorOf(res), now())}`))
    .get(`${AT}/invitations`, (_req, res) => res.redirect(303, AT))
    .get(`${AT}/new`, (req, res) => show(req, res, emptyForm({ isOn: "1", makesPeople: "1" })))
    .post(AT, async (req, res) => {
      const { form, value } = readForm(systemForm, req.body);
      const system = value && (await tryDeed(form, addLearningSystem(db, actorOf(res), value, config.webhookOrigins, now())));
      if (!system) return show(req, res, form, undefined, 422);
      flash(req, say("learning-systems.saved"));
      res.redirect(303, `${AT}/${system.public_id}`);
    })
    .get(`${AT}/:id`, async (req, res) => {
      const system = await found(findLearningSystem(db, req.params.id));
      await show(req, res, typedFrom(system), system);
    })
    .post(`${AT}/:id`, async (req, res) => {
      const system = await found(findLearningSystem(db, req.params.id));
      const { form, value } = readForm(systemForm, req.body);
      const isKept = value && (await tryDeed(form, changeLearningSystem(db, actorOf(res), system.public_id, value, config.webhookOrigins, now()).then(() => true)));
      if (!isKept) return show(req, res, form, system, 422);
      flash(req, say("learning-systems.saved"));
      res.redirect(303, `${AT}/${system.public_id}`);
    })
    .post(`${AT}/:id/courses/:course/members`, async (req, res) => {
      const system = await found(findLearningSystem(db, req.params.id));
      const course = await found(findCourse(db, system.id, req.params.course));
      const form = typedFrom(system);
      const brought = await tryDeed(form, bringMembers(db, requestOffice(config.webhookOrigins, { mostRead: MOST_READ }), actorOf(res), system, course, secret, now()));
      if (!brought) return show(req, res, form, system, 422);
      flash(req, say("learning-systems.brought", { count: brought.added, known: brought.known, refused: brought.refused }));
      res.redirect(303, `${AT}/${system.public_id}#courses`);
    })
    .get(`${AT}/:id/courses/:course/members`, (req, res) => res.redirect(303, `${AT}/${encodeURIComponent(req.params.id)}#courses`))
    .get(`${AT}/:id/:deed`, (req, res) => res.redirect(303, `${AT}/${encodeURIComponent(req.params.id)}`))
    .post(`${AT}/:id/removal`, async (req, res) => {
      await removeLearningSystem(db, actorOf(res), req.params.id, now());
      flash(req, say("learning-systems.removed"));
      res.redirect(303, AT);
    })
    .post(`${AT}/:id/grades`, async (req, res) => {
      const count = await tryGradesAgain(db, actorOf(res), req.params.id, now());
      flash(req, say("learning-systems.trying-again", { count }));
      res.redirect(303, `${AT}/${encodeURIComponent(req.params.id)}`);
    });
}
