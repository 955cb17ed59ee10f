import { z } from "zod";
import { SCOPE_NAMES } from "../../domain/api-scopes.ts";
import { ROLES } from "../../storage/tables.ts";
import { operation } from "../http/declaring.ts";
import { timeField } from "./fields.ts";
import { personRef } from "./person-shapes.ts";

const token = z.strictObject({ name: z.string(), scopes: z.array(z.enum(SCOPE_NAMES)), expires_at: timeField, person: personRef, roles: z.array(z.enum(ROLES)) }).meta({ id: "Token", description: "The token that was shown, and whom it acts as." });

/** What a program can find out about itself. */
export const tokens = [
  operation("get", "/token", { 200: token }, {
    id: "token-read", group: "token",
    handle: ({ holder: { token: { name, expires_at }, scopes, member } }) => Promise.resolve({ body: { name, scopes, expires_at, person: { id: member.public_id, name: member.name }, roles: member.roles } }),
  }),
];
