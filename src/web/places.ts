import { ROLES, type Role } from "../storage/tables.ts";

/** A page that a bar leads to, by the name of its words; or several that stand together, the first of which it leads to. */
interface Place { name: string; href?: string; roles?: readonly Role[]; below?: readonly Place[] }
interface Area { name: string; root: string; roots?: readonly string[]; roles: readonly Role[]; places: readonly Place[] }
/** `isHere`: the page that is shown is this one (`page`) or lies under it. */
export interface Entry { name: string; href: string; isHere: "page" | "true" | undefined }
/** The two bars above a page; the second is empty where nothing stands together with the page, which is then called by its own name in the first. */
export interface SectionBars { area: string; first: Entry[]; group: string; second: Entry[] }

const ADMINS: readonly Role[] = ["admin"];
const AUDITORS: readonly Role[] = ["auditor", "admin"];

const AREAS: readonly Area[] = [
  { name: "studio", root: "/studio", roles: ["trainer", "admin"], places: [
    { name: "overview", href: "/studio" }, { name: "articles", href: "/studio/articles" }, { name: "incidents", href: "/studio/incidents" }, { name: "questions", href: "/studio/questions" },
    { name: "quizzes", href: "/studio/quizzes" }, { name: "assignments", href: "/desk/assignments" }, { name: "reports", href: "/studio/reports" },
  ] },
  { name: "desk", root: "/desk", roles: ["manager", "admin"], places: [{ name: "overview", href: "/desk" }, { name: "assignments", href: "/desk/assignments" }, { name: "policies", href: "/desk/policies" }] },
  { name: "admin", root: "/admin", roles: AUDITORS, places: [
    { name: "overview", href: "/admin" },
    { name: "people", roles: ["admin"], below: [
      { name: "people", href: "/admin/people" }, { name: "teams", href: "/admin/teams" }, { name: "groups", href: "/admin/groups" }, { name: "uploads", href: "/admin/people/imports" }, { name: "erasures", href: "/admin/erasures" },
    ] },
    { name: "programme", below: [{ name: "policies", href: "/admin/policies", roles: AUDITORS }, { name: "mail", href: "/admin/mail" }] },
    { name: "proof", roles: AUDITORS, below: [{ name: "audit", href: "/admin/audit", roles: AUDITORS }, { name: "evidence", href: "/admin/evidence", roles: AUDITORS }, { name: "coverage", href: "/admin/coverage", roles: AUDITORS }] },
    { name: "integrations", href: "/admin/integrations" },
    { name: "settings", below: [{ name: "installation", href: "/admin/settings" }, { name: "sign-in-providers", href: "/admin/sign-in-providers" }, { name: "retention", href: "/admin/retention" }, { name: "backups", href: "/admin/backups" }] },
  ] },
  { name: "account", root: "/settings", roots: ["/account", "/reminders"], roles: ROLES, places: [{ name: "language", href: "/settings" }, { name: "security", href: "/account/security" }, { name: "reminders", href: "/reminders" }] },
];

/** Pages that lie elsewhere than under what they belong to. */
const BELONGS: readonly [RegExp, string][] = [[/^\/studio\/(?:decisions|imports|exports|batches|tags|links)/, "/studio/questions/new"], [/^\/desk\/(?:teams|people|quizzes|knowledge|views)/, "/desk"]];

/** What stands above a page of the studio, the desk, the office or one's own account, as far as these roles may enter; nothing elsewhere. */
export function sectionBars(path: string, roles: readonly Role[]): SectionBars | undefined {
  const area = areaOf(path, roles);
  if (!area) return undefined;
  const here = BELONGS.find(([pattern]) => pattern.test(path))?.[1] ?? path;
  const groups = area.places.map((place) => ({ name: place.name, leads: (place.below ?? [place]).filter((one) => mayEnter(one, area, roles)) })).filter(({ leads }) => leads.length > 0);
  const nearest = nearestOf(groups.flatMap(({ leads }) => leads.map(({ href }) => href!)), here, area.root);
  const group = groups.find(({ leads }) => leads.some(({ href }) => href === nearest));
  const isHere = (href: string | undefined) => (href !== nearest || href === undefined ? undefined : path === href ? "page" as const : "true" as const);
  const first = groups.map(({ name, leads }) => ({ name: leads.length === 1 ? leads[0]!.name : name, href: leads[0]!.href!, isHere: leads.length === 1 ? isHere(leads[0]!.href) : name === group?.name ? "true" as const : undefined }));
  const second = group && group.leads.length > 1 ? group.leads.map(({ name, href }) => ({ name, href: href!, isHere: isHere(href) })) : [];
  return { area: area.name, first, group: group?.name ?? "", second };
}

/** The name of the area that a page stands in for these roles, as far as they may enter it. */
export function areaAt(path: string, roles: readonly Role[]): string | undefined {
  return areaOf(path, roles)?.name;
}

/** Whoever gives quizzes to people without leading a team does so from the studio. */
function areaOf(path: string, roles: readonly Role[]): Area | undefined {
  const root = `/${path.split("/")[1]}`;
  const isAtDesk = root === "/desk" && !roles.includes("manager") && !roles.includes("admin");
  const area = AREAS.find((each) => [each.root, ...(each.roots ?? [])].includes(isAtDesk ? "/studio" : root));
  return area?.roles.some((role) => roles.includes(role)) ? area : undefined;
}

function mayEnter(place: Place, area: Area, roles: readonly Role[]): boolean {
  const allowed = place.roles ?? (area.name === "admin" ? ADMINS : area.roles);
  return allowed.some((role) => roles.includes(role));
}

/** The longest address that the page lies at or under; under the first page of an area lie none. */
function nearestOf(addresses: readonly string[], path: string, root: string): string | undefined {
  const above = addresses.filter((href) => path === href || (href !== root && path.startsWith(`${href}/`)));
  return above.sort((one, other) => other.length - one.length)[0];
}
