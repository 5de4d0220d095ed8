import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";

/** Says that a command is over, and with which status. */
const END = "--- over, with";

/** A shell in the guest, on a wire of its own: one command after the other, once the guest is up. */
export class GuestShell {
  readonly #server: Server;
  /** Of the machine, once it is there. */
  #wire: Socket | undefined;
  #said = "";
  #heard: () => void = () => {};
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(server: Server) {
    this.#server = server;
    server.once("connection", (wire) => {
      this.#wire = wire;
      wire.on("error", () => {}); // the machine was switched off
      wire.setEncoding("utf8").on("data", (text: string) => {
        this.#said += text;
        this.#heard();
      });
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
    this.#wire?.write(`${command}\n`);
  }

  close(): void {
    this.#wire?.destroy();
    this.#server.close();
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
