import express, { Router, type ErrorRequestHandler, type RequestHandler } from "express";
import request from "supertest";
import { describe, expect, test } from "vitest";
import { inTurn } from "../../../src/web/http/in-turn.ts";
import { under } from "../../../src/web/http/under.ts";

const note = (word: string): RequestHandler => (_req, res, next) => { res.append("Met", word); next(); };
const noteLater = (word: string): RequestHandler => async (_req, res, next) => { await Promise.resolve(); res.append("Met", word); next(); };
const saying: ErrorRequestHandler = (error: Error, _req, res, _next) => { res.status(500).send(error.message); };

/** What an app with these steps says to a request for `path`, and which steps that met. */
async function askOf(steps: RequestHandler[], path = "/"): Promise<{ met: string; status: number; text: string }> {
  const app = express().use(inTurn(...steps)).get("/", (_req, res) => { res.send("the page"); }).use(saying);
  const { headers, status, text } = await request(app).get(path);
  return { met: String(headers["met"] ?? ""), status, text };
}

describe("steps in turn", () => {
  test("are met in their order, whether they wait or not, and what follows them after", async () => {
    expect(await askOf([note("a"), noteLater("b"), note("c")])).toEqual({ met: "a, b, c", status: 200, text: "the page" });
    expect(await askOf([])).toMatchObject({ text: "the page" });
  });

  test("end with the one that answers", async () => {
    expect(await askOf([note("a"), (_req, res) => { res.send("mine"); }, note("c")])).toEqual({ met: "a", status: 200, text: "mine" });
  });

  test.each<[string, RequestHandler]>([
    ["throws", () => { throw new Error("no"); }],
    ["rejects", async () => { await Promise.resolve(); throw new Error("no"); }],
    ["says so", (_req, _res, next) => { next(new Error("no")); }],
    ["throws after it waited for what it calls", async (_req, _res, next) => { await Promise.resolve(); next(new Error("no")); }],
  ])("stop where one %s, and whoever answers errors hears of it", async (_how, fails) => {
    expect(await askOf([note("a"), fails, note("c")])).toEqual({ met: "a", status: 500, text: "no" });
  });

  test("may be routers, which see the whole address and leave it as it was", async () => {
    const router = Router().get("/one/:id", (req, res) => { res.send(`${req.baseUrl}|${req.params.id}`); });
    expect(await askOf([under(["/one/"], router), note("after")], "/one/7")).toEqual({ met: "", status: 200, text: "|7" });
    expect(await askOf([under(["/one/"], router)], "/ONE/7")).toMatchObject({ status: 200, text: "|7" });
    expect(await askOf([Router().use("/two", note("inside")), (req, res) => { res.send(req.path); }], "/two/x")).toEqual({ met: "inside", status: 200, text: "/two/x" });
  });
});
