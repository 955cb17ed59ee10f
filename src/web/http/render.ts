import type { Response } from "express";
import type { Reader } from "../../lib/readers.ts";
import type { Views } from "../views.ts";
import type { Form } from "./forms.ts";
import { sendPage } from "./packed-pages.ts";
import type { DrawView } from "./view-engine.ts";

/** Pages that no browser keeps, also as an answer to a form. */
const UNKEPT = new Set<string>(["errors/show", "account/recovery-codes"]);

/**
 * Renders a view and then the layout around it. A view names its own title with `page.title = ...`.
 * A form that comes back with complaints may be kept by the browser, so that "back" shows what was typed; a page that says `private, no-store` itself is not.
 */
export function render<Name extends keyof Views>(res: Response, name: Name, locals: Views[Name], status = 200): void {
  const page = {};
  if (res.req.method === "POST" && !UNKEPT.has(name) && (res.get("Cache-Control") ?? "no-store") === "no-store") res.set("Cache-Control", "private, no-cache");
  res.vary("Accept-Language");
  const draw = res.app.get("draw view") as DrawView;
  const everywhere = { ...res.app.locals, ...res.locals };
  const body = draw(name, everywhere, inWords(locals, res.locals.reader), { page });
  sendPage(res.status(status), draw("layouts/application", everywhere, { page, body }));
}

/** The complaints of every form among the locals, in the reader's language. The partials of fields do so for forms that lie deeper. */
function inWords(locals: object, reader: Reader): object {
  const worded: Record<string, unknown> = { ...locals };
  for (const [name, local] of Object.entries(worded)) if (isForm(local)) worded[name] = { ...local, errors: complaintsIn(local, reader) };
  return worded;
}

function isForm(local: unknown): local is Form {
  return typeof local === "object" && local !== null && "errors" in local && "values" in local;
}

function complaintsIn({ errors }: Form, reader: Reader): Record<string, string> {
  return Object.assign(Object.create(null) as object, Object.fromEntries(Object.entries(errors).map(([field, words]) => [field, reader.inWords(words)])));
}
