import SCIMMY from "scimmy";

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/** What personnel systems know and neither schema of RFC 7643 has a place for. */
export const DEBRIEF = "urn:ietf:params:scim:schemas:extension:debrief:2.0:User";

const { Attribute, SchemaDefinition } = SCIMMY.Types;

/** What a quiz has no use for is not kept, and the schema does not say otherwise. */
const NOT_KEPT = [
  "password", "profileUrl", "phoneNumbers", "ims", "photos", "entitlements", "roles", "x509Certificates",
  "addresses.formatted", "addresses.streetAddress", "addresses.region", "addresses.postalCode", "addresses.country",
];

/** Tells the library once in a process what Debrief keeps: it answers /Schemas and /ResourceTypes from it, and the rules for names, types and what may be written follow from it too. */
function declare(): void {
  if (SCIMMY.Resources.declared("Group")) return;
  const { User, Group, EnterpriseUser } = SCIMMY.Schemas;
  const text = (name: string, description: string) => new Attribute("string", name, { description });
  const own = [
    text("site", "Where the person works."),
    text("startDate", "The day on which the person began, such as 2026-01-31."),
    text("team", "The team by its path from the top, such as Operations / Warehouse."),
  ];
  User.definition.truncate(...NOT_KEPT);
  for (const path of ["emails.type", "addresses.type"]) User.definition.attribute(path).config.canonicalValues = false;
  SCIMMY.Resources.declare(SCIMMY.Resources.User).extend(EnterpriseUser, false);
  User.definition.extend(new SchemaDefinition("DebriefUser", DEBRIEF, "What Debrief knows beside", own), false);
  SCIMMY.Resources.declare(SCIMMY.Resources.Group);
  Group.definition.attribute("displayName").config.uniqueness = "server";
}

declare();

export const SCHEMAS = { User: SCIMMY.Schemas.User.definition, Group: SCIMMY.Schemas.Group.definition } as const;
export type Kind = keyof typeof SCHEMAS;
