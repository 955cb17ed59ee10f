import type { Config } from "../../config.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Db } from "../../storage/tables.ts";

/** Everything that an answer to a program touches outside itself. */
export interface Deps { db: Db; now: Clock; config: Config; secret: string }
