/** From which attribute a directory's people get their team or site; `groups` is the team of a group that an admin chose for it, empty leaves it to admins. */
export const TEAM_SOURCES = ["", "team", "department", "division", "organization", "costCenter", "groups"] as const;
export const SITE_SOURCES = ["site", "locality", "division", "organization", "costCenter"] as const;
export type TeamSource = (typeof TEAM_SOURCES)[number];
export type SiteSource = (typeof SITE_SOURCES)[number];

/** Where an organisation keeps its people, such as Entra ID or Okta: what it says through SCIM is not changed here by hand. `invites`: whom it adds, and who could come in by nothing else, gets a link by mail. */
export interface Directory { id: number; public_id: string; name: string; team_from: TeamSource; site_from: SiteSource; invites: 0 | 1; created_at: string }

/** Which directory a token speaks for. */
export interface DirectoryToken { token_id: number; directory_id: number }

/**
 * That a directory keeps somebody. `user_name_key` is `user_name` in lower case; `external_id` is the directory's own id of them, not their personnel number; `resource` is what it said,
 * and `said` lists the fields of a person that it says, both as JSON.
 * `gone_at`: it deleted them, so that to its programs they are not there until they come back.
 */
export interface DirectoryPerson {
  person_id: number; directory_id: number; user_name: string; user_name_key: string; external_id: string | null; given_name: string | null; family_name: string | null;
  email_type: string; resource: string; said: string; created_at: string; updated_at: string; gone_at: string | null;
}

/** That a directory fills a group. `version` goes up with every change; people in it get the team `team_id` where the directory takes teams from groups. */
export interface DirectoryGroup { group_id: number; directory_id: number; external_id: string | null; team_id: number | null; version: number; created_at: string; updated_at: string; gone_at: string | null }

/** A request without what it said. `problem` is a message, `ignored` a list of attributes that nothing was done about, both as JSON. */
export interface DirectoryRequest { id: number; directory_id: number; at: string; method: string; path: string; status: number; millis: number; problem: string | null; ignored: string | null }

declare module "knex/types/tables.js" {
  interface Tables { directories: Directory; directory_tokens: DirectoryToken; directory_people: DirectoryPerson; directory_groups: DirectoryGroup; directory_requests: DirectoryRequest }
}
