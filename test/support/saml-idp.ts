import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import express, { type RequestHandler } from "express";
import { selfSigned } from "../../src/lib/self-signed.ts";

interface Options { [option: string]: unknown }
const samlp = createRequire(import.meta.url)("samlp") as { auth: (options: Options) => RequestHandler; metadata: (options: Options) => RequestHandler };

export interface KeyPair { key: string; cert: string }
export interface SamlIdp {
  issuer: string; address: string; cert: string; key: string;
  /** Who is signed in there: name ID, and attributes by name. */
  account: (nameId: string, attributes: Record<string, unknown>) => void;
  /** Options of the package that hold from now on, beside the usual ones. */
  set: (options: Options) => void;
  close: () => Promise<void>;
}

export function newKeyPair(): KeyPair {
  const { privateKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });
  return { key, cert: selfSigned({ privateKey: createPrivateKey(key), publicKey: createPublicKey(key) }, "idp.example", new Date("2026-01-01"), new Date("2046-01-01")) };
}

/** A real identity provider of SAML on loopback. Whoever comes is signed in, and its page has a form that posts the answer to `acs`. */
export async function openSamlIdp(acs: string): Promise<SamlIdp> {
  const pair = newKeyPair();
  const issuer = "urn:idp.example";
  let [nameId, attributes, more]: [string, Record<string, unknown>, Options] = ["", {}, {}];
  const profileMapper = () => ({ getClaims: () => attributes, getNameIdentifier: () => ({ nameIdentifier: nameId }) });
  const answer: RequestHandler = (req, res, next) => samlp.auth({
    issuer, ...pair, getPostURL: (_audience: string, _dom: unknown, _req: unknown, done: (error: null, url: string) => void) => done(null, acs), getUserFromRequest: () => ({ id: nameId }),
    profileMapper: Object.assign(profileMapper, { prototype: { metadata: [] } }), destination: acs, recipient: acs, sessionIndex: "session-1", lifetimeInSeconds: 300, includeAttributeNameFormat: true, ...more,
  })(req, res, next);
  const app = express().use(express.urlencoded({ extended: false, limit: "1mb" })).get("/sso", answer).post("/sso", answer)
    .get("/metadata", samlp.metadata({ issuer, cert: pair.cert, redirectEndpointPath: "/sso", postEndpointPath: "/sso", profileMapper: Object.assign(profileMapper, { prototype: { metadata: [] } }) }));
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer, address, ...pair, set: (options) => { more = options; },
    account: (name, given) => { [nameId, attributes] = [name, given]; }, close: () => { server.closeAllConnections(); return new Promise((closed) => server.close(() => closed())); },
  };
}
