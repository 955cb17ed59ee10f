/** Every deed that the audit log knows, by what it is about. Each has its words in `locales/`, under deeds; a test holds that none is missing. */
export const AUDITED: Readonly<Record<string, readonly string[]>> = {
  person: [
    "invited", "invitation-accepted", "password-changed", "password-reset", "reset-asked", "link-made", "codes-added", "codes-removed", "passkey-added", "passkey-removed", "recovery-codes-made", "recovery-used", "second-factors-removed", "session-ended", "sessions-ended",
    "added", "changed", "password-set", "deactivated", "reactivated", "extra-time", "data-downloaded", "erasure-asked", "erasure-withdrawn", "erasure-declined", "erased", "moved", "role-given", "role-taken", "put-into-group",
  ],
  people: ["changed-together", "imported", "import-cancelled", "exported"],
  team: ["added", "changed", "merged", "removed"],
  group: ["added", "changed", "removed", "filled", "emptied"],
  results: ["seen"],
  quiz: ["drafted", "changed", "questions-added", "question-removed", "question-moved", "questions-arranged", "drawing-changed", "pool-changed", "published", "retired", "reinstated", "assigned", "assignment-removed", "time-added", "packaged"],
  assignment: ["made", "changed", "ended", "resumed", "extension", "exemption", "extension-withdrawn", "exemption-withdrawn"],
  question: [
    "written", "edited", "tagged", "untagged", "topic-changed", "option-replaced", "decision-written", "translated", "translation-removed", "sent-to-review", "approved", "returned", "retired",
    "reinstated", "suspended", "put-back", "dropped", "regraded", "regrade-reversed",
  ],
  tag: ["renamed", "merged"],
  questions: ["imported", "import-cancelled", "import-taken-back", "exported"],
  problem: ["reported", "answered", "closed"],
  certificate: ["issued", "revoked", "reinstated", "name-shown"],
  article: ["read", "read-by-model", "placed", "quiz-made"],
  candidate: ["accepted", "rejected", "reopened"],
  fact: ["added", "disputed", "retracted", "restored"],
  lesson: ["added", "changed", "removed"],
  incident: ["hidden", "shown"],
  path: ["starter-made", "started"],
  pack: ["imported", "exported", "removed"],
  entities: ["merged"],
  collection: ["imported"],
  picture: ["kept"],
  mail: ["words-changed", "released", "dropped"],
  channel: ["added", "changed", "removed"],
  webhook: ["added", "changed", "removed", "secret-shown", "secret-replaced", "replayed"],
  "record-store": ["added", "changed", "removed", "replayed"],
  token: ["made", "revoked"],
  directory: ["added", "changed", "removed", "group-placed"],
  learning: ["added", "changed", "removed", "invited", "linked", "grades-sent-again", "members-read"],
  "question-link": ["made", "ended", "secret-changed", "exported"],
  settings: ["changed"],
  "sign-in-provider": ["added", "changed", "removed", "key-made", "key-adopted", "key-removed"],
  "single-sign-on": ["person-added", "person-linked", "person-changed", "identity-removed", "exception-added", "exception-removed"],
  installation: ["set-up"],
  backup: ["asked", "made", "restored"],
  retention: ["removed", "hold-begun", "hold-ended"],
  policy: ["added", "changed", "published", "retired", "reinstated", "acknowledged", "exported"],
  evidence: ["asked", "made", "downloaded", "removed"],
  audit: ["details-erased", "exported"],
};

/** The key of a deed's words; undefined for one that this release does not know. */
export function wordsKey(deed: string): string | undefined {
  const [area = "", name = ""] = deed.split(".");
  return Object.hasOwn(AUDITED, area) && AUDITED[area]!.includes(name) ? `deeds.${area}.${name}` : undefined;
}
