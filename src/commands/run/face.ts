import type { NodeEvent } from "../../domain/event.js";
import type { Seconds } from "../../domain/time.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import type { Log } from "../../ports/log.js";
import { RealClock, realPace } from "../../ports/os/real-clock.js";
import { closing } from "../../view/closing.js";
import { LiveModel, type WatchedNode } from "../../view/live-model.js";
import { LiveView } from "../../view/live-view.js";
import { paletteFor } from "../../view/paint.js";
import { plainLog } from "../../view/plain-log.js";
import { utcSecond } from "../../view/words.js";
import type { Io } from "../cli/command.js";
import { localZone } from "../cli/local-zone.js";

/** How a running node shows itself. */
export interface Face {
  readonly log: Log;
  /** @param mood how awake the node is, asked whenever it may have changed */
  open(identity: Opened, mood: () => { arousal: number; threshold: number }): void;
  hear(event: NodeEvent): void;
  sample(electrode: string, at: Seconds, mv: number): void;
  /** Idempotent. */
  close(): void;
}

/** What `Face.open` is told. */
export interface Opened extends Omit<WatchedNode, "zone" | "asks"> {
  /** The node's own time. */
  readonly now: () => Seconds;
}

/** A live view where somebody looks; log lines elsewhere. */
export function faceFor(io: Io, log: Log, plain: boolean, words: Catalogue): Face {
  return io.terminal && !plain ? new LiveFace(io, log, words) : new PlainFace(log, words);
}

/** What the machine's own clock says, before the node has one. */
const wallClock = (): Seconds => new RealClock("floor").now();

/** A line for everything, each with the node's time, which until it runs is the machine's; and what was, in a few lines, at the end. */
class PlainFace implements Face {
  readonly log: Log;
  readonly #tell: (event: NodeEvent) => void;
  readonly #words: Catalogue;
  readonly #pace = realPace(1).now;
  #now: () => Seconds = wallClock;
  #life: { readonly model: LiveModel; readonly opened: Seconds } | undefined;

  constructor(log: Log, words: Catalogue) {
    this.log = (level, line) => log(level, `${utcSecond(this.#now())} ${line}`);
    this.#words = words;
    this.#tell = plainLog(log, words);
  }

  open({ now, ...identity }: Opened): void {
    const { site, node, source, speed, quality, broker, state } = identity;
    const { opens } = this.#words.live;
    const pace = quality === "simulated" ? speed : undefined;
    this.#now = now;
    this.#life = { model: new LiveModel(identity, this.#words), opened: this.#pace() };
    this.log("info", opens({ node: `${site}/${node}`, source, speed: pace, broker, state }));
  }

  hear(event: NodeEvent): void {
    this.#life?.model.hear(event);
    this.#tell(event);
  }

  sample(): void {}

  close(): void {
    const life = this.#life;
    this.#life = undefined;
    if (life === undefined) return;
    const lines = closing(life.model, this.#pace() - life.opened);
    for (const line of lines) this.log("info", line);
  }
}

/** Log lines that come while the view is open are shown when the terminal is given back. */
const LINES_KEPT = 20;

class LiveFace implements Face {
  readonly log: Log;
  readonly #io: Io;
  readonly #words: Catalogue;
  readonly #kept: (() => void)[] = [];
  #view: LiveView | undefined;
  #unhear: (() => void) | undefined;
  #mood: (() => { arousal: number; threshold: number }) | undefined;

  constructor(io: Io, log: Log, words: Catalogue) {
    this.#io = io;
    this.#words = words;
    this.log = (level, line) => {
      if (this.#view === undefined || level === "debug") log(level, line);
      else if (level !== "info" && this.#kept.length < LINES_KEPT) this.#kept.push(() => log(level, line));
    };
  }

  open({ now: _, ...identity }: Opened, mood: () => { arousal: number; threshold: number }): void {
    this.#mood = mood;
    const io = this.#io;
    const view = new LiveView(
      new LiveModel({ ...identity, zone: localZone(), asks: io.keys !== undefined }, this.#words),
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
    this.#unhear = io.keys?.((key) => view.key(key));
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
    this.#unhear?.();
    this.#unhear = undefined;
    this.#view?.stop();
    this.#view = undefined;
    for (const say of this.#kept.splice(0)) say();
  }
}
