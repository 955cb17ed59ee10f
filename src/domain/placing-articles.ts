import { slugify } from "../lib/text.ts";
import { lockArticle, updateArticle } from "../storage/articles.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { listFactKeysOf } from "../storage/candidates.ts";
import { findIncident, listEntityKeys } from "../storage/incident-reading.ts";
import { findIncidentIds, upsertIncident } from "../storage/knowledge.ts";
import type { Article, Db, Incident, Person } from "../storage/tables.ts";
import { waitForOthers } from "./content-turns.ts";
import { NotFound, Refused } from "./errors.ts";
import { unusedId } from "./resolving-names.ts";

/** An incident that nobody has told us of before. `label` stands in the middle of a sentence; `happened` is EDTF. */
export interface NewIncident { title: string; label: string; summary: string; happened: string; topics: string[] }

/** Says which incident an article is about: one that is known, by its slug, or a new one. Whether two are the same is for a person to say; it stands from the first fact on. */
export function placeArticle(db: Db, reviewer: Pick<Person, "id">, article: Pick<Article, "id" | "public_id">, about: string | NewIncident, at: Date): Promise<Incident> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    const held = await lockArticle(tx, article.id);
    if (!held) throw new NotFound();
    if (held.incident_id !== null && (await listFactKeysOf(tx, held.id)).length > 0) throw new Refused("reviewing.incident-stands", "incident");
    const incident = typeof about === "string" ? await findIncident(tx, about) : await insertIncident(tx, about);
    if (!incident) throw new Refused("reviewing.incident-odd", "incident");
    await updateArticle(tx, held.id, { incident_id: incident.id, source_id: null });
    await insertAuditEvent(tx, reviewer.id, "article.placed", article.public_id, { incident: incident.slug, isNew: typeof about !== "string" }, at);
    return incident;
  });
}

async function insertIncident(tx: Db, { topics, ...told }: NewIncident): Promise<Incident> {
  const taken = new Set([...(await findIncidentIds(tx)).keys(), ...(await listEntityKeys(tx))]);
  return upsertIncident(tx, { ...told, kind: "incident", slug: unusedId(slugify(told.title), taken), class: null, topics: JSON.stringify(topics) });
}
