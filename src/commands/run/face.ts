import type { NodeEvent } from "../../domain/event.js";
import type { Seconds } from "../../domain/time.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import type { Log } from "../../ports/log.js";
import { realPace } from "../../ports/os/real-clock.js";
import { LiveModel, type WatchedNode } from "../../view/live-model.js";
import { LiveView } from "../../view/live-view.js";
import { paletteFor } from "../../view/paint.js";
import { plainLog } from "../../view/plain-log.js";
import type { Io } from "../cli/command.js";

/** How a running node shows itself. */
export interface Face {
  readonly log: Log;
  /** @param mood how awake the node is, asked whenever it may have changed */
  open(identity: WatchedNode, mood: () => { arousal: number; threshold: number }): void;
  hear(event: NodeEvent): void;
  sample(electrode: string, at: Seconds, mv: number): void;
  /** Idempotent. */
  close(): void;
}

/** A live view where somebody looks; log lines elsewhere. */
export function faceFor(io: Io, log: Log, plain: boolean, words: Catalogue): Face {
  return io.terminal && !plain ? new LiveFace(io, log, words) : new PlainFace(log, words);
}

class PlainFace implements Face {
  readonly log: Log;
  readonly hear: (event: NodeEvent) => void;
  readonly #words: Catalogue;

  constructor(log: Log, words: Catalogue) {
    this.log = log;
    this.#words = words;
    this.hear = plainLog(log, words);
  }

  open({ site, node, source, speed, quality, broker, state }: WatchedNode): void {
    const { opens } = this.#words.live;
    const pace = quality === "simulated" ? speed : undefined;
    this.log("info", opens({ node: `${site}/${node}`, source, speed: pace, broker, state }));
  }

  sample(): void {}

  close(): void {}
}

/** Log lines that come while the view is open are shown when the terminal is given back. */
const LINES_KEPT = 20;

class LiveFace implements Face {
  readonly log: Log;
  readonly #io: Io;
  readonly #words: Catalogue;
  readonly #kept: (() => void)[] = [];
  #view: LiveView | undefined;
  #mood: (() => { arousal: number; threshold: number }) | undefined;

  constructor(io: Io, log: Log, words: Catalogue) {
    this.#io = io;
    this.#words = words;
    this.log = (level, line) => {
      if (this.#view === undefined || level === "debug") log(level, line);
      else if (level !== "info" && this.#kept.length < LINES_KEPT) this.#kept.push(() => log(level, line));
    };
  }

  open(identity: WatchedNode, mood: () => { arousal: number; threshold: number }): void {
    this.#mood = mood;
    const io = this.#io;
    const view = new LiveView(
      new LiveModel(identity, this.#words),
      {
        write: (text) => void io.out(text),
        size: () => ({ columns: io.columns, rows: io.rows }),
        now: realPace(1).now,
      },
      paletteFor(io.env),
    );
    this.#view = view;
    // However the process ends, the person gets the terminal back.
    process.once("exit", () => view.stop());
    view.start();
  }

  hear(event: NodeEvent): void {
    const view = this.#view;
    if (view === undefined) return;
    if (this.#mood !== undefined && (event.type === "percept" || event.type === "breath")) {
      const { arousal, threshold } = this.#mood();
      view.feel(arousal, threshold);
    }
    view.hear(event);
  }

  readonly sample = (electrode: string, at: Seconds, mv: number): void => {
    this.#view?.sample(electrode, at, mv);
  };

  close(): void {
    this.#view?.stop();
    this.#view = undefined;
    for (const say of this.#kept.splice(0)) say();
  }
}
