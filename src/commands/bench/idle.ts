import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../../domain/median.js";
import type { Seconds } from "../../domain/time.js";
import { MqttWire } from "../../mqtt/broker/mqtt-wire.js";
import { RealClock } from "../../ports/os/real-clock.js";
import type { Io } from "../cli/command.js";
import { Child } from "./child.js";
import { megabytes } from "./figures.js";
import { alternative, type Beside, bareNode } from "./idle/beside.js";
import { usageOf } from "./idle/usage.js";

/** How long the resting node is watched, in seconds; and how long it is given to come to rest before that, its model to prove itself and to go. */
const WATCHED = 60;
const SETTLED = 30;

export interface IdleAsked {
  /** How long it is watched. */
  readonly seconds?: Seconds | undefined;
  /** How long it lives before that: at first V8 still works out which code is worth its while. */
  readonly after?: Seconds | undefined;
  /** How its electrodes are listened to; as is usual for 1 Hz unless said. */
  readonly listening?: string | undefined;
  /** Who is watched in the same seconds: a process, or a command. */
  readonly beside?: string | undefined;
}

/**
 * `andas run` in real time on four simulated electrodes at 1 Hz, with its own broker: how soon it speaks after its start, and what it
 * costs to be there, beside a bare Node.js that wakes as often and does nothing, and beside whom else one wants to compare it with.
 */
export async function benchIdle(
  { seconds = WATCHED, after = SETTLED, listening, beside }: IdleAsked,
  io: Io,
): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "andas-bench-"));
  const clock = new RealClock("floor");
  const wait = (time: number) => new Promise<void>((resolve) => clock.timer("bench", resolve).set(clock.now() + time));
  const others: Beside[] = [];
  try {
    if (beside !== undefined) others.push(alternative(beside));
    others.push(bareNode());
    const ports = { port: await freePort(), websocket_port: await freePort() };
    await writeFile(join(folder, "node.json"), JSON.stringify({ site: "bench", node: "idle", embedded_broker: ports }));
    const device = { name: "grove", kind: "grove", electrodes: 4, rate_hz: 1, ...(listening && { listening }) };
    await writeFile(join(folder, "electrodes.json"), JSON.stringify({ devices: [device] }));
    const args = ["run", "--config", folder, "--state", join(folder, "state")];

    io.err("andas: starting a node …\n");
    const child = new Child(args);
    const firstMessage = await firstWord(child, `mqtt://127.0.0.1:${ports.port}`, wait);
    await wait(after);
    io.err(`andas: watching it rest for ${seconds} s …\n`);
    const [node, ...rest] = await usageOf([child, ...others], seconds, wait);
    const bare = rest.pop();
    child.stop();
    const { resident } = await child.cost();
    return {
      first_message_s: Math.round(firstMessage * 1000) / 1000,
      lived_s: after,
      watched_s: seconds,
      resident_mb: megabytes(median(resident)),
      resident_max_mb: megabytes(Math.max(...resident)),
      // The model's process too, while there is one.
      ...node,
      bare_node: bare,
      ...(rest.length > 0 && { beside: rest[0] }),
      load_average: Math.round(100 * loadavg()[0]!) / 100,
    };
  } finally {
    for (const other of others) other.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds from the start of `child` until a message of it was received. */
async function firstWord(child: Child, url: string, wait: (time: number) => Promise<void>): Promise<number> {
  for (;;) {
    const wire = new MqttWire({ url, protocol: "3.1.1" }, new RealClock("floor"));
    try {
      const heard = new Promise<number>((resolve, reject) => {
        wire
          .connect({
            clientId: "andas-bench",
            will: { topic: "bench/gone", payload: "" },
            onMessage: () => {
              resolve(child.age);
              return undefined;
            },
            onLost: (reason) => reject(new Error(reason)),
          })
          .then(() => wire.subscribe(["andas/1/#"]))
          .catch(reject);
      });
      return await heard;
    } catch {
      await wait(0.02); // its broker does not listen yet
    } finally {
      await wire.disconnect();
    }
  }
}

/** A port that nobody uses now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
