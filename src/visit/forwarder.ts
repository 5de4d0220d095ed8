import { connect, createServer, type Server, type Socket } from "node:net";

/** A way in: what knocks at one address is led to another. */
export interface Forwarder {
  /** The port that it listens on. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Leads every TCP connection to `address`:`port` on to `to`, so that a broker that listens on loopback alone can be reached from the access
 * point and from nowhere else.
 * @param port 0: any free one
 * @throws what the system says where it cannot listen
 */
export async function forward(
  address: string,
  port: number,
  to: { readonly host: string; readonly port: number },
): Promise<Forwarder> {
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    return socket;
  };
  const server = createServer((here) => {
    keep(here);
    const there = keep(connect(to));
    const end = () => {
      here.destroy();
      there.destroy();
    };
    for (const socket of [here, there]) socket.on("error", end).on("close", end);
    here.pipe(there).pipe(here);
  });
  await listening(server, address, port);
  const bound = server.address();
  return {
    port: typeof bound === "object" && bound !== null ? bound.port : port,
    close: () => closed(server, () => open.forEach((socket) => void socket.destroy())),
  };
}

/** Resolves once it listens. @throws what the system says */
export function listening(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Resolves once nobody is let in any more and those inside were shown out. */
export function closed(server: Server, showOut: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    showOut();
  });
}
