import type { Router } from "express";
import { findNewestCheck } from "../../../domain/checking-audit.ts";
import { readSettings } from "../../../domain/installation.ts";
import { findNewestDone } from "../../../storage/backup-runs.ts";
import { countLiveAssignments, countTeams, findLastSent } from "../../../storage/office-counts.ts";
import { countActivePeople } from "../../../storage/people.ts";
import { listNewestRuns } from "../../../storage/retention.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { currentMember, only } from "../../http/locals.ts";
import { render } from "../../http/render.ts";
import { listFirstSteps, type FirstStep } from "./first-steps.ts";
import { listMatters, type Matter } from "./matters.ts";

/** What works by itself, each with when it last did; undefined where it never has. */
export interface Running { mail: "none" | "off" | "on"; sent: string | undefined; backedUp: string | undefined; checked: string | undefined; removed: string | undefined }
export interface OverviewViews {
  "admin/overview/show": { matters: Matter[]; steps: FirstStep[]; running: Running; counts: { people: number; teams: number; assignments: number } };
}

/** Where administrators begin: what needs them, what is still to be set up, and that the rest runs. Auditors begin at the log. */
export function officeOverview(deps: Deps): Router {
  const { db } = deps;
  return exactRouter().get("/admin", only("auditor", "admin"), async (_req, res) => {
    if (!currentMember(res).roles.includes("admin")) return res.redirect(303, "/admin/audit");
    const counts = { people: await countActivePeople(db), teams: await countTeams(db), assignments: await countLiveAssignments(db) };
    const [matters, steps] = [await listMatters(deps), await listFirstSteps(deps, counts)];
    return render(res, "admin/overview/show", { matters: steps.length > 0 ? matters.filter(({ name }) => name !== "unsent") : matters, steps, running: await running(deps), counts });
  });
}

async function running({ db, config }: Deps): Promise<Running> {
  const { mailEnabled } = await readSettings(db, config);
  return {
    mail: config.mail === undefined ? "none" : mailEnabled ? "on" : "off",
    sent: await findLastSent(db),
    backedUp: (await findNewestDone(db))?.finished_at ?? undefined,
    checked: (await findNewestCheck(db))?.at,
    removed: [...(await listNewestRuns(db, { removing: false })).values()].map(({ started_at }) => started_at).sort().at(-1),
  };
}
