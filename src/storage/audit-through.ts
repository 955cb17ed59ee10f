import { AsyncLocalStorage } from "node:async_hooks";

const through = new AsyncLocalStorage<string>();

/** Whatever is noted in the audit log meanwhile names this token: whose deed it was, and that a program did it. */
export function withToken<T>(publicId: string, deed: () => Promise<T>): Promise<T> {
  return through.run(publicId, deed);
}

/** The public id of the token through which something is being done; undefined where a person does it. */
export function findTokenInUse(): string | undefined {
  return through.getStore();
}
