import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readConfig, type LanguageModel } from "../../src/config.ts";

/** A request that the endpoint got. */
export interface Asked { url: string | undefined; authorization: string | undefined; body: { model: string; messages: { role: string; content: string }[]; response_format: { json_schema: { schema: object } } } }
export type Reply = (res: ServerResponse) => void;
export interface ModelEndpoint {
  address: string; asked: Asked[];
  /** What it does with each request from now on. */
  reply: (reply: Reply) => void;
  /** The configuration that names it. */
  model: (env?: Record<string, string>) => LanguageModel;
  close: () => Promise<void>;
}

export const KEY = "sk-a-key-that-nobody-may-see";

/** A real server on loopback with the interface of a language model. */
export async function openModelEndpoint(): Promise<ModelEndpoint> {
  const asked: Asked[] = [];
  let answer: Reply = facts([]);
  const server = createServer((req, res) => void textOf(req).then((text) => {
    asked.push({ url: req.url, authorization: req.headers.authorization, body: JSON.parse(text || "null") as Asked["body"] });
    answer(res);
  }));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address, asked, reply: (reply) => { answer = reply; },
    model: (env) => readConfig({ MODEL_URL: `${address}/v1`, MODEL_NAME: "small-one", MODEL_KEY: KEY, ...env }).model!,
    close: () => { server.closeAllConnections(); return new Promise((closed) => server.close(() => closed())); },
  };
}

async function textOf(req: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of req) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

/** Answers as a model does that writes this text. */
export function says(content: unknown): Reply {
  return (res) => res.setHeader("content-type", "application/json").end(JSON.stringify({ choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }], usage: {} }));
}

export function facts(list: readonly object[]): Reply {
  return says(JSON.stringify({ facts: list }));
}

/** Answers with this status and these bytes. */
export function sends(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return (res) => res.writeHead(status, headers).end(body);
}
