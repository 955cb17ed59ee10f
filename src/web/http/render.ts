import type { Response } from "express";
import type { Views } from "../views.ts";

/** Renders a view and then the layout around it. A view names its own title with `page.title = ...`. */
export function render<Name extends keyof Views>(res: Response, name: Name, locals: Views[Name], status = 200): void {
  const page = {};
  res.render(name, { ...locals, page }, (error, body) => {
    if (error) return res.req.next?.(error);
    res.status(status).render("layouts/application", { page, body });
  });
}
