/** What stands in a quiz and in each of its versions. */
import type { QuestionOrder } from "../engine/generation/paper-order.ts";

/** How papers are made of a pool: `draw_rules` is a JSON list of rules (engine/generation/draw-rules.ts), empty where `draw_count` draws freely or everything is asked. */
export interface Drawing { draw_rules: string; unseen_first: 0 | 1; question_order: QuestionOrder; shuffles_options: 0 | 1 }

/** Rules that stand in a quiz and in each of its versions. */
export interface Terms { certificate_months: number | null; closed_book: 0 | 1; adaptive: 0 | 1 }
