import { IncomingMessage, ServerResponse, type ServerOptions } from "node:http";
import type { Express } from "express";

type Kinds = Required<Pick<ServerOptions<typeof IncomingMessage, typeof ServerResponse>, "IncomingMessage" | "ServerResponse">>;

/**
 * Express gives each request and response another prototype, and V8 then thinks of each as a kind of its own (docs/decisions/067): code that meets them is never made fast. The server makes
 * them with that prototype from the beginning, so Express finds nothing to change.
 */
export function kindsFor(app: Express): Kinds {
  class Asked extends IncomingMessage {}
  class Answered<Request extends IncomingMessage> extends ServerResponse<Request> {}
  Object.setPrototypeOf(Asked.prototype, app.request as object);
  Object.setPrototypeOf(Answered.prototype, app.response as object);
  Object.assign(app, { request: Asked.prototype, response: Answered.prototype });
  return { IncomingMessage: Asked, ServerResponse: Answered };
}
