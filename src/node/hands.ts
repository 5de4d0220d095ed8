import type { BreathClock } from "../breathing/breath-clock.js";
import type { Phase } from "../domain/breath.js";
import { messageOf } from "../domain/errors.js";
import type { Noticed, Percept } from "../domain/percept.js";
import type { Action } from "../domain/reflex.js";
import type { Seconds } from "../domain/time.js";
import type { Clock } from "../ports/clock.js";
import type { Files } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import type { Neighbours } from "../ports/neighbours.js";
import type { ReadingService } from "../spiralformer/reading-service.js";
import type { Alerts } from "./alerts.js";
import { Backup } from "./deeds/backup.js";
import { BreathCalls } from "./deeds/breath-calls.js";
import { type DeedParts, Deeds } from "./deeds/deeds.js";
import { Mutes } from "./deeds/mutes.js";
import { Outputs } from "./deeds/outputs.js";
import { Recorder } from "./deeds/recorder.js";
import { Retreat } from "./deeds/retreat.js";
import type { Journal } from "./journal.js";
import type { Hands } from "./mind.js";
import { MIGRATIONS, type NodeState } from "./node-state.js";
import type { Senses } from "./senses.js";

/** How long an output lights up to call for a look. */
const BLINK: Seconds = 1;

/** Where a node may keep files beside its state; a replay has no such place. */
export interface Keeping {
  readonly files: Files;
  /** The state's folder: recordings go below it. */
  readonly folder: string;
  /** Where backups of the state go; `backup` in the state's folder unless said. */
  readonly backup?: string;
}

export interface HandsParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly state: NodeState;
  readonly journal: Journal;
  readonly breath: BreathClock;
  readonly senses: Senses;
  readonly reading: Pick<ReadingService, "onPhase" | "ask">;
  readonly alerts: Alerts;
  readonly keeping: Keeping | undefined;
  readonly notice: (noticed: Noticed) => void;
  readonly order: DeedParts["order"];
  /** The state as a commit would write it now. */
  readonly gather: () => NodeState;
  /** Who can be asked; nobody before the node has a voice. */
  readonly neighbours: () => Neighbours | undefined;
}

/** What a node can do: with its outputs, its breath, its ears, its disk and its neighbours. Carries out what its mind wants. */
export class NodeHands implements Hands {
  readonly outputs: Outputs;
  readonly calls: BreathCalls;
  readonly mutes: Mutes;
  readonly retreat: Retreat;
  readonly #parts: HandsParts;
  readonly #recorder: Recorder;
  readonly #deeds: Deeds;

  constructor(parts: HandsParts) {
    const { clock, log, state, journal, breath, senses, alerts, keeping, notice, order, gather } = parts;
    this.#parts = parts;
    this.outputs = new Outputs(clock, log);
    this.calls = new BreathCalls({ clock, breath, journal, log });
    this.mutes = new Mutes(state, log);
    this.retreat = new Retreat({ kept: state, clock, notice, log, body: this.#body() });
    this.#recorder = new Recorder({ clock, signals: () => senses.signals, keep: keeping });
    const place = keeping && { files: keeping.files, folder: keeping.backup ?? `${keeping.folder}/backup` };
    const { outputs, calls, mutes, retreat } = this;
    this.#deeds = new Deeds({
      ...{ clock, log, notice, alerts, outputs, mutes, retreat, order },
      breath: calls,
      recorder: this.#recorder,
      backup: new Backup({ clock, state: gather, migrations: MIGRATIONS, place }),
      knows: (electrode) => senses.knows(electrode),
    });
  }

  start(): void {
    for (const { planned } of this.#parts.senses.ears) this.outputs.add(planned.name, planned.device);
    this.retreat.start();
  }

  /** Ends what is under way: recordings are kept as far as they are heard, lights go out. */
  async stop(): Promise<void> {
    this.calls.stop();
    this.retreat.stop();
    await this.#recorder.stop();
    await this.outputs.stop();
  }

  /** The breath moved on. A withdrawn node reads as little as one in its pause. */
  phase(phase: Phase): void {
    this.#parts.reading.onPhase(this.retreat.withdrawn ? "pause" : phase);
  }

  /** Everything that can be lit lights up for a moment: look at me. */
  blink(): void {
    for (const name of this.outputs.names)
      this.outputs.pulse(name, BLINK).catch((error: unknown) => this.#parts.log("warn", messageOf(error)));
  }

  act(reflex: string, action: Action, percept: Percept): void {
    this.#deeds.act(reflex, action, percept);
  }

  breathe(call: "gasp" | "exhale"): void {
    this.calls[call]();
  }

  /** Closer, and at once: a pause ends for it. */
  listen(electrode: string, seconds: Seconds): void {
    try {
      this.#parts.senses.listenCloser(electrode, seconds);
    } catch (error) {
      this.#parts.log("warn", `nobody can listen closer: ${messageOf(error)}`);
      return;
    }
    if (this.#parts.breath.breath?.phase === "pause") this.calls.gasp();
  }

  read(electrodes: readonly string[], reason: string): void {
    this.#parts.reading.ask(electrodes, reason);
  }

  askNeighbours(seconds: Seconds, reason: string): void {
    this.#parts.neighbours()?.ask(seconds, reason);
  }

  /** What a withdrawal does. */
  #body() {
    const { senses, breath } = this.#parts;
    const review = () => {
      const phase = breath.breath?.phase;
      if (phase !== undefined) this.phase(phase);
    };
    return {
      rest: () => {
        senses.rest();
        review();
      },
      listen: () => senses.listen(),
      resume: () => {
        senses.resume();
        review();
      },
      isWell: (source: string) => senses.isWell(source),
    };
  }
}
