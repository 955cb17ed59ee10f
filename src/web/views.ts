import type { DemoAccount } from "../domain/demo-accounts.ts";
import type { ErasureRequest } from "../storage/erasure-tables.ts";
import type { NamedRequest } from "../storage/erasures.ts";
import type { Message } from "../lib/messages.ts";
import type { Page } from "../storage/page.ts";
import type { SignInProvider } from "../storage/sign-in-tables.ts";
import type { Person } from "../storage/tables.ts";
import type { AccountViews } from "./account/account-views.ts";
import type { AdminViews } from "./admin/admin-views.ts";
import type { PeopleViews } from "./admin/people-views.ts";
import type { SignInProviderViews } from "./admin/sign-in-providers/provider-views.ts";
import type { ApiReference } from "./api-reference.ts";
import type { DeskViews } from "./desk/desk-views.ts";
import type { Form } from "./http/forms.ts";
import type { LearnerViews } from "./learner-views.ts";
import type { OneQuestionViews } from "./one-question-views.ts";
import type { LtiViews } from "./lti/lti-views.ts";
import type { SignInOffers } from "./sign-in/by-email.ts";
import type { LinkViews } from "./studio/link-page.ts";
import type { StudioViews } from "./studio/studio-views.ts";

/** A line of a list to choose from. */
interface Choice { value: string; label: string }

/** Every page of the site and what it needs. A missing local is a type error. */
export interface Views extends AccountViews, LearnerViews, StudioViews, DeskViews, AdminViews, PeopleViews, SignInProviderViews, LtiViews, LinkViews, OneQuestionViews {
  "api/docs": ApiReference;
  "errors/show": { status: number; message: string; method: string };
  "sessions/new": { form: Form; offer: { accounts: readonly DemoAccount[]; password: string } | undefined; to: string; ended: boolean; isSet: boolean; canMail: boolean; canPasskey: boolean } & SignInOffers;
  "sign-in/passage": { name: string; address: string; fields: Readonly<Record<string, string>> | undefined };
  "sign-in/refused": { provider: SignInProvider; reason: Message };
  "settings/show": { form: Form; languages: Choice[]; zones: string[]; ownZone: string };
  "setups/new": { form: Form; token: string };
  "styleguide/show": { components: string[] };

  "admin/erasures/index": { requests: Page<NamedRequest>; rows: (NamedRequest & { answerBy: string; isLate: boolean })[] };
  "admin/erasures/show": { person: Person; request: ErasureRequest | undefined; answerBy: string; managed: string[]; form: Form; refusal: Form };
}
