import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { Provider } from "oidc-provider";

export type Account = Record<string, unknown> & { sub: string };
export interface OidcIssuer {
  issuer: string; clientId: string; clientSecret: string;
  /** Who signs in there next, and what is said of them. */
  account: (account: Account) => void;
  /** The user there says no. */
  decline: () => void;
  /** Anything that its key signs, such as a logout token. */
  sign: (claims: JWTPayload, header?: { alg: string; typ?: string }) => Promise<string>;
  /** What it does to the answer of its token endpoint. */
  tamper: (deed: ((tokens: { id_token: string }) => Promise<void>) | undefined) => void;
  close: () => Promise<void>;
}

/** A real provider of OpenID Connect on loopback with one client, and another that has no secret but a key (`debrief-by-key`); whoever comes is signed in at once, without a page. */
export async function openOidcIssuer(site: string, publicId: string): Promise<OidcIssuer> {
  const [clientId, clientSecret] = ["debrief", "a secret that both know"];
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const server = createServer((req, res) => void listen(req, res));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let [current, isDeclined]: [Account, boolean] = [{ sub: "nobody" }, false];
  let tampering: ((tokens: { id_token: string }) => Promise<void>) | undefined;

  const provider = new Provider(issuer, {
    clients: [{
      client_id: clientId, client_secret: clientSecret, redirect_uris: [`${site}/sign-in/${publicId}/callback`], post_logout_redirect_uris: [`${site}/session/new`], backchannel_logout_uri: `${site}/sign-in/${publicId}/back-channel-logout`,
      backchannel_logout_session_required: true,
    }, { client_id: "debrief-by-key", token_endpoint_auth_method: "private_key_jwt", jwks_uri: `${site}/sign-in/${publicId}/jwks`, redirect_uris: [`${site}/sign-in/${publicId}/callback`] }],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: "one", alg: "RS256", use: "sig" }] },
    cookies: { keys: ["a key of the tests"] },
    claims: { openid: ["sub", "sid"], profile: ["name", "locale", "groups", "team", "department"], email: ["email", "email_verified"] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true, logoutSource: (ctx, form) => { ctx.body = form; }, postLogoutSuccessSource: (ctx) => { ctx.body = "out"; } } },
    pkce: { required: () => true },
    fetch: (url, options) => { delete (options as { dispatcher?: unknown }).dispatcher; return fetch(url, options); },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => current }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client!.clientId, accountId: ctx.oidc.session!.accountId! });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    renderError: (ctx, { error, error_description }) => { ctx.body = `${error} ${error_description ?? ""}`; },
  });
  provider.use(async (ctx, next) => { await next(); if (ctx.path === "/token" && tampering) await tampering(ctx.body as { id_token: string }); });
  const callback = provider.callback();

  async function listen(req: Parameters<typeof callback>[0], res: Parameters<typeof callback>[1]): Promise<void> {
    if (!req.url?.startsWith("/interaction/")) return callback(req, res);
    const result = isDeclined ? { error: "access_denied", error_description: "not this time" } : { login: { accountId: current.sub } };
    await provider.interactionFinished(req, res, result);
  }

  return {
    issuer, clientId, clientSecret,
    account: (account) => { current = account; isDeclined = false; }, decline: () => { isDeclined = true; }, tamper: (deed) => { tampering = deed; },
    sign: (claims, header = { alg: "RS256", typ: "logout+jwt" }) => new SignJWT(claims).setProtectedHeader({ kid: "one", ...header }).sign(privateKey),
    close: () => { server.closeAllConnections(); return new Promise((closed) => server.close(() => closed())); },
  };
}
