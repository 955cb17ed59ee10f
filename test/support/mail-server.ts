import type { AddressInfo } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface MailServer {
  /** What SMTP_URL names. */
  address: string; taken: ParsedMail[];
  /** What it answers to the next recipients: a code such as 550 or 451, or 0 to take everything. */
  refuse: (code: number) => void;
  close: () => Promise<void>;
}

/** A real SMTP server on loopback that keeps what it is handed. On the same port again where one is given. */
export async function openMailServer(port = 0): Promise<MailServer> {
  const taken: ParsedMail[] = [];
  let code = 0;
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ["STARTTLS"], logger: false,
    onRcptTo: (_address, _session, done) => done(code === 0 ? null : Object.assign(new Error("No"), { responseCode: code })),
    onData: (stream, _session, done) => void simpleParser(stream).then((mail) => { taken.push(mail); done(); }, done),
  });
  server.on("error", () => undefined);
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  return {
    address: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, taken, refuse: (next) => { code = next; },
    close: () => new Promise((closed) => server.close(closed)),
  };
}
