import type { Request, Response, Router } from "express";
import { z } from "zod";
import { LONGEST_NAME, MOST_DAYS } from "../../../domain/api-tokens.ts";
import { addDirectory, changeDirectory, chooseTeamOfGroup, makeDirectoryToken, removeDirectory, USUAL_SOURCES } from "../../../domain/directories.ts";
import { found } from "../../../domain/found.ts";
import { DAY, later } from "../../../lib/clock.ts";
import { newPublicId } from "../../../lib/ids.ts";
import { say } from "../../../lib/messages.ts";
import { findDirectory } from "../../../storage/directories.ts";
import { SITE_SOURCES, TEAM_SOURCES, type Directory } from "../../../storage/directory-tables.ts";
import { siteOf } from "../../../lib/sites.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../../http/forms.ts";
import { actorOf, currentMember } from "../../http/locals.ts";
import { pageNumber, queryText } from "../../http/paging.ts";
import { render } from "../../http/render.ts";
import { directoryLines, directoryPage } from "./directory-page.ts";

const PLACE = "/admin/integrations/scim";
const name = z.string("scim.name-missing").trim().min(1, "scim.name-missing").max(LONGEST_NAME, "fields.too-long").regex(/^[^\p{Cc}\p{Cf}]*$/u, "fields.name-unseen");
const newForm = z.object({ name });
const detailsForm = z.object({ name, team_from: z.enum(TEAM_SOURCES, "scim.source-odd"), site_from: z.enum(SITE_SOURCES, "scim.source-odd"), invites: z.literal("1").optional().transform((ticked): 0 | 1 => (ticked ? 1 : 0)) });
const tokenForm = z.object({ id: z.string("scim.source-odd").regex(/^[\w-]{16}$/, "scim.source-odd") });
const groupForm = z.object({ group: z.string("scim.source-odd").max(60, "scim.source-odd"), team: z.string().max(60, "people.team-gone").default("") });

/** Directories that keep people and groups through SCIM. A token is shown on the page that answers the wish for it, and nowhere else. */
export function directories({ db, now, config }: Deps): Router {
  const own = (req: Request) => found(findDirectory(db, String(req.params["id"])));
  const addressOf = (req: Request) => `${siteOf(req, config.publicUrl)}/scim/v2`;
  const back = (res: Response, { public_id }: Pick<Directory, "public_id">) => res.redirect(303, `${PLACE}/${public_id}`);
  const showAll = async (req: Request, res: Response, form: Form, status = 200) => render(res, "admin/integrations/scim/index", { address: addressOf(req), lines: await directoryLines(db), form }, status);

  return exactRouter()
    .get(PLACE, (req, res) => showAll(req, res, emptyForm()))
    .post(PLACE, async (req, res) => {
      const { form, value } = readForm(newForm, req.body);
      const directory = value && (await tryDeed(form, addDirectory(db, actorOf(res), { ...value, ...USUAL_SOURCES }, now())));
      if (!directory) return showAll(req, res, form, 422);
      flash(req, say("scim.added", { name: directory.name }));
      back(res, directory);
    })
    .get(`${PLACE}/:id`, async (req, res) => show(req, res, await own(req)))
    .post(`${PLACE}/:id`, async (req, res) => {
      const directory = await own(req);
      const { form, value } = readForm(detailsForm, req.body);
      const isChanged = value && (await tryDeed(form, changeDirectory(db, actorOf(res), directory.public_id, value, now()).then(() => true)));
      if (!isChanged) return show(req, res, directory, { form }, 422);
      flash(req, say("scim.changed", { name: value.name }));
      back(res, directory);
    })
    .post(`${PLACE}/:id/tokens`, async (req, res) => {
      const directory = await own(req);
      const { form, value } = readForm(tokenForm, req.body);
      const made = value && (await tryDeed(form, makeDirectoryToken(db, currentMember(res), directory.public_id, { id: value.id, expiresAt: later(now(), MOST_DAYS * DAY) }, now())));
      if (!made) return back(res, directory);
      res.set("Cache-Control", "private, no-store");
      await show(req, res, directory, { made: made.secret });
    })
    .post(`${PLACE}/:id/groups`, async (req, res) => {
      const directory = await own(req);
      const { form, value } = readForm(groupForm, req.body);
      const isPlaced = value && (await tryDeed(form, chooseTeamOfGroup(db, actorOf(res), directory.public_id, value, now()).then(() => true)));
      flash(req, isPlaced ? say("scim.group-placed") : say("scim.source-odd"));
      back(res, directory);
    })
    .post(`${PLACE}/:id/removal`, async (req, res) => {
      const removed = await removeDirectory(db, actorOf(res), req.params.id, now());
      flash(req, removed ? say("scim.removed", { name: removed.name }) : say("scim.gone"));
      res.redirect(303, PLACE);
    })
    .get([`${PLACE}/:id/tokens`, `${PLACE}/:id/groups`, `${PLACE}/:id/removal`], async (req, res) => back(res, await own(req)));

  async function show(req: Request, res: Response, directory: Directory, { form, made }: { form?: Form; made?: string } = {}, status = 200): Promise<void> {
    const which = queryText(req, "requests") === "failed" ? "failed" : "all";
    const page = await directoryPage(db, directory, { which, page: pageNumber(req) });
    render(res, "admin/integrations/scim/show", { directory, address: addressOf(req), form: form ?? emptyForm({ ...directory, invites: directory.invites === 1 ? "1" : "" }), made, tokenId: newPublicId(), ...page }, status);
  }
}
