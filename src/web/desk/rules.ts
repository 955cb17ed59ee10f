import type { Config } from "../../config.ts";
import type { DeskRules } from "../../domain/desk-rows.ts";
import { LEAST_GROUP } from "../../engine/statistics/disclosure.ts";

/** The share of facts that a team should be able to recall. */
const TARGET = 0.8;

/** What this installation tells managers. */
export function rulesOf({ privacyMode }: Pick<Config, "privacyMode">): DeskRules {
  return { mode: privacyMode, least: LEAST_GROUP, target: TARGET };
}
