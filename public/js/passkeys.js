// @ts-check
/**
 * Asks the browser for a passkey, or for a new one, as the server wants it, and gives its answer as the JSON of WebAuthn 3, 5.1.8. Written out, because browsers before 2025 cannot turn either into the other.
 * @param {Record<string, any>} options
 * @param {boolean} isNew
 * @returns {Promise<string>}
 */
export function answerTo(options, isNew) {
  const publicKey = /** @type {any} */ ({
    ...options, challenge: bytesOf(options["challenge"]), ...(isNew && { user: { ...options["user"], id: bytesOf(options["user"].id) } }),
    allowCredentials: withBytes(options["allowCredentials"]), excludeCredentials: withBytes(options["excludeCredentials"]),
  });
  const { credentials } = window.navigator;
  return (isNew ? credentials.create({ publicKey }) : credentials.get({ publicKey })).then(asJson);
}

function asJson(/** @type {any} */ made) {
  const { response } = made;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].filter((name) => response[name]);
  return JSON.stringify({
    id: made.id, rawId: made.id, type: made.type, clientExtensionResults: made.getClientExtensionResults(), authenticatorAttachment: made.authenticatorAttachment ?? undefined,
    response: { ...Object.fromEntries(parts.map((name) => [name, textOf(response[name])])), transports: response.getTransports?.() },
  });
}

/** @param {{ id: string }[] | undefined} credentials */
function withBytes(credentials = []) {
  return credentials.map((credential) => ({ ...credential, id: bytesOf(credential.id) }));
}

function bytesOf(/** @type {string} */ text) {
  return Uint8Array.from(window.atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

function textOf(/** @type {ArrayBuffer} */ buffer) {
  return window.btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
