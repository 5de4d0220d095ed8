import type { Breath, BreathSettings, Exhaling } from "../domain/breath.js";
import type { Happening } from "../domain/event.js";
import type { Evidence } from "../domain/evidence.js";
import type { HealthFacts } from "../domain/health.js";
import type { ModelAnswer } from "../domain/model-answer.js";
import type { Reading } from "../domain/reading.js";
import type { Seconds } from "../domain/time.js";
import type { Wake } from "../domain/wake.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { ReaderOrTrouble } from "./model/open-reader.js";
import { ReadingPipeline } from "./reading-pipeline.js";
import { SLOT } from "./slots/features.js";
import { MOST_ELECTRODES } from "./slots/slot-maker.js";
import { FollowedBreath } from "./waking/breath-position.js";

export interface ReadingServiceOptions {
  readonly reader: ReaderOrTrouble;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells what happens to all who want to know. */
  readonly tell: (at: Seconds, happening: Happening) => void;
  readonly breath: BreathSettings;
  readonly words: Pick<Catalogue, "reading">;
  readonly onReading: (reading: Reading) => void;
  /** Every answer of the model. */
  readonly onAnswer?: ((answer: ModelAnswer) => void) | undefined;
}

/** The Spiralformer as a node runs it: in the node's breath and time, its wakes told as they happen, and what they cost in `health`. */
export class ReadingService {
  readonly pipeline = new ReadingPipeline();
  readonly #options: ReadingServiceOptions;
  readonly #breath = new FollowedBreath();
  #exhale: Exhaling;
  readonly #cost = { calls: 0, wakes: 0, lost: 0, macs: 0, milliseconds: 0 };

  constructor(options: ReadingServiceOptions) {
    this.#options = options;
    this.#exhale = options.breath.exhale;
  }

  /** Where evidence is wanted, the senses take the trouble to tell it; nobody else reads it. */
  get evidence(): { evidence?: (evidence: Evidence) => void } {
    return "models" in this.#options.reader ? { evidence: (evidence) => this.pipeline.addEvidence(evidence) } : {};
  }

  /** The electrodes are known. The model is tried at once, so that its trouble is known from the first breath on. */
  start(electrodes: readonly string[]): void {
    const { reader: open, clock, log, words, onReading, onAnswer } = this.#options;
    if (!("models" in open) || electrodes.length === 0) return;
    const { models, reader } = open;
    if (electrodes.length > MOST_ELECTRODES)
      log("warn", `the Spiralformer listens to the first ${MOST_ELECTRODES} of ${electrodes.length} electrodes`);
    this.pipeline.open(
      {
        ...{ models, reader, words, onReading, onAnswer },
        electrodes: electrodes.slice(0, MOST_ELECTRODES),
        exhale: this.#exhale,
        rhythm: "breath",
        onWake: (wake) => this.#onWake(wake),
        waitFor: (work) => void clock.hold("reading", work),
      },
      this.#breath,
    );
    void clock.hold("model", reader.prove());
  }

  /** The breath moved on. @param withdrawn such a node reads as little as one in its pause, whatever the breath does */
  onBreath(breath: Breath, withdrawn: boolean): void {
    const { phase } = breath;
    this.#breath.onBreath({ ...breath, phase: withdrawn ? "pause" : phase, since: this.#options.clock.now() });
  }

  /** A changed card is in force: how the model attends in an exhale. */
  takeUp({ exhale }: Pick<BreathSettings, "exhale">): void {
    this.#exhale = exhale;
    this.pipeline.exhale(exhale);
  }

  /** Somebody wants to know what these electrodes say. */
  ask(electrodes: readonly string[], why: string): boolean {
    return this.pipeline.ask(electrodes, why);
  }

  /** Calls of which nothing came: what they would have read nobody knows. */
  get lost(): number {
    return this.#cost.lost;
  }

  /** For `health`. */
  get facts(): HealthFacts {
    const { reader: open } = this.#options;
    const { calls, wakes, lost, macs, milliseconds } = this.#cost;
    const trouble = "models" in open ? open.reader.trouble : open.trouble;
    return {
      reader: "models" in open ? open.reader.name : "none",
      ...(trouble !== undefined && { reader_trouble: trouble }),
      reader_called: this.pipeline.requests,
      ...("models" in open && { reading: { calls, wakes, lost, macs, model_ms: Math.round(milliseconds) } }),
    };
  }

  async stop(): Promise<void> {
    await this.pipeline.idle();
    if ("models" in this.#options.reader) await this.#options.reader.reader.close();
  }

  #onWake(wake: Wake): void {
    const { tell, log } = this.#options;
    const cost = this.#cost;
    cost.calls++;
    cost.macs += wake.macs;
    if (wake.milliseconds === undefined) cost.lost++;
    else cost.milliseconds += wake.milliseconds;
    const took = wake.milliseconds === undefined ? "lost" : `${wake.milliseconds.toFixed(2)} ms`;
    const { why, phase, mode, tokens, macs, model } = wake;
    log("debug", `reads: ${why} (${phase}, ${mode}), ${tokens} tokens, ${macs} MACs, ${took}, ${model}`);
    if (!wake.woken) return;
    cost.wakes++;
    const { at, electrode } = wake;
    const glyph = { electrode, name: "stir", start: at - SLOT, end: at, spikes: 0, amplitude: 0, decided: at } as const;
    tell(at, { type: "glyph", glyph });
  }
}
