import type { Knex } from "knex";

/** What of an entry no change may touch. */
const FIXED = ["id", "at", "actor_id", "deed", "subject", "detail_digest", "digest"];
const REFUSED = "The audit log can only grow.";

/** Nothing but taking out a detail, whose digest stays. A row may not be replaced by inserting its id again either: SQLite would remove the old one without a word. */
export async function chainOnSqlite(db: Knex): Promise<void> {
  const isSame = [...FIXED, "number", "hash"].map((name) => `NEW.${name} IS OLD.${name}`).join(" AND ");
  const refuse = `BEGIN SELECT RAISE(ABORT, '${REFUSED}'); END`;
  await db.raw(`CREATE TRIGGER audit_events_stay BEFORE UPDATE ON audit_events WHEN NOT (NEW.detail = '{}' AND NEW.salt = '' AND ${isSame}) ${refuse}`);
  await db.raw(`CREATE TRIGGER audit_events_remain BEFORE DELETE ON audit_events ${refuse}`);
  await db.raw(`CREATE TRIGGER audit_events_once BEFORE INSERT ON audit_events WHEN EXISTS (SELECT 1 FROM audit_events WHERE id = NEW.id OR number = NEW.number) ${refuse}`);
  await db.raw(`CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head WHEN NEW.number <= OLD.number ${refuse}`);
  await db.raw(`CREATE TRIGGER audit_head_remains BEFORE DELETE ON audit_head ${refuse}`);
}

const CHAIN = `CREATE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE head audit_head%ROWTYPE;
BEGIN
  UPDATE audit_head SET number = number + 1, hash = encode(sha256(convert_to(hash || ' ' || (number + 1) || ' ' || NEW.digest, 'UTF8')), 'hex') RETURNING * INTO head;
  UPDATE audit_events SET number = head.number, hash = head.hash WHERE id = NEW.id;
  RETURN NULL;
END $$`;

const keeping = (isSame: string) => `CREATE FUNCTION keep_audit_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND ${isSame} THEN
    IF OLD.number IS NULL AND NEW.number IS NOT NULL AND NEW.detail = OLD.detail AND NEW.salt = OLD.salt THEN RETURN NEW; END IF;
    IF NEW.detail = '{}' AND NEW.salt = '' AND NEW.number IS NOT DISTINCT FROM OLD.number AND NEW.hash IS NOT DISTINCT FROM OLD.hash THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '${REFUSED}';
END $$`;

const KEEPING_HEAD = `CREATE FUNCTION keep_audit_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.number > OLD.number THEN RETURN NEW; END IF;
  RAISE EXCEPTION '${REFUSED}';
END $$`;

/** Entries find their places when the transaction is about to end: nobody who holds a place waits for anything else any more, so the log locks up no two deeds. */
export async function chainOnPostgres(db: Knex): Promise<void> {
  const isSame = FIXED.map((name) => `NEW.${name} IS NOT DISTINCT FROM OLD.${name}`).join(" AND ");
  for (const made of [CHAIN, keeping(isSame), KEEPING_HEAD]) await db.raw(made);
  await db.raw("ALTER TABLE audit_events ALTER COLUMN digest SET NOT NULL");
  await db.raw("CREATE CONSTRAINT TRIGGER audit_events_chained AFTER INSERT ON audit_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chain_audit_event()");
  await db.raw("CREATE TRIGGER audit_events_stay BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION keep_audit_events()");
  await db.raw("CREATE TRIGGER audit_events_remain BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_events()");
  await db.raw("CREATE TRIGGER audit_head_forward BEFORE UPDATE OR DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION keep_audit_head()");
  await db.raw("CREATE TRIGGER audit_head_remains BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_head()");
}
