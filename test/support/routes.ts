import type { Application, Router } from "express";
import { createApp } from "../../src/app.ts";
import type { World } from "./world.ts";

interface Layer { route?: { path: string | string[]; methods: Record<string, boolean> }; handle: { stack?: Layer[] } }

/** Every route there is, as "GET /desk/teams/:id". */
export function routesIn(world: Pick<World, "db" | "config" | "now">): string[] {
  const app: Application = createApp({ ...world, secret: "the secret of the tests" });
  const walk = (layers: Layer[]): string[] => layers.flatMap(({ route, handle }) => {
    if (!route) return walk(handle.stack ?? []);
    return [route.path].flat().flatMap((path) => Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`));
  });
  return [...new Set(walk((app.router as Router & { stack: Layer[] }).stack))];
}

/** The path of a route with this in place of its first parameter; what further parameters stand for is small numbers and the like. */
export function pathWith(route: string, id: string): string {
  let isFirst = true;
  return route.split(" ")[1]!.replace(/:\w+/g, () => { const value = isFirst ? encodeURIComponent(id) : "1"; isFirst = false; return value; });
}
