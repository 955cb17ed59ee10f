import type { Request, Response, Router } from "express";
import { found } from "../../domain/found.ts";
import { addGroup, changeGroup, removeGroup, takeOutOfGroup } from "../../domain/groups.ts";
import { readGroupRule } from "../../engine/people/group-rule.ts";
import { say } from "../../lib/messages.ts";
import { findFiller, listFilledIds } from "../../storage/directory-groups.ts";
import { countMembers, findGroup, listGroups, listMembers } from "../../storage/groups.ts";
import { listTeams } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, tryDeed } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { idsIn } from "../http/ticks.ts";
import { showGroupForm } from "./group-form-page.ts";
import { teamOptions } from "./team-tree.ts";
import { readGroupForm, typedRule, wantsMore } from "./group-form.ts";

/** Groups by rule and by hand: who is in them, and what their rules say. */
export function groups({ db, now }: Deps): Router {
  const own = (req: Request) => found(findGroup(db, String(req.params["id"])));
  const form = { db, now };

  return exactRouter()
    .get("/admin/groups", async (_req, res) => render(res, "admin/groups/index", { groups: await listGroups(db), sizes: await countMembers(db), filled: await listFilledIds(db) }))
    .get("/admin/groups/new", (req, res) => showGroupForm(res, form, { group: undefined, form: emptyForm({ kind: req.query["kind"] === "list" ? "list" : "rule", match: "all" }) }))
    .post("/admin/groups", async (req, res) => {
      const read = readGroupForm(req.body, undefined);
      if (wantsMore(req.body)) return showGroupForm(res, form, { group: undefined, form: read.form });
      const group = read.value && (await tryDeed(read.form, addGroup(db, actorOf(res), read.value, now())));
      if (!group) return showGroupForm(res, form, { group: undefined, form: read.form }, 422);
      flash(req, say("groups.added", { name: group.name }));
      res.redirect(303, `/admin/groups/${group.public_id}`);
    })
    .get("/admin/groups/:id", async (req, res) => {
      const group = await own(req);
      render(res, "admin/groups/show", { group, rule: group.rule === null ? undefined : readGroupRule(group.rule), members: await listMembers(db, group, pageNumber(req)), filler: await findFiller(db, group), ...await ruleNames(db) });
    })
    .get("/admin/groups/:id/edit", async (req, res) => {
      const group = await own(req);
      await showGroupForm(res, form, { group, form: emptyForm({ name: group.name, ...typedRule(group) }) });
    })
    .post("/admin/groups/:id", async (req, res) => {
      const group = await own(req);
      const read = readGroupForm(req.body, group);
      if (wantsMore(req.body)) return showGroupForm(res, form, { group, form: read.form });
      const changed = read.value && (await tryDeed(read.form, changeGroup(db, actorOf(res), group.public_id, read.value, now())));
      if (!changed) return showGroupForm(res, form, { group, form: read.form }, 422);
      flash(req, say("groups.changed", { name: changed.name }));
      res.redirect(303, `/admin/groups/${group.public_id}`);
    })
    .post("/admin/groups/:id/removal", async (req, res) => {
      const removed = await removeGroup(db, actorOf(res), req.params.id, now());
      flash(req, removed ? say("groups.removed", { name: removed.name }) : say("groups.gone"));
      res.redirect(303, "/admin/groups");
    })
    .post("/admin/groups/:id/members/removal", async (req, res) => {
      const group = await own(req);
      const ticked = idsIn((req.body ?? {}) as Record<string, unknown>, "person");
      const outcome = emptyForm();
      const count = await tryDeed(outcome, takeOutOfGroup(db, actorOf(res), group.public_id, ticked, now()));
      flash(req, count === undefined ? outcome.errors["form"] as ReturnType<typeof say> : say("groups.taken-out", { count }));
      backTo(res, group);
    })
    .get(["/admin/groups/:id/removal", "/admin/groups/:id/members/removal"], async (req, res) => backTo(res, await own(req)));
}

function backTo(res: Response, { public_id }: { public_id: string }): void {
  res.redirect(303, `/admin/groups/${public_id}`);
}

async function ruleNames(db: Deps["db"]): Promise<{ teamNames: Map<string, string> }> {
  return { teamNames: new Map(teamOptions(await listTeams(db)).map(({ value, label }) => [value, label])) };
}
