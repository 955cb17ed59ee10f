import type { Role } from "../storage/tables.ts";

export interface DemoAccount { role: Role; email: string; does: string }

/** Who the demo offers on its sign-in page; everybody in it has the same password. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { role: "learner", email: "learner@demo.example", does: "Takes the quizzes that are due and sees the progress of one person." },
  { role: "trainer", email: "trainer@demo.example", does: "Looks after incidents, questions and quizzes." },
  { role: "manager", email: "manager@demo.example", does: "Sees how far the teams have come." },
  { role: "admin", email: "admin@demo.example", does: "Adds people, gives roles and arranges teams." },
];

export const DEMO_PASSWORD = "debrief-demo-2026";
