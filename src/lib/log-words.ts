const ADDRESS = /[^\s@<>"'()`,;:=]{1,64}@[^\s@<>"'()`,;:]{1,255}/g;
/** What databases and JSON readers repeat of what they were given. */
const REPEATED = /(invalid (?:input syntax|input value|byte sequence)[^:\n]*: |Unexpected token [^\n]{1,6}, |[Kk]ey \([^)]*\)=)(?:"[^\n]*"|\([^\n]*\))/g;
const QUERY = /(https?:\/\/[^\s?"']+)\?[^\s"']+/g;
const CREDENTIALS = /(\b\w{1,20}:\/\/)[^\s/@]+@/g;

const MOST = 8_000;

/** The words of an error without addresses of people, values that they typed, passwords and query strings: a log is kept longer and seen by more people than the database. */
export function withoutPersons(text: string): string {
  return (text.length > MOST ? text.slice(-MOST) : text).replace(CREDENTIALS, "$1[...]@").replace(QUERY, "$1?[...]").replace(REPEATED, "$1[...]").replace(ADDRESS, "[address]");
}
