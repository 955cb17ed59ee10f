import type { RequestHandler } from "express";

/** Files of questions and of people, and pictures, are large: they are read only once it is known who sends them. */
const LATER = /^\/(?:studio\/(?:imports|packs|questions(?:\/[\w-]+)?)|admin\/people\/imports)$/;

/** Pages take what a form sends, or nothing; where files are taken they have been read by now. Anything else would look like an empty form to them. */
export const formsOnly: RequestHandler = (req, _res, next) => {
  const isEmpty = req.get("content-length") === "0";
  const waits = LATER.test(req.path) && req.is("multipart/form-data") !== false;
  if (req.method === "POST" && !waits && !isEmpty && req.body === undefined && req.is("urlencoded") === false) throw Object.assign(new Error("A body that is no form"), { status: 415 });
  next();
};
