import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AndasError } from "../../domain/errors.js";
import type { Message } from "../../domain/message.js";
import { DAY } from "../../domain/time.js";
import { OutboxSender } from "../../mqtt/outbound/outbox-sender.js";
import { OsFiles } from "../../ports/os/files.js";
import { installed } from "../../ports/os/package-folder.js";
import { RealClock, realPace } from "../../ports/os/real-clock.js";
import type { Wire } from "../../ports/wire.js";
import { LogOutbox } from "../../storage/outbox/log-outbox.js";
import { NO_OLDER_OUTBOX } from "../../storage/outbox/older-outbox.js";
import type { Io } from "../cli/command.js";
import { megabytes } from "./figures.js";

const MESSAGES = 100_000;
/** A breath of 480 s at a busy node: 10 messages a minute. */
const PER_BREATH = 80;
const BREATHS_A_DAY = DAY / 480;

/** A wire whose broker acknowledges at once. */
const QUICK: Wire = {
  connected: true,
  connect: async () => ({ remembered: true }),
  publish: () => new Promise<void>((resolve) => setImmediate(resolve)),
  subscribe: async () => {},
  disconnect: async () => {},
};

/** The outbox on a real disk: what a day without a broker writes, what a long one costs to open, and how fast it empties. */
export async function benchOutbox(io: Io): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "andas-bench-"));
  const clock = realPace(1);
  const open = async () => {
    const outbox = new LogOutbox({ files: new OsFiles(), folder: join(folder, "outbox") });
    await outbox.open();
    outbox.begin({ boot: outbox.lastBoot + 1, clock: new RealClock("ntp"), older: NO_OLDER_OUTBOX });
    return outbox;
  };
  try {
    io.err(`andas: ${MESSAGES} messages, a commit every ${PER_BREATH} …\n`);
    const first = await open();
    let day = 0;
    const began = clock.now();
    for (let i = 1; i <= MESSAGES; i++) {
      first.put(aMessage(i));
      if (i % PER_BREATH === 0) await first.commit();
      if (i === PER_BREATH * BREATHS_A_DAY) day = first.bytesWritten;
    }
    await first.commit();
    const appended = clock.now() - began;
    await first.close();

    const opened = openElsewhere(join(folder, "outbox"));
    io.err("andas: emptying it …\n");
    const outbox = await open();
    const draining = clock.now();
    const parts = {
      wire: QUICK,
      outbox,
      clock: new RealClock("ntp"),
      root: "andas/1/bench/n1",
      corrections: () => [],
      meanwhile: async () => {},
    };
    const { sent } = await new OutboxSender({ ...parts, perSecond: Number.POSITIVE_INFINITY }).send(2);
    const drained = clock.now() - draining;
    await outbox.close();
    return {
      messages: MESSAGES,
      commits: Math.ceil(MESSAGES / PER_BREATH),
      ms_a_commit: rounded((1000 * appended) / (MESSAGES / PER_BREATH)),
      bytes_a_message: Math.round(first.bytesWritten / MESSAGES),
      offline_mb_a_day: megabytes(day),
      open_s: rounded(opened.seconds),
      open_resident_growth_mb: megabytes(opened.grown),
      open_retained_mb: megabytes(opened.retained),
      drained: sent,
      drained_per_s: Math.round(sent / drained),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens it in a process of its own, whose memory nobody has used before; what is garbage by then is not retained. */
function openElsewhere(folder: string): { seconds: number; grown: number; retained: number } {
  const built = (path: string) => JSON.stringify(pathToFileURL(installed(`dist/src/${path}`)).href);
  const script = `
    import { memoryUsage, hrtime } from "node:process";
    import { setFlagsFromString } from "node:v8";
    import { LogOutbox } from ${built("storage/outbox/log-outbox.js")};
    import { OsFiles } from ${built("ports/os/files.js")};
    const outbox = new LogOutbox({ files: new OsFiles(), folder: ${JSON.stringify(folder)} });
    setFlagsFromString("--semi-space-growth-factor=1"); // as andas itself has it
    gc();
    const [before, began] = [memoryUsage(), hrtime.bigint()];
    await outbox.open();
    const seconds = Number(hrtime.bigint() - began) / 1e9;
    const grown = memoryUsage().rss - before.rss;
    gc();
    const retained = memoryUsage().heapUsed - before.heapUsed;
    console.log(JSON.stringify({ seconds, grown, retained }));`;
  const args = ["--expose-gc", "--input-type=module", "-e", script];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new AndasError("internal", `the outbox could not be opened: ${stderr.trim()}`);
  return JSON.parse(stdout);
}

/** As long as a spike's. */
function aMessage(i: number): Omit<Message, "boot" | "seq" | "payload"> & { encode(name: object): string } {
  const at = 946_684_800 + i;
  const more = {
    electrode: "e1",
    onset: at,
    peak: at,
    end: at,
    amplitude_mv: 0.12345,
    polarity: 1,
    z: 6.12,
    match: 0.91,
  };
  const encode = (name: object) =>
    JSON.stringify({
      v: 1,
      ...name,
      at: "2000-01-01T00:00:00.000Z",
      tq: "ntp",
      ...more,
      decided: "2000-01-01T00:00:00.000Z",
    });
  return { topic: i % 5 === 0 ? "percept/electrode/e1" : "spike/e1", at, quality: "floor", cycle: 1, encode };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
