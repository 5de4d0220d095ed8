import type { NodeEvent } from "../domain/event.js";
import type { Seconds } from "../domain/time.js";
import { closing } from "./closing.js";
import { explainedFrame } from "./explained.js";
import { liveFrame } from "./live-frame.js";
import type { LiveModel } from "./live-model.js";
import type { Palette } from "./paint.js";
import { type Canvas, Painter } from "./painter.js";

/** A terminal, as far as the view needs one. */
export interface Screen extends Canvas {
  /** Real seconds, from anywhere; must not go backwards. */
  now(): Seconds;
}

/** At most five frames a second of real time: enough for a breath, and little work. */
const FRAME: Seconds = 0.2;

/**
 * Draws a node's life on a terminal. It has no timer: what happens in the node and every sample are its heartbeat, and only rows
 * that changed are written. `stop` must be called however the run ends, so that the person gets the terminal back.
 */
export class LiveView {
  readonly #model: LiveModel;
  readonly #screen: Screen;
  readonly #painter: Painter;
  #state: "new" | "open" | "stopped" = "new";
  #opened: Seconds = 0;
  #drawn: Seconds = 0;
  #explains = false;

  constructor(model: LiveModel, screen: Screen, palette: Palette) {
    this.#model = model;
    this.#screen = screen;
    this.#painter = new Painter(screen, palette);
  }

  start(): void {
    if (this.#state !== "new") return;
    this.#state = "open";
    this.#opened = this.#screen.now();
    this.#painter.enter();
    this.#draw();
  }

  /** Listens to the node: hand this to whoever tells `NodeEvent`s. */
  readonly hear = (event: NodeEvent): void => {
    this.#model.hear(event);
    this.refresh();
  };

  /** One sample in millivolts (NaN where missing). Called on the hot path: it allocates nothing unless a frame is due. */
  sample(electrode: string, at: Seconds, millivolts: number): void {
    this.#model.sample(electrode, at, millivolts);
    this.refresh();
  }

  /** How aroused attention is, 0 to 1, and the salience that takes it: no event tells these, whoever runs attention does. */
  feel(arousal: number, threshold: number): void {
    this.#model.feel(arousal, threshold);
  }

  /** Somebody pressed a key: `?` explains the screen, and any other shows it again. */
  key(key: string): void {
    const explains = key === "?" && !this.#explains;
    if (explains === this.#explains) return;
    this.#explains = explains;
    if (this.#state === "open") this.#draw();
  }

  /** Draws if a frame is due; cheap otherwise. */
  refresh(): void {
    if (this.#state === "open" && this.#screen.now() - this.#drawn >= FRAME) this.#draw();
  }

  /** Gives the terminal back and says in a few plain lines what was. Idempotent, and synchronous: it may be called on exit. */
  stop(): void {
    if (this.#state !== "open") {
      this.#state = "stopped";
      return;
    }
    this.#state = "stopped";
    const lived = this.#screen.now() - this.#opened;
    this.#painter.leave(`${closing(this.#model, lived).join("\n")}\n`);
  }

  #draw(): void {
    this.#drawn = this.#screen.now();
    this.#painter.draw((columns, rows) =>
      this.#explains
        ? explainedFrame(this.#model, columns, rows)
        : liveFrame(this.#model, columns, rows, this.#model.now),
    );
  }
}
