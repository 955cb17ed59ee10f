const READS = /^\s*(?:SELECT|EXPLAIN|VALUES)\b/i;
const ALONE = /^\s*(?:PRAGMA|VACUUM|ATTACH|DETACH)\b/i;
const ADDS = /^\s*INSERT INTO (?!temp\.changed_)[^\s(]+ *(?:\([^)]*\) *)?VALUES\b(?![^]*\bON CONFLICT\b)/i;

/** What the words of a statement tell of what it does. */
export const onlyReads = (sql: string): boolean => READS.test(sql);
/** No transaction may surround it. */
export const wantsNoTransaction = (sql: string): boolean => ALONE.test(sql);
/** It adds rows whatever is there. A view `changed_` of writing-together.ts may add none. */
export const surelyAdds = (sql: string): boolean => ADDS.test(sql);
