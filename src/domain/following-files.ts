import type { Content } from "../engine/knowledge/content.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import type { IncidentFile } from "../engine/knowledge/incident.ts";
import { standingIn, STANDINGS } from "../engine/knowledge/standing.ts";
import { listFactsByKeys } from "../storage/incident-reading.ts";
import { findStandingsOfFiles, listStandingsOf } from "../storage/standings.ts";
import type { Db, FactRow, FactStanding, New } from "../storage/tables.ts";
import { changeStanding } from "./ageing.ts";

type Saying = Omit<New<FactStanding>, "fact_id" | "at" | "author_id">;

const NOTHING_MORE: Saying = { standing: "current", reason: "The content file does not say so any more.", publisher: null, title: null, published: null, url: null };

/**
 * Brings what loaded content files say of the standing of facts into the database. What a file has said once is not said again, so that a trainer's word
 * stands; and a trainer's word stands against a file's that is no graver.
 */
export function followFiles(db: Db, content: Content, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const before = await findStandingsOfFiles(tx);
    const now = new Map(content.incidents.flatMap((incident) => incident.facts.map((fact) => [fact.id, sayingOf(fact, incident)] as const)));
    const keys = [...now].flatMap(([key, { standing }]) => (standing !== "current" || before.has(key) ? [key] : []));
    for (const fact of await listFactsByKeys(tx, keys)) await follow(tx, fact, now.get(fact.key)!, before.get(fact.key), at);
  });
}

async function follow(tx: Db, fact: FactRow, saying: Saying, before: FactStanding | undefined, at: Date): Promise<void> {
  if (before && isSame(before, saying)) return;
  const [newest] = await listStandingsOf(tx, fact.id);
  const isOverruled = newest !== undefined && newest.author_id !== null && STANDINGS.indexOf(saying.standing) <= STANDINGS.indexOf(fact.standing);
  if (!isOverruled) await changeStanding(tx, fact, { ...saying, author_id: null }, at);
}

function sayingOf(fact: Omit<Fact, "incident">, { sources }: IncidentFile): Saying {
  const doubt = fact.retracted ?? fact.disputed;
  if (!doubt) return NOTHING_MORE;
  const { publisher, title, published, url } = sources.find(({ id }) => id === doubt.source)!;
  return { standing: standingIn(fact), reason: doubt.reason, publisher, title, published, url };
}

function isSame(one: Saying, other: Saying): boolean {
  return (["standing", "reason", "publisher", "title", "published", "url"] as const).every((trait) => one[trait] === other[trait]);
}
