/** Whether an address is that of a server of PostgreSQL; any other one is the path of a SQLite file. */
export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url);
}

/** The path in the address of a SQLite file. */
export function fileOf(url: string): string {
  return url.replace(/^sqlite:(\/\/)?/, "");
}

/** What begins as an address does, but for these, would become a file of that name: a slip would open an empty database, with the password in its path. One letter is a drive of Windows. */
export function isDatabaseAddress(url: string): boolean {
  return isPostgres(url) || /^sqlite:/.test(url) || !/^(?::|[a-z][a-z0-9+.-]+:)/i.test(url);
}

export const DATABASE_ADDRESS = "give the path of a SQLite file, or an address that begins with postgres://";
