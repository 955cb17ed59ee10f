import { z } from "zod";
import { id } from "./id.ts";
import { prose } from "./prose.ts";

/** What has become of a fact: it stands, somebody doubts it, or it was taken back. */
export const STANDINGS = ["current", "disputed", "retracted"] as const;
export type Standing = (typeof STANDINGS)[number];
export type Doubt = Exclude<Standing, "current">;

/** What a content file says of a fact that has aged: why, and which source of the file says so. */
export const doubtSchema = z.strictObject({ reason: prose(10, 500), source: id });

/** A fact that is disputed or retracted gives no question and proves nothing. It still bans: what may be true is no wrong option. */
export function isDoubted({ standing = "current" }: { standing?: Standing | undefined }): boolean {
  return standing !== "current";
}

/** The standing that the keys of a fact in a content file give it, left out where it is current. */
export function withStanding(fact: { disputed?: unknown; retracted?: unknown }): { standing?: Doubt } {
  const standing = standingIn(fact);
  return standing === "current" ? {} : { standing };
}

/** What the keys of a fact in a content file say of its standing. */
export function standingIn({ disputed, retracted }: { disputed?: unknown; retracted?: unknown }): Standing {
  if (retracted !== undefined) return "retracted";
  return disputed === undefined ? "current" : "disputed";
}
