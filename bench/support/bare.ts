import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import compression from "compression";
import ejs from "ejs";
import express from "express";
import session from "express-session";
import helmet from "helmet";
import { listen, startChild, type Served } from "./serving.ts";

declare module "express-session" {
  interface SessionData { seen: number }
}

const TEMPLATE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title><%= title %></title></head>
<body><main><h1><%= title %></h1>
<form method="post" action="/answer"><fieldset><legend>Choose</legend>
<% for (const { id, text } of options) { %><label><input type="radio" name="chosen" value="<%= id %>"> <%= text %></label>
<% } %></fieldset><button>Answer</button></form></main></body></html>`;

/**
 * What Express costs with a session in memory and a page from EJS, and nothing else, at /page: the floor under every figure of ours. At /question the same with what most programs on Express have besides, helmet and
 * compression, and with `page` in place of a few lines of HTML, as EJS draws it where nothing in it changes but its title.
 */
export function serveBare(page = ""): Promise<Served> {
  return startChild(fileURLToPath(import.meta.url), { PAGE: page });
}

function bare(): express.Express {
  const draw = ejs.compile(TEMPLATE);
  const page = { title: "A question", options: ["One", "Two", "Three", "Four"].map((text, at) => ({ id: String(at + 1), text: `${text} of the options that can be chosen here` })) };
  const whole = ejs.compile((process.env["PAGE"] ?? "").replaceAll("<%", "<%%").replace(/<title>[^<]*/, "<title><%= title %>"));
  return express().disable("x-powered-by")
    .use(express.urlencoded({ extended: false }))
    .use(session({ secret: "the secret of the benchmark", resave: false, saveUninitialized: true }))
    .get("/page", (req, res) => { req.session.seen = 1; res.send(draw(page)); })
    .get("/question", helmet(), compression({ level: 2 }), (req, res) => { req.session.seen = 1; res.send(whole(page)); })
    .post("/answer", (_req, res) => { res.redirect(303, "/page"); });
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = bare().listen(0, "127.0.0.1", () => listen(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => Promise.resolve()));
}
