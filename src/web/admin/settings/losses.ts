import type { Settings } from "../../../domain/installation-sections.ts";
import { countTooOld, nextNight } from "../../../domain/retaining.ts";
import { RETENTION_KINDS, type RetentionKind } from "../../../domain/retention-kinds.ts";
import type { Words } from "../../../lib/messages.ts";
import type { Reader } from "../../../lib/readers.ts";
import { findOpenHold } from "../../../storage/retention.ts";
import type { Db } from "../../../storage/tables.ts";
import type { Form } from "../../http/forms.ts";
import { keyOf, valueInWords } from "./summary.ts";

/** What a shorter time removes in the next night. */
export interface Losses { form: Form; seen: number; night: string; isHeld: boolean; rows: { key: string; before: Words; after: Words; records: number }[] }

/** Undefined where nothing would be removed that is not removed anyway. */
export async function lossesOf(db: Db, reader: Reader, form: Form, seen: number, before: Settings, after: Settings, at: Date): Promise<Losses | undefined> {
  const rows: Losses["rows"] = [];
  for (const kind of Object.keys(RETENTION_KINDS) as RetentionKind[]) {
    if ((after[kind] ?? Infinity) >= (before[kind] ?? Infinity)) continue;
    const records = await countTooOld(db, kind, after[kind], after.timeZone, at);
    if (records > 0) rows.push({ key: keyOf(kind), before: valueInWords(kind, before[kind], reader), after: valueInWords(kind, after[kind], reader), records });
  }
  return rows.length > 0 ? { form, seen, rows, night: nextNight(after.timeZone, at).toISOString(), isHeld: (await findOpenHold(db)) !== undefined } : undefined;
}
