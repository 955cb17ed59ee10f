import type { Request, Response } from "express";
import { mayUsePassword, providerFor } from "../../domain/single-sign-on/passwords-allowed.ts";
import { SignInRefused } from "../../domain/single-sign-on/refusals.ts";
import { say } from "../../lib/messages.ts";
import { hasDomainProvider, listOfferedProviders } from "../../storage/sign-in-providers.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Db, Person } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import type { Form } from "../http/forms.ts";
import { setOff } from "./setting-off.ts";

/** What the sign-in page offers beside a password: `offers` have a button, and with `asksDomain` an address leads to its provider. */
export interface SignInOffers { offers: Pick<SignInProvider, "public_id" | "name">[]; asksDomain: boolean }

export async function signInOffers(db: Db): Promise<SignInOffers> {
  return { offers: (await listOfferedProviders(db)).map(({ public_id, name }) => ({ public_id, name })), asksDomain: await hasDomainProvider(db) };
}

/** Whether the form was answered with the way to the provider of the address: asked for by its button, or because nothing but the address was typed where passwords open nothing. */
export async function sentToProvider(deps: Deps, req: Request, res: Response, form: Form, to: string): Promise<boolean> {
  const { email, password, by } = form.values;
  const provider = typeof email === "string" ? await providerFor(deps.db, email) : undefined;
  const isWanted = by === "provider" || (provider?.is_only === 1 && !password);
  if (isWanted && !provider) form.errors["email"] = say("sso.no-provider");
  if (!isWanted || !provider) return false;
  try {
    await setOff(deps, req, res, provider, { to, hint: (email as string).trim().slice(0, 254), isForm: true });
    return true;
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    form.errors["email"] = error.words;
    return false;
  }
}

/** Said the same whether the password was right or not, where a provider alone opens the door; undefined where this sign-in may go on. */
export async function onlyByProvider(db: Db, email: string, person: Person | undefined): Promise<ReturnType<typeof say> | undefined> {
  if (person) return (await mayUsePassword(db, person)) ? undefined : closed(await providerFor(db, person.email));
  const provider = await providerFor(db, email);
  return provider?.is_only ? closed(provider) : undefined;
}

function closed(provider: SignInProvider | undefined): ReturnType<typeof say> {
  return say("sso.only-here", { name: provider?.name ?? "" });
}
