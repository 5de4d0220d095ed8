import type { BreathSettings, Phase } from "../domain/breath.js";
import { isAndasError } from "../domain/errors.js";
import type { EventLog } from "../domain/event-log.js";
import type { Evidence } from "../domain/evidence.js";
import type { HealthFacts } from "../domain/health.js";
import type { Language } from "../domain/language.js";
import type { Reading } from "../domain/reading.js";
import type { Wake } from "../domain/wake.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import { ReadingRoom } from "../spiralformer/reading-room.js";
import { SLOT } from "../spiralformer/slots/features.js";
import { MOST_ELECTRODES } from "../spiralformer/slots/slot-maker.js";
import { FollowedBreath } from "../spiralformer/waking/breath-place.js";
import { type OpenReader, openReader } from "./open-reader.js";

/** Who reads in a node, or why nobody does. */
export type NodeReader = OpenReader | { readonly trouble: string };

/** Opens the models of a folder; a node lives without them, and says which is wrong. */
export async function tryReader(folder: string, log: Log): Promise<NodeReader> {
  try {
    return await openReader(folder, log);
  } catch (error) {
    if (!isAndasError(error, "model")) throw error;
    log("warn", `${error.message}; the node lives without readings`);
    return { trouble: error.message };
  }
}

export interface NodeReadingOptions {
  readonly reader: NodeReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventLog;
  readonly breath: BreathSettings;
  readonly language: Language;
  readonly said: (reading: Reading) => void;
}

/** The Spiralformer in a node: in the node's breath and time, its wakes in the event log, and what they cost in `health`. */
export class NodeReading {
  readonly room = new ReadingRoom();
  readonly #options: NodeReadingOptions;
  readonly #breath: FollowedBreath;
  readonly #cost = { calls: 0, wakes: 0, lost: 0, macs: 0, milliseconds: 0 };

  constructor(options: NodeReadingOptions) {
    this.#options = options;
    this.#breath = new FollowedBreath(options.breath);
  }

  /** Where evidence is wanted, the senses take the trouble to tell it; nobody else reads it. */
  get evidence(): { evidence?: (evidence: Evidence) => void } {
    return "models" in this.#options.reader ? { evidence: (evidence) => this.room.evidence(evidence) } : {};
  }

  /** The electrodes are known. The model is tried at once, so that its trouble is known from the first breath on. */
  start(electrodes: readonly string[]): void {
    const { reader: open, clock, log, language, breath, said } = this.#options;
    if (!("models" in open) || electrodes.length === 0) return;
    const { models, reader } = open;
    if (electrodes.length > MOST_ELECTRODES)
      log("warn", `the Spiralformer listens to the first ${MOST_ELECTRODES} of ${electrodes.length} electrodes`);
    this.room.open(
      {
        ...{ models, reader, language, said },
        electrodes: electrodes.slice(0, MOST_ELECTRODES),
        exhale: breath.exhale,
        rhythm: "breath",
        woke: (wake) => this.#woke(wake),
        hold: (work) => void clock.hold("reading", work),
      },
      this.#breath,
    );
    void clock.hold("model", reader.prove());
  }

  /** The breath moved on; a node that has withdrawn rests, whatever the breath does. */
  phase(phase: Phase): void {
    this.#breath.hear({ phase, since: this.#options.clock.now() });
  }

  /** Somebody wants to know what these electrodes say. */
  ask(electrodes: readonly string[], why: string): boolean {
    return this.room.ask(electrodes, why);
  }

  /** For `health`. */
  get facts(): HealthFacts {
    const { reader: open } = this.#options;
    const { calls, wakes, lost, macs, milliseconds } = this.#cost;
    const trouble = "models" in open ? open.reader.trouble : open.trouble;
    return {
      reader: "models" in open ? open.reader.name : "none",
      ...(trouble !== undefined && { reader_trouble: trouble }),
      reader_called: this.room.called,
      ...("models" in open && { reading: { calls, wakes, lost, macs, model_ms: Math.round(milliseconds) } }),
    };
  }

  async stop(): Promise<void> {
    await this.room.idle();
    if ("models" in this.#options.reader) await this.#options.reader.reader.close();
  }

  #woke(wake: Wake): void {
    const { events, log } = this.#options;
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
    events.tell(at, { type: "glyph", glyph });
  }
}
