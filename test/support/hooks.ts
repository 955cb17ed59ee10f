import { keepRecordStore } from "../../src/domain/record-store.ts";
import { HOOK_EVENTS, queueEvent } from "../../src/domain/webhook-events.ts";
import { addWebhook } from "../../src/domain/webhooks.ts";
import type { Person } from "../../src/storage/tables.ts";
import { finish } from "./finishing.ts";
import { makeQuiz } from "./make.ts";
import type { World } from "./world.ts";

/** A webhook that failed and a record store that refused, with everything that their pages can show; says where the webhook stands. */
export async function makeHooks(world: World, admin: Person): Promise<string> {
  const [rules, at] = [{ secret: "the secret of the tests", origins: [] }, world.now()];
  const id = await addWebhook(world.db, admin, { name: "Ticketsystem der Informationssicherheit (Donaudampfschifffahrt)", address: "https://hooks.example.org/services/T000/B000/secret", events: HOOK_EVENTS, isOn: true }, rules, at);
  await keepRecordStore(world.db, admin, { address: "https://lrs.example.org/xapi", key: "key", secret: "secret", version: "1.0.3", actors: "account", grounds: "Agreed with the works council", isOn: true }, { ...rules, site: "https://debrief.example", mode: "named" }, at);
  await finish(world.db, admin, (await makeQuiz(world.db, { questions: 1 })).quiz.id, at);
  for (const fact of ["a-fact-with-a-long-key-that-says-much", "another"]) await queueEvent(world.db, "fact.retracted", { personId: null, data: { fact } }, at);
  await world.db("webhook_deliveries").where({ event: "fact.retracted" }).update({ state: "failed", tries: 10, status: 502, failure: "webhooks.reasons.busy", answer: `<html>Bad gateway</html>${"x".repeat(200)}`, settled_at: at.toISOString() });
  await world.db("webhook_deliveries").where({ event: "attempt.finished" }).update({ tries: 3, status: null, failure: "webhooks.reasons.silent" });
  await world.db("webhooks").update({ failing_since: at.toISOString() });
  await world.db("statements").where({ verb: "completed" }).update({ state: "failed", failure: "record-store.reasons.refused", answer: `400 ${"unbroken".repeat(30)}` });
  await world.db("record_stores").update({ failing_since: at.toISOString(), failure: "record-store.reasons.key", answer: "401 Unauthorized" });
  return `/admin/integrations/webhooks/${id}`;
}
