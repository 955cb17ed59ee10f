import type { Config } from "../config.ts";
import type { Clock } from "../lib/clock.ts";
import type { Db } from "../storage/tables.ts";

/** Everything that a page touches outside itself. Tests pass their own. */
export interface Deps { db: Db; now: Clock; config: Config; secret: string }
