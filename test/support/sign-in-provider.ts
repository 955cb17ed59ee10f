import { addProvider } from "../../src/domain/single-sign-on/providers.ts";
import { oidcForm, oidcWish, samlForm, samlWish } from "../../src/domain/single-sign-on/provider-wish.ts";
import type { SignInProvider } from "../../src/storage/sign-in-tables.ts";
import { makePerson } from "./make.ts";
import type { World } from "./world.ts";

const SECRET = "the secret of the tests";
const USUAL = { name: "Acme", isOn: "1", showsButton: "1", domains: "example.test", creates: "1", refreshes: "1", endsThere: "1" };

/** A provider of either kind as the form keeps it; `given` are fields as they are typed. */
export async function makeProvider({ db, now, config }: World, kind: "oidc" | "saml", id: string, given: Record<string, string>): Promise<SignInProvider> {
  const admin = await makePerson(db, { roles: ["admin"] });
  const wish = kind === "oidc" ? oidcWish(oidcForm.parse({ ...USUAL, trust: "said", ...given }), config.webhookOrigins) : samlWish(samlForm.parse({ ...USUAL, ssoBinding: "redirect", ...given }), config.webhookOrigins);
  return addProvider(db, admin, id, wish, SECRET, now());
}
