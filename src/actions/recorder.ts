import { AndasError } from "../domain/errors.js";
import { iso, type Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Files } from "../ports/files.js";
import type { RecentSignal } from "../ports/recent-signal.js";
import { BoundedFolder } from "../storage/bounded-folder.js";
import { recordingHeader, recordingRow } from "../storage/recording-text.js";
import type { Task } from "./task.js";

/** Half an hour of four electrodes at 1 Hz is 0.1 MB: so many are looked through on one visit, and leave room on any card. */
const BOUNDS = { count: 64, bytes: 32 * 2 ** 20 };

/** The longest recording, whatever is asked for and however often: as far as the signal is remembered. */
const LONGEST: Seconds = 1800;

/** So many are under way at once. */
const AT_ONCE = 8;

/** The folder of the recordings. */
export interface RecordingPlace {
  readonly files: Files;
  readonly folder: string;
}

/** What was recorded. A node that lives in memory alone keeps nothing, and says so. */
export interface Recorded {
  readonly files: readonly string[];
  readonly rows: number;
  readonly electrodes: readonly string[];
  readonly from: Seconds;
  readonly to: Seconds;
  readonly kept: boolean;
}

interface Job {
  readonly task: Task;
  readonly signals: readonly RecentSignal[];
  readonly from: Seconds;
  to: Seconds;
  readonly timer: Timer;
  readonly done: (recorded: Recorded) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Keeps the raw signal around a moment, as a recording that every tool of andas reads: from so long before (as far as it is
 * remembered) till so long after, in `recordings/` beside the state, one file for each device. Bounded: the oldest give way.
 */
export class Recorder {
  readonly #clock: Clock;
  readonly #signals: () => readonly RecentSignal[];
  readonly #folder: BoundedFolder | undefined;
  readonly #jobs = new Map<string, Job>();

  /** @param options `place`: absent in a node that keeps nothing on disk. `signals`: all there are now. */
  constructor(options: {
    clock: Clock;
    signals: () => readonly RecentSignal[];
    place: RecordingPlace | undefined;
  }) {
    this.#clock = options.clock;
    this.#signals = options.signals;
    this.#folder = options.place && new BoundedFolder(options.place.files, options.place.folder, /\.csv$/, BOUNDS);
  }

  /**
   * Resolves when the file lies on the medium, `after` seconds from now at the earliest. A reflex that fires again before that makes its
   * recording longer, and has no second one: then it resolves to undefined.
   * @param electrodes whose devices are recorded; empty: all
   * @throws AndasError `device` when nothing was heard, `state` when it cannot be written
   */
  record(
    task: Task,
    asked: { readonly before: Seconds; readonly after: Seconds },
    electrodes: readonly string[],
  ): Promise<Recorded> | undefined {
    const now = this.#clock.now();
    const before = this.#jobs.get(task.reflex);
    if (before !== undefined) {
      before.to = Math.max(before.to, Math.min(now + asked.after, before.from + LONGEST));
      before.timer.set(before.to);
      return undefined;
    }
    if (this.#jobs.size >= AT_ONCE)
      throw new AndasError("device", `${AT_ONCE} recordings are under way already: give the reflexes a cool-down`);
    const signals = this.#signals().filter(
      ({ names }) => electrodes.length === 0 || names.some((name) => electrodes.includes(name)),
    );
    const from = now - Math.min(asked.before, LONGEST);
    const to = Math.min(now + asked.after, from + LONGEST);
    return new Promise((done, failed) => {
      const timer = this.#clock.timer(`recording for ${task.reflex}`, () => void this.#end(job));
      const job: Job = { task, signals, from, to: Math.max(to, now), timer, done, failed };
      this.#jobs.set(task.reflex, job);
      timer.set(job.to);
    });
  }

  /** Keeps what was heard so far of those that are under way. */
  async stop(): Promise<void> {
    for (const job of [...this.#jobs.values()]) {
      job.timer.cancel();
      job.to = Math.min(job.to, this.#clock.now());
      await this.#end(job);
    }
  }

  async #end(job: Job): Promise<void> {
    this.#jobs.delete(job.task.reflex);
    try {
      job.done(await this.#clock.hold("recording", this.#write(job)));
    } catch (error) {
      job.failed(error);
    }
  }

  async #write({ task, signals, from, to }: Job): Promise<Recorded> {
    const name = `${iso(task.at).replaceAll(":", "-")}-${task.reflex}`;
    const files: string[] = [];
    const electrodes: string[] = [];
    let rows = 0;
    for (const signal of signals) {
      const table = tableOf(signal, from, to);
      if (table.rows === 0) continue;
      const file = signals.length > 1 ? `${name}-${signal.device}.csv` : `${name}.csv`;
      await this.#folder?.keep(file, table.text);
      files.push(file);
      electrodes.push(...signal.names);
      rows += table.rows;
    }
    if (rows === 0) throw new AndasError("device", "there is nothing to record: no electrode was heard in that time");
    return { files, rows, electrodes, from, to, kept: this.#folder !== undefined };
  }
}

/** What is remembered of a device, as a recording. */
function tableOf(signal: RecentSignal, from: Seconds, to: Seconds): { text: string; rows: number } {
  const lines = [recordingHeader(signal.names)];
  signal.each(from, to, (at, values) => lines.push(recordingRow(at, values)));
  return { text: `${lines.join("\n")}\n`, rows: lines.length - 1 };
}
