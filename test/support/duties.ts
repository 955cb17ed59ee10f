import { dayIn } from "../../src/lib/zones.ts";
import { listDueFor, type Duty } from "../../src/storage/duties.ts";
import type { World } from "./world.ts";

/** What somebody should do now, on the clock of this zone. */
export function dueFor(world: World, person: { id: number }, zone = "UTC"): Promise<Duty[]> {
  return listDueFor(world.db, person, dayIn(zone, world.now()), world.now());
}
