import { readSettings } from "../../../domain/installation.ts";
import { findNewestDone } from "../../../storage/backup-runs.ts";
import { listInstallationSettings } from "../../../storage/installation-settings.ts";
import { countQuizzesByState } from "../../../storage/quiz-drafts.ts";
import type { Deps } from "../../deps.ts";

/** `name` leads to its words. */
export interface FirstStep { name: string; href: string; isDone: boolean }

/** From an empty database to the first quiz that somebody gets; nothing once all of it is done. */
export async function listFirstSteps({ db, config }: Deps, { people, assignments }: { people: number; assignments: number }): Promise<FirstStep[]> {
  const settings = await readSettings(db, config);
  const looked = new Set((await listInstallationSettings(db)).map(({ section }) => section));
  const steps = [
    { name: "privacy", href: "/admin/settings/privacy", isDone: looked.has("privacy") },
    { name: "mail", href: "/admin/settings/mail", isDone: config.mail !== undefined && settings.mailEnabled },
    { name: "people", href: "/admin/people/imports/new", isDone: people > 1 },
    { name: "quiz", href: "/studio/paths", isDone: (await countQuizzesByState(db)).published > 0 },
    { name: "assignment", href: "/desk/assignments/new", isDone: assignments > 0 },
    { name: "backup", href: "/admin/backups", isDone: settings.backupsEnabled || (await findNewestDone(db)) !== undefined },
  ];
  return steps.every(({ isDone }) => isDone) ? [] : steps;
}
