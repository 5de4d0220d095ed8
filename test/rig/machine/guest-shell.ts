import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";

/** Says that a command is over, and with which status. */
const END = "--- over, with";

/** A shell in the guest, on a wire of its own: one command after the other. */
export class GuestShell {
  readonly #server: Server;
  readonly #socket: Promise<Socket>;
  #said = "";
  #heard: () => void = () => {};
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(server: Server) {
    this.#server = server;
    this.#socket = once(server, "connection").then(([socket]: Socket[]) => {
      if (!socket) throw new Error("nobody came");
      socket.setEncoding("utf8").on("data", (text: string) => {
        this.#said += text;
        this.#heard();
      });
      socket.on("error", () => {}); // the machine was switched off
      return socket;
    });
  }

  /** Waits on a socket for a machine, which is started next. */
  static async listen(path: string): Promise<GuestShell> {
    const server = createServer();
    server.listen(path);
    await once(server, "listening");
    return new GuestShell(server);
  }

  /**
   * Runs a command.
   * @returns what it said on stdout and stderr
   * @throws Error if it failed
   */
  run(command: string): Promise<string> {
    const done = this.#turn.then(() => this.#run(command));
    this.#turn = done.catch(() => {});
    return done;
  }

  /** Does not wait for its end. */
  send(command: string): void {
    void this.#socket.then((socket) => socket.write(`${command}\n`));
  }

  async close(): Promise<void> {
    this.#server.close();
    (await this.#socket).destroy();
  }

  async #run(command: string): Promise<string> {
    this.#said = "";
    this.send(`(\n${command}\n) </dev/null 2>&1; echo "${END} $?"`);
    for (;;) {
      const [said, status] = this.#said.split(END);
      if (said !== undefined && status?.endsWith("\n")) {
        if (status.trim() === "0") return said;
        throw new Error(`in the guest, \`${command}\` ended with${status.trimEnd()}:\n${said}`);
      }
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }
}
