import { z } from "zod";
import { FILE_ROLES } from "./roles.ts";

const words = z.array(z.string().trim().min(1).max(120)).min(1, "group-rule.choose-one").max(50, "group-rule.too-many-values");
const day = z.iso.date("group-rule.day-odd");

/** One thing that is asked of a person. Texts are compared as they are written, whatever their case. `team` is the public id of one, with those below it. */
const condition = z.discriminatedUnion("field", [
  z.strictObject({ field: z.enum(["department", "site", "job_title"]), is: z.enum(["one-of", "none-of"]), values: words }),
  z.discriminatedUnion("is", [
    z.strictObject({ field: z.literal("start_date"), is: z.enum(["before", "after"]), value: day }),
    z.strictObject({ field: z.literal("start_date"), is: z.enum(["within-days", "longer-than-days"]), days: z.number("group-rule.days-odd").int("group-rule.days-odd").min(1, "group-rule.days-odd").max(36_500, "group-rule.days-odd") }),
  ]),
  z.strictObject({ field: z.literal("role"), is: z.enum(["has", "has-not"]), value: z.enum(FILE_ROLES, "group-rule.role-odd") }),
  z.strictObject({ field: z.literal("team"), is: z.enum(["below", "not-below"]), value: z.string().min(1, "group-rule.team-odd").max(60, "group-rule.team-odd") }),
  z.strictObject({ field: z.literal("manager"), is: z.enum(["yes", "no"]) }),
]);

export const MOST_CONDITIONS = 12;

/**
 * Who is in a group: active people of whom all the conditions hold, or any of them. Days are those of UTC. `within-days`: started on one of the last so many days, today among them, and not in the future.
 * `manager`: whether a team or a person is led by them.
 */
export const groupRuleSchema = z.strictObject({ match: z.enum(["all", "any"]), conditions: z.array(condition).min(1, "group-rule.needs-condition").max(MOST_CONDITIONS, "group-rule.too-many") });
export type GroupRule = z.infer<typeof groupRuleSchema>;
export type Condition = GroupRule["conditions"][number];

/** @throws ZodError where the text is no rule */
export function readGroupRule(json: string): GroupRule {
  return groupRuleSchema.parse(JSON.parse(json));
}
