import express, { type Request, type RequestHandler } from "express";

/** Files of questions and of people, articles, long texts and pictures are large: they are read by their page (`largeForms`), once it is known who sends them. None of these deeds is one before which somebody is asked again, because what waits there was read. */
const LATER = /^\/(?:studio\/(?:imports|packs|articles(?:\/text)?|questions(?:\/(?!preview$)[^/]+)?)|admin\/(?:people\/imports|settings\/appearance|policies(?:\/[^/]+)?))$/;
const readShort = express.urlencoded({ extended: false, limit: "256kb", parameterLimit: 500 });

const waits = (req: Request) => req.method === "POST" && LATER.test(req.path);

/** Pages take what a form sends, or nothing. Anything else would look like an empty form to them. */
export const formsOnly: RequestHandler = (req, _res, next) => {
  const isEmpty = req.get("content-length") === "0";
  const isFile = waits(req) && req.is("multipart/form-data") !== false;
  if (req.method === "POST" && !isFile && !isEmpty && req.body === undefined && req.is("urlencoded") === false) throw Object.assign(new Error("A body that is no form"), { status: 415 });
  next();
};

/** Forms as most pages have them. */
export const shortForms: RequestHandler = (req, res, next) => { if (waits(req)) next(); else readShort(req, res, next); };
