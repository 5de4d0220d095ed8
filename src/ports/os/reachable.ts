import { connect } from "node:net";

/** Does anybody accept a TCP connection there within so many seconds? Resolves to undefined, or to the reason why not. */
export function reachable(host: string, port: number, seconds = 3): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (reason: string | undefined) => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(seconds * 1000, () => end(`no answer within ${seconds} s`));
    socket.once("connect", () => end(undefined));
    socket.once("error", (error: NodeJS.ErrnoException) =>
      end(error.code === "ECONNREFUSED" ? "nobody listens there" : (error.code ?? error.message)),
    );
  });
}
