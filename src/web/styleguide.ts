import type { Router } from "express";
import { listComponents } from "./asset-files.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { render } from "./http/render.ts";

/** Every component in both themes, out of the partials that the pages use. In the demo and in development only: elsewhere there is no such page. */
export function styleguide({ config }: Deps): Router {
  const router = exactRouter();
  if (config.demo || config.styleguide) router.get("/styleguide", (_req, res) => render(res, "styleguide/show", { components: listComponents() }));
  return router;
}
