import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A wire to a server that can be cut, so that nobody is reached, or hushed, so that nothing arrives any more and nobody hears why. */
export interface Wire { port: number; cut: () => void; /** Leads to another port from now on. */ lead: (to: number) => void; hush: () => void; mend: () => void; close: () => Promise<void> }

export async function layWire(first: number): Promise<Wire> {
  let to = first;
  const ends = new Set<Socket>();
  let state: "whole" | "cut" | "hushed" = "whole";
  const server = createServer((near) => {
    if (state === "cut") return void near.destroy();
    const far = connect(to, "127.0.0.1");
    for (const [from, onto] of [[near, far], [far, near]] as const) {
      ends.add(from);
      from.on("data", (data) => { if (state !== "hushed") onto.write(data); }).on("error", () => undefined).on("close", () => { ends.delete(from); onto.destroy(); });
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const drop = () => { for (const end of ends) end.destroy(); };
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => { state = "cut"; drop(); }, lead: (other) => { to = other; drop(); state = "whole"; }, hush: () => { state = "hushed"; }, mend: () => { drop(); state = "whole"; },
    close: async () => { drop(); await new Promise((closed) => server.close(closed)); },
  };
}
