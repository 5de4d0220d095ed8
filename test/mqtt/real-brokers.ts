import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { pbkdf2Sync, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface Mosquitto {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
  /** The power goes and comes back: SIGKILL, and a new one in its place with what lies in its folder. */
  restart(): Promise<void>;
}

/** Debian keeps it where an ordinary user's PATH does not look. */
const PATH = `${process.env.PATH}:/usr/sbin`;

export const hasMosquitto = (): boolean => spawnSync("mosquitto", ["-h"], { env: { PATH } }).error === undefined;
export const NEEDS_MOSQUITTO = "needs mosquitto: apt-get install mosquitto";

/** A real mosquitto on loopback; `lines` go into its configuration, `files` beside it (`@/` in a line is their folder). */
export async function startMosquitto(
  lines: readonly string[] = ["allow_anonymous true"],
  files: Record<string, string> = {},
): Promise<Mosquitto> {
  const folder = await mkdtemp(join(tmpdir(), "andas-mosquitto-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { mode: 0o600 });
  const port = await freePort();
  const config = [`listener ${port} 127.0.0.1`, `user ${process.env.USER ?? "root"}`, ...lines]
    .join("\n")
    .replaceAll("@/", `${folder}/`);
  await writeFile(join(folder, "mosquitto.conf"), `${config}\n`);
  const ports = [...config.matchAll(/^listener (\d+)/gm)].map(([, number]) => Number(number));
  const begin = async () => {
    const child: ChildProcess = spawn("mosquitto", ["-c", join(folder, "mosquitto.conf")], {
      stdio: "ignore",
      env: { ...process.env, PATH },
    });
    const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    for (const each of ports) for (let i = 0; i < 100 && !(await accepts(each)); i++) await pause(50);
    return async () => {
      child.kill("SIGKILL");
      await exited;
    };
  };
  let kill = await begin();
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    restart: async () => {
      await kill();
      kill = await begin();
    },
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Does anybody accept connections there? */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const end = (does: boolean) => {
      socket.destroy();
      resolve(does);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}

/** A line of mosquitto's password file: $7$ is PBKDF2 with SHA-512. */
export function passwordLine(user: string, password: string): string {
  const salt = randomBytes(12);
  const hash = pbkdf2Sync(password, salt, 101, 64, "sha512");
  return `${user}:$7$101$${salt.toString("base64")}$${hash.toString("base64")}\n`;
}

export function isState(message: Heard, state: string): boolean {
  return message.topic.endsWith("/$state") && JSON.parse(message.payload).state === state;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export interface Heard {
  readonly topic: string;
  readonly payload: string;
  readonly retained: boolean;
}

/** Somebody else on the broker, who hears everything. */
export async function observer(url: string, options: mqtt.IClientOptions = {}) {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options });
  const heard: Heard[] = [];
  client.on("message", (topic, payload, packet) =>
    heard.push({ topic, payload: payload.toString(), retained: packet.retain }),
  );
  await client.subscribeAsync("#", { qos: 1 });
  return {
    client,
    heard,
    /** Waits for a message; fails after thirty seconds: a busy machine starts a node slowly. */
    async until(what: (message: Heard) => boolean): Promise<Heard> {
      for (let i = 0; i < 3000; i++) {
        const found = heard.find(what);
        if (found) return found;
        await pause(10);
      }
      throw new Error(`not heard; heard were ${heard.map((message) => message.topic).join(", ")}`);
    },
    close: () => client.endAsync(true),
  };
}
