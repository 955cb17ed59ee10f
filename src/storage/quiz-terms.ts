/** What stands in a quiz and in each of its versions. */
import type { QuestionOrder } from "../engine/generation/paper-order.ts";

/**
 * How papers are made of a pool: `draw_rules` is a JSON list of rules (engine/generation/draw-rules.ts), empty where `draw_count` draws freely or everything is asked.
 * `pool_filter`: a JSON record by which published questions of the bank join those that were picked by hand, empty where none do.
 */
export interface Drawing { pool_filter: string; draw_rules: string; unseen_first: 0 | 1; question_order: QuestionOrder; shuffles_options: 0 | 1 }

/** Rules that stand in a quiz and in each of its versions. `adaptive_most`: how many questions an adaptive attempt asks at most. */
export interface Terms { certificate_months: number | null; closed_book: 0 | 1; adaptive: 0 | 1; adaptive_most: number }
