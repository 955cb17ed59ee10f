import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import session from "express-session";
import { expect, test } from "vitest";
import { redirectOnceKept } from "../../../src/web/http/redirects.ts";

test("a redirect waits until the session is kept, however long that takes, and leads to no other site", async () => {
  const happened: string[] = [];
  const kept = Object.assign(new session.MemoryStore(), {
    set(_id: string, _data: session.SessionData, done: () => void) { void fetch(`${address}/ping`).then((pong) => pong.text()).then(() => { happened.push("kept"); done(); }); },
  });
  const server = createServer(express().set("env", "test")
    .get("/ping", (_req, res) => { res.send("pong"); })
    .use(redirectOnceKept, session({ secret: "the secret of the test", store: kept, resave: false, saveUninitialized: false }))
    .get("/away", (req, res) => { res.redirect(303, req.query["to"] as string); })
    .get("/", (req, res) => { req.session.personId = 1; res.redirect(303, "/there?to=ä"); }));
  await new Promise<void>((listening) => { server.listen(0, "127.0.0.1", listening); });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const head = await new Promise<{ status: number | undefined; location: string | undefined; cookies: number }>((answered) => {
    get(address, (res) => { happened.push("answered"); answered({ status: res.statusCode, location: res.headers.location, cookies: res.headers["set-cookie"]?.length ?? 0 }); res.resume(); });
  });
  const away = await Promise.all(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/there"].map((to) => fetch(`${address}/away?${new URLSearchParams({ to }).toString()}`, { redirect: "manual" })));
  server.closeAllConnections();
  await new Promise((closed) => { server.close(closed); });
  expect(happened).toEqual(["kept", "answered"]);
  expect(head).toEqual({ status: 303, location: "/there?to=%C3%A4", cookies: 1 });
  expect(away.map(({ status, headers }) => [status, headers.get("location")])).toEqual([...Array.from({ length: 5 }, () => [500, null]), [303, "/there"]]);
});
