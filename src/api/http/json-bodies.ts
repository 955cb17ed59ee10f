import express, { type Request, type RequestHandler } from "express";
import { readJsonText } from "../../lib/json-reading.ts";
import { say } from "../../lib/messages.ts";
import { Problem } from "./problems.ts";

const LARGEST = "256kb";
const KINDS = ["application/json", "application/merge-patch+json"];

/** Reads the JSON object that came with a request into `req.body`; anything else is refused by what it is. Run it once it is known who asks. */
export const jsonBodies: RequestHandler[] = [jsonOnly(), express.text({ type: KINDS, limit: LARGEST }), parse()];

function jsonOnly(): RequestHandler {
  return (req, _res, next) => {
    const charset = /charset\s*=\s*"?([\w-]+)/i.exec(req.get("content-type") ?? "")?.[1] ?? "utf-8";
    if (hasBody(req) && (!req.is(KINDS) || charset.toLowerCase() !== "utf-8")) throw new Problem("wrong-type", { headers: { Accept: KINDS[0]! } });
    next();
  };
}

function parse(): RequestHandler {
  return (req, _res, next) => {
    if (typeof req.body !== "string") return next();
    const read = readJsonText(req.body);
    if (!read) throw new Problem("bad-request", { words: say("api-faults.no-json") });
    if (typeof read.value !== "object" || read.value === null || Array.isArray(read.value)) throw new Problem("bad-request", { words: say("api-faults.no-object") });
    req.body = read.value;
    next();
  };
}

function hasBody(req: Request): boolean {
  return req.get("transfer-encoding") !== undefined || Number(req.get("content-length") ?? 0) > 0;
}
