import type { AddressInfo, Socket } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/** What goes wrong with one mail: a code at one of the commands, or the connection ends without an answer when the mail has been read, kept or not. */
export type Fault = { at: "mail" | "rcpt" | "data"; code: number } | { at: "drop"; isKept: boolean };

export interface MailServer {
  /** What SMTP_URL names. */
  address: string; taken: ParsedMail[];
  /** What it answers to the next recipients: a code such as 550 or 451, or 0 to take everything. */
  refuse: (code: number) => void;
  /** Asked with each mail what goes wrong with it; undefined takes it. */
  misbehave: (faults: () => Fault | undefined) => void;
  /** Passwords that somebody gave. */
  passwords: string[];
  close: () => Promise<void>;
}

/** A real SMTP server on loopback that keeps what it is handed. On the same port again where one is given. With `tls` it offers STARTTLS, with a certificate that nobody vouches for. */
export async function openMailServer(port = 0, { tls = false }: { tls?: boolean } = {}): Promise<MailServer> {
  const [taken, passwords] = [[] as ParsedMail[], [] as string[]];
  const faults = new Map<string, Fault | undefined>();
  let [code, next] = [0, (): Fault | undefined => undefined];
  const answer = (session: SMTPServerSession, at: "mail" | "rcpt" | "data") => {
    const fault = faults.get(session.id);
    const refused = at === "rcpt" && code !== 0 ? code : fault?.at === at ? fault.code : 0;
    return refused === 0 ? null : Object.assign(new Error("No"), { responseCode: refused });
  };
  const server = new SMTPServer({
    authOptional: true, disabledCommands: tls ? [] : ["STARTTLS"], allowInsecureAuth: true, logger: false,
    onAuth: ({ username, password }, _session, done) => { passwords.push(password ?? ""); done(null, { user: username }); },
    onMailFrom: (_address, session, done) => { faults.set(session.id, next()); done(answer(session, "mail")); },
    onRcptTo: (_address, session, done) => done(answer(session, "rcpt")),
    onData: (stream, session, done) => void simpleParser(stream).then((mail) => {
      const fault = faults.get(session.id);
      const refused = answer(session, "data");
      if (!refused && (fault?.at !== "drop" || fault.isKept)) taken.push(mail);
      if (fault?.at === "drop") socketOf(server, session)?.destroy();
      else done(refused);
    }, done),
  });
  server.on("error", () => undefined);
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  return {
    address: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, taken, passwords, refuse: (given) => { code = given; }, misbehave: (given) => { next = given; },
    close: () => new Promise((closed) => server.close(closed)),
  };
}

function socketOf(server: SMTPServer, { id }: SMTPServerSession): Socket | undefined {
  const { connections } = server as unknown as { connections: Set<{ session: SMTPServerSession; _socket: Socket }> };
  return [...connections].find(({ session }) => session.id === id)?._socket;
}
