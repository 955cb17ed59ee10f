import type { Section, Settings } from "../../domain/installation-sections.ts";
import type { Keeping, RetentionKind } from "../../domain/retention-kinds.ts";
import type { Words } from "../../lib/messages.ts";
import type { Preview } from "../../domain/previewing-mail.ts";
import type { NamedChannel } from "../../storage/channels.ts";
import type { Form } from "../http/forms.ts";
import type { LegalHold, RetentionRun } from "../../storage/retention-tables.ts";
import type { AuditPage } from "./audit-page.ts";
import type { MailLogPage } from "./mail/log-page.ts";
import type { Losses } from "./settings/losses.ts";
import type { BackupViews } from "./backups.ts";
import type { CoverageViews } from "./coverage.ts";
import type { EvidenceViews } from "./evidence.ts";
import type { IntegrationViews } from "./integrations/integrations.ts";
import type { OverviewViews } from "./overview/overview.ts";
import type { PolicyViews } from "./policies.ts";
import type { SectionCard, SettingLine } from "./settings/summary.ts";

interface Choice { value: string; label: string }

/** What one section's page shows. `holding` are the values that hold now, where somebody else has changed them meanwhile. */
export interface SectionPage {
  section: Section; form: Form; seen: number; holding: SettingLine[] | undefined; isPreview: boolean;
  languages: { value: string; label: string }[]; zones: string[]; hours: { value: number; label: string }[]; days: { value: number; label: string }[];
  mailServer: string; ratios: { light: number; dark: number } | undefined; keepings: [RetentionKind, Keeping][]; logo: Settings["logo"];
}
/** What will be seen of whom if the wish is carried out. */
export interface Exposure { form: Form; seen: number; before: Settings["privacyMode"]; after: Settings["privacyMode"]; leastGroup: number; people: number; managers: number; admins: number; auditors: number; names: Words }

/** The pages of administrators about the installation. */
export interface AdminViews extends OverviewViews, PolicyViews, EvidenceViews, CoverageViews, BackupViews, IntegrationViews {
  "admin/settings/index": { form: Form; cards: SectionCard[]; mailServer: string };
  "admin/settings/section": SectionPage;
  "admin/settings/exposure": Exposure;
  "admin/settings/losses": Losses & { keepings: string[] };
  "admin/retention/show": {
    form: Form; rows: { key: string; kept: Words; waiting: number; last: RetentionRun | undefined }[]; hold: LegalHold | undefined; holder: string | undefined; ended: LegalHold[]; night: string; lastRun: string | undefined;
  };
  "admin/audit/index": AuditPage;
  "admin/mail/index": MailLogPage;
  "admin/mail/words": { form: Form; languages: { language: string; name: string; opening: string; closing: string }[] };
  "admin/mail/channels/index": { channels: NamedChannel[] };
  "admin/mail/channels/form": { form: Form; channel: NamedChannel | undefined; teams: Choice[]; languages: Choice[]; days: Choice[]; hours: Choice[] };
  "studio/mail/show": { form: Form; preview: Preview | undefined; languages: Choice[]; query: string; canChoose: boolean; canMail: boolean };
}
