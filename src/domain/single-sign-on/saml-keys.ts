import { createHash, createPrivateKey, createPublicKey, generateKeyPair, X509Certificate } from "node:crypto";
import { promisify } from "node:util";
import { newPublicId } from "../../lib/ids.ts";
import { monthsLater } from "../../lib/clock.ts";
import { seal, unseal } from "../../lib/sealing.ts";
import { selfSigned } from "../../lib/self-signed.ts";
import { insertAuditEvent } from "../../storage/audit-events.ts";
import * as store from "../../storage/saml-keys.ts";
import type { SamlKey } from "../../storage/sign-in-tables.ts";
import type { Db } from "../../storage/tables.ts";
import { NotFound, Refused } from "../errors.ts";

const SEALED_FOR = "key of the service provider";
const YEARS = 10;
const generate = promisify(generateKeyPair);

/** A key to sign with, as PEM, beside its certificate. */
export interface SigningKey { privateKey: string; certificate: string }

type Actor = { id: number };

/** What requests are signed with; made when it is first needed, once, however many processes ask. @throws Refused where it was sealed with another secret */
export async function signingKey(db: Db, secret: string, at: Date): Promise<SigningKey> {
  if (!(await store.listSamlKeys(db)).some(({ state }) => state === "current")) await store.insertSamlKeyOnce(db, await newKey("current", secret, at));
  const [key] = await openedKeys(db, secret);
  if (!key) throw new Refused("sso.refusals.sealed");
  return key;
}

/** Every key that something may be encrypted for, the one that is signed with first. */
export async function openedKeys(db: Db, secret: string): Promise<SigningKey[]> {
  const order = ["current", "next", "old"];
  const keys = (await store.listSamlKeys(db)).sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return keys.flatMap(({ certificate, sealed_key }) => {
    const privateKey = unseal(sealed_key, secret, SEALED_FOR);
    return privateKey === undefined ? [] : [{ privateKey, certificate }];
  });
}

/** The certificates that the metadata tells of: that in use first, and the one that comes next, so that providers know it before it signs. */
export async function publishedCertificates(db: Db, secret: string, at: Date): Promise<string[]> {
  const { certificate } = await signingKey(db, secret, at);
  const next = (await store.listSamlKeys(db)).filter(({ state }) => state === "next");
  return [certificate, ...next.map((key) => key.certificate)];
}

/** The public halves of the same keys as a JSON Web Key Set (RFC 7517), for providers of OpenID Connect that check what we sign. */
export async function publishedKeySet(db: Db, secret: string, at: Date): Promise<{ keys: object[] }> {
  const certificates = await publishedCertificates(db, secret, at);
  return { keys: certificates.map((certificate) => ({ ...createPublicKey(certificate).export({ format: "jwk" }), kid: keyIdOf(certificate), alg: "RS256", use: "sig" })) };
}

/** By what a key is named: the SHA-256 of its certificate. */
export function keyIdOf(certificate: string): string {
  return createHash("sha256").update(new X509Certificate(certificate).raw).digest("base64url");
}

/** A second key for the metadata; nothing is signed with it before it is taken into use. */
export async function prepareKey(db: Db, actor: Actor, secret: string, at: Date): Promise<void> {
  await signingKey(db, secret, at);
  const key = await newKey("next", secret, at);
  await db.transaction(async (tx) => {
    await store.insertSamlKeyOnce(tx, key);
    await insertAuditEvent(tx, actor.id, "sign-in-provider.key-made", key.public_id, {}, at);
  });
}

/** From now on requests are signed with the next key; what was encrypted for the one before can still be read until that is removed. */
export async function adoptKey(db: Db, actor: Actor, publicId: string, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const keys = await store.listSamlKeys(tx);
    const next = keys.find(({ public_id, state }) => public_id === publicId && state === "next");
    if (!next) throw new NotFound();
    for (const { id } of keys.filter(({ state }) => state === "current")) await store.updateSamlKeyState(tx, id, "old");
    await store.updateSamlKeyState(tx, next.id, "current");
    await insertAuditEvent(tx, actor.id, "sign-in-provider.key-adopted", publicId, {}, at);
  });
}

export async function removeKey(db: Db, actor: Actor, publicId: string, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await store.deleteSamlKey(tx, publicId))) throw new NotFound();
    await insertAuditEvent(tx, actor.id, "sign-in-provider.key-removed", publicId, {}, at);
  });
}

async function newKey(state: SamlKey["state"], secret: string, at: Date): Promise<Omit<SamlKey, "id">> {
  const { privateKey } = await generate("rsa", { modulusLength: 3072, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });
  const pair = { privateKey: createPrivateKey(privateKey), publicKey: createPublicKey(privateKey) };
  return { public_id: newPublicId(), state, certificate: selfSigned(pair, "Debrief", at, monthsLater(at, 12 * YEARS)), sealed_key: seal(privateKey, secret, SEALED_FOR), created_at: at.toISOString() };
}
