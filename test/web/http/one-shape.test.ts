import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInThisContext } from "node:vm";
import express from "express";
import { describe, expect, onTestFinished, test } from "vitest";
import { kindsFor } from "../../../src/web/http/one-shape.ts";

setFlagsFromString("--allow-natives-syntax");
const isSameShape = runInThisContext("(one, other) => %HaveSameMap(one, other)") as (one: object, other: object) => boolean;

async function met(makeServer: (app: express.Express) => Server): Promise<{ asked: IncomingMessage[]; answered: ServerResponse[]; texts: string[] }> {
  const app = express().get("/one/:name", (req, res) => { res.locals["name"] = req.params.name; res.send(`${req.get("x-word")} ${String(res.locals["name"])}`); });
  const [asked, answered, texts]: [IncomingMessage[], ServerResponse[], string[]] = [[], [], []];
  const server = makeServer(app).prependListener("request", (req, res) => { asked.push(req); answered.push(res); });
  onTestFinished(() => { server.close(); });
  await new Promise<void>((ready) => { server.listen(0, "127.0.0.1", ready); });
  for (let turn = 0; turn < 12; turn++) texts.push(await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/one/name${turn}`, { headers: { "x-word": "the" } })).text());
  return { asked, answered, texts };
}

describe("requests and responses", () => {
  test("are of one shape, however many there are, and Express serves them", async () => {
    const { asked, answered, texts } = await met((app) => createServer(kindsFor(app), app));
    expect(texts.slice(0, 2)).toEqual(["the name0", "the name1"]);
    expect(asked.every((each) => isSameShape(each, asked[0]!)), "requests").toBe(true);
    expect(answered.every((each) => isSameShape(each, answered[0]!)), "responses").toBe(true);
  });
});
