import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../../domain/median.js";
import { MqttWire } from "../../mqtt/broker/mqtt-wire.js";
import { RealClock } from "../../ports/os/real-clock.js";
import type { Io } from "../cli/command.js";
import { Child } from "./child.js";
import { megabytes } from "./figures.js";

/** How long the resting node is watched, in seconds; and how long it is given to come to rest before that, its model to prove itself and to go. */
const WATCHED = 60;
const SETTLED = 30;

/**
 * `andas run` in real time on four simulated electrodes at 1 Hz, with its own broker: how soon it
 * speaks after its start, and what it costs to be there.
 */
export async function benchIdle(seconds: number | undefined, io: Io): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "andas-bench-"));
  const clock = new RealClock("floor");
  const wait = (time: number) => new Promise<void>((resolve) => clock.timer("bench", resolve).set(clock.now() + time));
  try {
    const ports = { port: await freePort(), websocket_port: await freePort() };
    await writeFile(join(folder, "node.json"), JSON.stringify({ site: "bench", node: "idle", embedded_broker: ports }));
    await writeFile(
      join(folder, "electrodes.json"),
      '{"devices":[{"name":"grove","kind":"grove","electrodes":4,"rate_hz":1}]}',
    );
    const args = ["run", "--config", folder, "--state", join(folder, "state")];

    io.err("andas: starting a node …\n");
    const child = new Child(args);
    const firstMessage = await firstWord(child, `mqtt://127.0.0.1:${ports.port}`, wait);
    await wait(SETTLED);
    const before = await child.account();
    const watched = seconds ?? WATCHED;
    io.err(`andas: watching it rest for ${watched} s …\n`);
    await wait(watched);
    const after = await child.account();
    child.stop();
    const { resident } = await child.cost();
    return {
      first_message_s: Math.round(firstMessage * 1000) / 1000,
      watched_s: watched,
      resident_mb: megabytes(median(resident)),
      resident_max_mb: megabytes(Math.max(...resident)),
      // The model's process too, while there is one.
      proportional_mb: megabytes(after.proportional),
      processes: after.processes,
      share_of_one_core: Math.round((1e5 * (after.cpu - before.cpu)) / watched) / 1e5,
      wakeups_per_s: Math.round((100 * (after.wakeups - before.wakeups)) / watched) / 100,
    };
  } finally {
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
