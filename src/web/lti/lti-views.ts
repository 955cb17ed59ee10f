import type { Form } from "../http/forms.ts";
import type { LearningSystem } from "../../storage/learning-tables.ts";
import type { QuizCard } from "../quizzes.ts";

/** What learning systems show, or a window that they opened. */
export interface LtiViews {
  "lti/entry": { ticket: string; system: string; name: string; isFrame: boolean };
  "lti/choices": { form: Form; ticket: string; system: string; isMany: boolean; quizzes: QuizCard[] };
  "lti/answer": { address: string; jwt: string; system: string };
  "lti/registration": { token: string; configuration: string; registration: string; host: string; system: LearningSystem | undefined };
}
