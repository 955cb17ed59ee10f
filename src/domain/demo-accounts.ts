import type { Role } from "../storage/tables.ts";

export interface DemoAccount { role: Role; email: string }

/** Who the demo offers on its sign-in page; everybody in it has the same password. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { role: "learner", email: "learner@demo.example" },
  { role: "trainer", email: "trainer@demo.example" },
  { role: "manager", email: "manager@demo.example" },
  { role: "auditor", email: "auditor@demo.example" },
  { role: "admin", email: "admin@demo.example" },
];

export const DEMO_PASSWORD = "debrief-demo-2026";
