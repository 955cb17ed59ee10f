import type { Response } from "express";
import { findSampleOfRule } from "../../storage/groups.ts";
import { listInUse } from "../../storage/people-filter.ts";
import type { Group } from "../../storage/people-tables.ts";
import type { Person } from "../../storage/tables.ts";
import { listTeams } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { render } from "../http/render.ts";
import { MOST_ROWS, ruleIn } from "./group-form.ts";
import { teamOptions } from "./team-tree.ts";

/** A group while somebody writes it. `found`: whom the rule names as it stands now. `known` are texts that can be chosen among, by the field. */
export interface GroupFormPage {
  group: Group | undefined; form: Form; rows: number; found: { count: number; sample: Person[] } | undefined;
  teams: { value: string; label: string }[]; known: { department: string[]; site: string[]; job_title: string[] };
}

const FIRST_ROWS = 3;

export async function showGroupForm(res: Response, { db, now }: Pick<Deps, "db" | "now">, { group, form }: { group: Group | undefined; form: Form }, status = 200): Promise<void> {
  const rule = form.values["kind"] === "list" ? undefined : ruleIn(form.values, emptyForm(), true);
  const filled = Array.from({ length: MOST_ROWS }, (_, index) => index + 1).filter((row) => form.values[`kind-${row}`]).length;
  render(res, "admin/groups/form", {
    group, form, rows: Math.min(MOST_ROWS, Math.max(FIRST_ROWS, filled + 1)), found: rule && (await findSampleOfRule(db, rule, now(), 10)), teams: teamOptions(await listTeams(db)),
    known: { department: await listInUse(db, "department", 100), site: await listInUse(db, "site", 100), job_title: await listInUse(db, "job_title", 100) },
  }, status);
}
