import type { Section, Settings } from "../../domain/installation-sections.ts";
import type { Keeping, RetentionKind } from "../../domain/retention-kinds.ts";
import type { Words } from "../../lib/messages.ts";
import type { Form } from "../http/forms.ts";
import type { AuditPage } from "./audit-page.ts";
import type { CoverageViews } from "./coverage.ts";
import type { EvidenceViews } from "./evidence.ts";
import type { PolicyViews } from "./policies.ts";
import type { SectionCard, SettingLine } from "./settings/summary.ts";

/** What one section's page shows. `holding` are the values that hold now, where somebody else has changed them meanwhile. */
export interface SectionPage {
  section: Section; form: Form; seen: number; holding: SettingLine[] | undefined; isPreview: boolean;
  languages: { value: string; label: string }[]; zones: string[]; hours: { value: number; label: string }[]; days: { value: number; label: string }[];
  mailServer: string; ratios: { light: number; dark: number } | undefined; keepings: [RetentionKind, Keeping][]; logo: Settings["logo"];
}
/** What will be seen of whom if the wish is carried out. */
export interface Exposure { form: Form; seen: number; before: Settings["privacyMode"]; after: Settings["privacyMode"]; leastGroup: number; people: number; managers: number; admins: number; names: Words }

/** The pages of administrators about the installation. */
export interface AdminViews extends PolicyViews, EvidenceViews, CoverageViews {
  "admin/settings/index": { form: Form; cards: SectionCard[]; mailServer: string };
  "admin/settings/section": SectionPage;
  "admin/settings/exposure": Exposure;
  "admin/audit/index": AuditPage;
}
