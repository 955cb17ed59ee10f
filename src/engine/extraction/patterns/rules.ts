import { compileRules, type CompiledRule } from "../pattern.ts";
import { AFTERMATH } from "./aftermath.ts";
import { ATTRIBUTION } from "./attribution.ts";
import { EFFECTS } from "./effects.ts";
import { METHODS } from "./methods.ts";
import { TARGETS } from "./targets.ts";
import { TELLING } from "./telling.ts";

let compiled: readonly CompiledRule[] | undefined;

/** Every family of patterns, compiled when the first article is read. */
export function rules(): readonly CompiledRule[] {
  return (compiled ??= compileRules([...ATTRIBUTION, ...TELLING, ...TARGETS, ...METHODS, ...EFFECTS, ...AFTERMATH]));
}
