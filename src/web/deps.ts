import type { Config } from "../config.ts";
import type { Clock } from "../lib/clock.ts";
import type { Db } from "../storage/tables.ts";

/** What this process is about: while it ends, balancers should send nobody here. */
export interface Life { isEnding: boolean }

/** Everything that a page touches outside itself. Tests pass their own. */
export interface Deps { db: Db; now: Clock; config: Config; secret: string; life?: Life }
