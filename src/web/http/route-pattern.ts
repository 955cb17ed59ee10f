import type { Request } from "express";

/** Places that are no routes of their own: everything below them counts as one. */
const PLACES = ["/assets", "/api/v1", "/scim/v2"];

/** The pattern that a request met, such as `/attempts/:id`, never its path, which may hold a secret; `(none)` where nothing took it. */
export function patternOf({ route, baseUrl }: Pick<Request, "baseUrl"> & { route?: unknown }): string {
  const place = PLACES.find((each) => each === baseUrl.toLowerCase()) ?? "";
  const [path] = [(route as { path?: unknown } | undefined)?.path].flat();
  if (typeof path !== "string") return place === "" ? "(none)" : `${place}/*`;
  return path.startsWith(place) ? path : place + path;
}
