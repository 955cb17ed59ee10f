import type { OwnSession } from "../../domain/own-sessions.ts";
import type { SecondFactors } from "../../domain/second-factors.ts";
import type { Device } from "../../lib/devices.ts";
import type { Words } from "../../lib/messages.ts";
import type { LinkKind, Passkey } from "../../storage/account-tables.ts";
import type { Form } from "../http/forms.ts";

/** The pages of what somebody signs in with. `canPasskey`: browsers make passkeys for this address. */
export interface AccountViews {
  "account/reset": { form: Form; canMail: boolean };
  "account/reset-sent": object;
  "account/choose-password": { form: Form; kind: LinkKind; address: string; email: string };
  "account/security": { hasPassword: boolean; factors: SecondFactors; passkeys: Passkey[]; isNeeded: boolean; sessions: (OwnSession & { device: Device })[]; canPasskey: boolean; idle: Words };
  "account/password": { form: Form; hasPassword: boolean };
  "account/codes": { form: Form; secret: string; address: string; picture: string };
  "account/recovery-codes": { codes: readonly string[]; done: string };
  "account/passkey": { form: Form; canPasskey: boolean };
  "account/enrolment": { canPasskey: boolean; factors: SecondFactors };
  /** `kept`: what was sent and waits, sealed. `isLacking`: a second factor is needed, and this session has none. */
  "account/confirmation": { form: Form; action: string; kept: string; to: string; canPassword: boolean; canCode: boolean; canPasskey: boolean; isLacking: boolean; again: { name: string; address: string } | undefined };
  "sessions/second": { form: Form; factors: SecondFactors; to: string; canPasskey: boolean };
}
