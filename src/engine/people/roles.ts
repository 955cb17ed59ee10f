import { fold } from "../../lib/text.ts";

/** The further roles as they stand in files, in this order. Files give and take all but the last: who is an admin is settled by hand. */
export const FILE_ROLES = ["trainer", "manager", "auditor", "admin"] as const;
type FileRole = (typeof FILE_ROLES)[number];

const CALLED: Record<FileRole, readonly string[]> = {
  trainer: ["trainer", "trainerin"], manager: ["manager", "fuhrungskraft"], auditor: ["auditor", "revision"], admin: ["admin", "administrator", "administratorin", "verwaltung"],
};
const KNOWN = new Map(FILE_ROLES.flatMap((role) => CALLED[role].map((name) => [name, role] as const)));

/** "Manager; Revision" as `manager, auditor`, each once and in order; `odd` is what is no role. Names may be English or German, apart by comma, semicolon, bar or slash. */
export function rolesIn(text: string): { roles: string } | { odd: string } {
  const names = text.split(/[,;|/]/).map((name) => name.trim()).filter(Boolean);
  const odd = names.find((name) => !KNOWN.has(fold(name)));
  return odd === undefined ? { roles: inOrder(names.map((name) => KNOWN.get(fold(name))!)) } : { odd };
}

export function inOrder(roles: readonly string[]): string {
  return FILE_ROLES.filter((role) => roles.includes(role)).join(", ");
}

/** What somebody has when a file says `roles`: whoever is an admin stays one. Undefined where it would make one. */
export function rolesAfter(roles: string, before: string): string | undefined {
  const isAdmin = before.split(", ").includes("admin");
  const wished = roles.split(", ");
  return wished.includes("admin") && !isAdmin ? undefined : inOrder([...wished, ...(isAdmin ? ["admin"] : [])]);
}
