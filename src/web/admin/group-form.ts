import { groupRuleSchema, type Condition, type GroupRule } from "../../engine/people/group-rule.ts";
import type { GroupDetails } from "../../domain/groups.ts";
import { say, type Message } from "../../lib/messages.ts";
import type { Group } from "../../storage/people-tables.ts";
import { emptyForm, type Form, type ReadForm } from "../http/forms.ts";
import { nameField } from "../person-fields.ts";

/** What a condition can be about, and how it is asked: each with how its value is typed. */
export const CONDITION_KINDS = {
  "department one-of": "texts", "department none-of": "texts", "site one-of": "texts", "site none-of": "texts", "job_title one-of": "texts", "job_title none-of": "texts",
  "start_date before": "day", "start_date after": "day", "start_date within-days": "days", "start_date longer-than-days": "days",
  "role has": "role", "role has-not": "role", "team below": "team", "team not-below": "team", "manager yes": "", "manager no": "",
} as const;
export type ConditionKind = keyof typeof CONDITION_KINDS;
export const MOST_ROWS = 12;

type Body = Record<string, unknown> | undefined;
const text = (body: Body, name: string) => { const value = body?.[name]; return typeof value === "string" ? value.trim().slice(0, 4_000) : ""; };

/** Whether only another row, or a look at who it would be, was asked for. */
export function wantsMore(body: unknown): boolean {
  return ["look", "more"].includes(text(body as Body, "then"));
}

/** Rows are `kind-1`, `value-1` and so on; a row without a kind is none. */
export function readGroupForm(body: unknown, group: Group | undefined): ReadForm<GroupDetails> {
  const typed = (body ?? {}) as Record<string, unknown>;
  const form = emptyForm({ ...typed, kind: group ? (group.rule === null ? "list" : "rule") : text(typed, "kind"), match: text(typed, "match") === "any" ? "any" : "all" });
  const name = nameField.safeParse(typed["name"]);
  const isLooking = wantsMore(body);
  if (!name.success && !isLooking) form.errors["name"] = say(name.error.issues[0]!.message, { maximum: 120 });
  if (form.values["kind"] === "list") return name.success ? { form, value: { name: name.data, rule: null } } : { form };
  const rule = ruleIn(typed, form, isLooking);
  return rule && name.success ? { form, value: { name: name.data, rule } } : { form };
}

/** The rule that a form says, or complaints beside its rows. */
export function ruleIn(typed: Record<string, unknown>, form: Form, isLooking = false): GroupRule | undefined {
  const conditions: unknown[] = [];
  const places: number[] = [];
  for (let row = 1; row <= MOST_ROWS; row++) {
    const kind = text(typed, `kind-${row}`);
    if (!Object.hasOwn(CONDITION_KINDS, kind)) continue;
    conditions.push(conditionOf(kind as ConditionKind, text(typed, `value-${row}`)));
    places.push(row);
  }
  const read = groupRuleSchema.safeParse({ match: text(typed, "match") === "any" ? "any" : "all", conditions });
  if (read.success) return read.data;
  if (isLooking) return undefined;
  for (const { path, message } of read.error.issues) form.errors[typeof path[1] === "number" ? `value-${places[path[1]]!}` : "kind-1"] ??= complaint(message);
  return undefined;
}

function complaint(message: string): Message {
  return say(message.startsWith("group-rule.") ? message : "group-rule.choose-one");
}

function conditionOf(kind: ConditionKind, value: string): unknown {
  const [field, is] = kind.split(" ") as [string, string];
  switch (CONDITION_KINDS[kind]) {
    case "texts": return { field, is, values: [...new Set(value.split(/[\n;]/).map((one) => one.trim()).filter(Boolean))] };
    case "days": return { field, is, days: /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN };
    default: return { field, is, value };
  }
}

/** The same the other way. */
export function typedRule({ rule }: Group): Record<string, string> {
  if (rule === null) return { kind: "list" };
  const { match, conditions } = JSON.parse(rule) as GroupRule;
  const rows = conditions.flatMap((condition, index): [string, string][] => [[`kind-${index + 1}`, `${condition.field} ${condition.is}`], [`value-${index + 1}`, valueOf(condition)]]);
  return { kind: "rule", match, ...Object.fromEntries(rows) };
}

function valueOf(condition: Condition): string {
  if ("values" in condition) return condition.values.join("; ");
  if ("days" in condition) return String(condition.days);
  return "value" in condition ? condition.value : "";
}
