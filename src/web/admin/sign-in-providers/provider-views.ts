import type { Outlook } from "../../../domain/single-sign-on/arriving.ts";
import type { placesOf } from "../../../domain/single-sign-on/said.ts";
import type { Message } from "../../../lib/messages.ts";
import type { SamlKey, SignInProvider } from "../../../storage/sign-in-tables.ts";
import type { Person, Team } from "../../../storage/tables.ts";
import type { Form } from "../../http/forms.ts";

/** What discovery found, as lines of a name under `sso.found` and what it is. */
export type Found = readonly (readonly [string, string])[];

/** A provider while somebody writes it; a new one has its id already. `certificates` are those that are kept, by whose they are and until when. */
export interface ProviderPage {
  kind: "oidc" | "saml"; provider: SignInProvider | undefined; id: string; form: Form; places: ReturnType<typeof placesOf>; found: Found | undefined; people: number; refusal: { words: Message; detail: string } | undefined;
  isSecret: boolean; isPublic: boolean; certificates: { name: string; until: string; isOver: boolean }[];
}

export interface SignInProviderViews {
  "admin/sign-in-providers/index": { providers: { provider: SignInProvider; domains: string[]; people: number }[]; exceptions: (Person & { isAdmin: boolean })[]; form: Form };
  "admin/sign-in-providers/new": Record<string, never>;
  "admin/sign-in-providers/form": ProviderPage;
  "admin/sign-in-providers/trial": { provider: SignInProvider; outlook: Outlook | undefined; team: Team | undefined; refusal: { words: Message; detail: string } | undefined; subject: string; claims: { name: string; values: string[] }[] };
  "admin/sign-in-providers/keys": { keys: SamlKey[]; hasNext: boolean };
}
