import type { Request } from "express";
import { say, type Words } from "../../../lib/messages.ts";
import { countDeliveries, listDeliveries } from "../../../storage/deliveries.ts";
import type { Delivery, DeliveryState } from "../../../storage/hook-tables.ts";
import type { Db } from "../../../storage/tables.ts";
import type { ShownWebhook } from "../../../storage/webhooks.ts";
import { queryText } from "../../http/paging.ts";
import { beforeIn, cut } from "../mail/log-page.ts";

export type DeliveryLine = Omit<Delivery, "data" | "person_id"> & { what: Words; about: string };
export interface DeliveriesPage { deliveries: DeliveryLine[]; counts: Record<DeliveryState, number>; chosen: DeliveryState | ""; older: string | undefined }

const PAGE = 25;
const CHOICES = ["waiting", "delivered", "failed"] as const;

/** What went to a webhook, what waits and what could not be delivered; the newest first. */
export async function deliveriesPage(db: Db, { id }: Pick<ShownWebhook, "id">, req: Request): Promise<DeliveriesPage> {
  const chosen = CHOICES.find((state) => state === queryText(req, "state")) ?? "";
  const { rows, next } = cut(await listDeliveries(db, id, chosen, beforeIn(req), PAGE + 1), PAGE);
  const deliveries = rows.map(({ data, person_id: _person, ...row }) => ({ ...row, what: say(`webhooks.events.${row.event.replace(".", "-")}`), about: subjectIn(data) }));
  return { deliveries, counts: await countDeliveries(db, id), chosen, older: next === undefined ? undefined : `?${chosen ? `state=${chosen}&` : ""}before=${next}` };
}

/** The public id that comes first, by which the other side can be asked. */
function subjectIn(data: string): string {
  const first = Object.values(JSON.parse(data) as Record<string, unknown>)[0];
  return typeof first === "string" ? first : "";
}
