import { compileRules } from "../pattern.ts";
import { AFTERMATH } from "./aftermath.ts";
import { ATTRIBUTION } from "./attribution.ts";
import { EFFECTS } from "./effects.ts";
import { METHODS } from "./methods.ts";
import { TARGETS } from "./targets.ts";
import { TELLING } from "./telling.ts";

/** Every family of patterns, compiled. */
export const RULES = compileRules([...ATTRIBUTION, ...TELLING, ...TARGETS, ...METHODS, ...EFFECTS, ...AFTERMATH]);
