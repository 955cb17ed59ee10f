import type { Response } from "express";
import type { Views } from "../views.ts";

/**
 * Renders a view and then the layout around it. A view names its own title with `page.title = ...`.
 * A form that comes back with complaints may be kept by the browser, so that "back" shows what was typed.
 */
export function render<Name extends keyof Views>(res: Response, name: Name, locals: Views[Name], status = 200): void {
  const page = {};
  if (res.req.method === "POST" && name !== "errors/show") res.set("Cache-Control", "private, no-cache");
  res.render(name, { ...locals, page }, (error, body) => {
    if (error) return res.req.next?.(error);
    res.status(status).render("layouts/application", { page, body });
  });
}
