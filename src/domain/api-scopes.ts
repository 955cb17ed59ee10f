import type { Role } from "../storage/tables.ts";

/** What a token may be for, and which roles may do that: whoever makes the token has one of them, and keeps it. */
export const SCOPES = {
  "people:read": ["admin"], "people:write": ["admin"],
  "teams:read": ["admin"], "teams:write": ["admin"],
  "groups:read": ["admin"], "groups:write": ["admin"],
  "questions:read": ["trainer", "admin"], "questions:write": ["trainer", "admin"],
  "quizzes:read": ["trainer", "admin"], "quizzes:write": ["trainer", "admin"],
  "assignments:read": ["trainer", "manager", "admin"], "assignments:write": ["trainer", "manager", "admin"],
  "results:read": ["manager", "admin"],
  "reports:read": ["manager", "admin"],
  "incidents:read": ["trainer", "admin"], "incidents:write": ["trainer", "admin"],
  "audit:read": ["auditor", "admin"],
  scim: ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Scope = keyof typeof SCOPES;
export const SCOPE_NAMES = Object.keys(SCOPES) as Scope[];

export function isScope(name: unknown): name is Scope {
  return typeof name === "string" && Object.hasOwn(SCOPES, name);
}

/** Whether somebody with these roles may have it done. */
export function mayHave(roles: readonly Role[], scope: Scope): boolean {
  return roles.some((role) => (SCOPES[scope] as readonly Role[]).includes(role));
}
