import type { Visitor } from "./visitors.ts";

/** Whom the session of a request lets in, by the request: one statement finds both. */
const visitors = new WeakMap<object, Visitor | undefined>();

export function knowVisitor(req: object, visitor: Visitor | undefined): void {
  visitors.set(req, visitor);
}

/** `isKnown` is false for a request whose session was not read from the database; nobody may come in where there is no visitor. */
export function findKnownVisitor(req: object): { isKnown: boolean; visitor: Visitor | undefined } {
  return { isKnown: visitors.has(req), visitor: visitors.get(req) };
}
