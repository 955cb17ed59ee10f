/** What a setup hands to the tests of its project. */
export type TestDatabase =
  | { kind: "sqlite"; folder: string; template: string }
  | { kind: "postgres"; address: string; template: string };

declare module "vitest" {
  interface ProvidedContext { database: TestDatabase; chromium: string }
}
