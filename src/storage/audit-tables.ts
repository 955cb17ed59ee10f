import type { Head } from "../lib/chain.ts";

/** The rows beside the audit log. Times are UTC ISO strings. */

/** Who saw results of whom, once a person, viewer and hour; `hour` as 2026-01-05T09, `place` as in domain/seeing.ts. */
export interface Sighting { person_id: number; viewer_id: number; hour: string; place: string }
/** What somebody set for the installation, a row a section; `given` is JSON and holds only what differs from the environment. */
export interface InstallationSettings { section: string; version: number; given: string; changed_at: string; changed_by: number | null }

declare module "knex/types/tables.js" {
  interface Tables { audit_head: Head & { id: number }; sightings: Sighting; installation_settings: InstallationSettings }
}
