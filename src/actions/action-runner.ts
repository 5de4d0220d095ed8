import { AndasError, messageOf } from "../domain/errors.js";
import { electrodesOf, type Facts, type Noticed, type Percept } from "../domain/percept.js";
import { isReflexSource } from "../domain/percept-source.js";
import { type Action, REFLEX_COMMANDS, type ReflexCommand } from "../domain/reflex.js";
import { roundTime, type Seconds } from "../domain/time.js";
import type { ReflexWords } from "../language/catalogue/reflexes.js";
import type { BreathControl } from "../ports/breath-control.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { Alerts } from "./alerts.js";
import type { Backup } from "./backup.js";
import type { Mutes } from "./mutes.js";
import type { Outputs } from "./outputs.js";
import type { Recorder } from "./recorder.js";
import { outcomePercept, type Task } from "./task.js";
import type { Withdrawal } from "./withdrawal.js";

/** How loud it is when a reflex could not do what it should, and when it did something that takes its time. */
const FAILED = 0.6;
const DONE = 0.3;

/** How long an output lights up to call for a look. */
const BLINK: Seconds = 1;

export interface ActionRunnerParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly notice: (noticed: Noticed) => void;
  readonly words: Pick<ReflexWords, "backedUp">;
  readonly alerts: Alerts;
  readonly outputs: Outputs;
  readonly breath: BreathControl;
  readonly recorder: Recorder;
  readonly backup: Backup;
  readonly mutes: Mutes;
  readonly withdrawal: Withdrawal;
  /** Does the node have this electrode? */
  readonly inputs: { knows(electrode: string): boolean };
  readonly commands: {
    /** Gives the node one of its own commands. @throws AndasError `usage` when it is refused */
    runForReflex(name: ReflexCommand, body: Facts, task: Task): void;
  };
}

/**
 * Carries out what reflexes want done, in the tick of their percept. What takes longer goes on by itself; what fails, at once or
 * later, is noticed like everything else: type `failed` of `reflex/<id>`.
 */
export class ActionRunner {
  readonly #parts: ActionRunnerParts;

  constructor(parts: ActionRunnerParts) {
    this.#parts = parts;
  }

  /** Never throws. */
  act(reflex: string, action: Action, percept: Percept): void {
    const task: Task = { reflex, percept, at: this.#parts.clock.now() };
    const fail = (error: unknown) => this.#failed(action, task, messageOf(error));
    try {
      const work = this.#carryOut(action, task);
      work?.catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  /** What takes its time gives a promise. */
  #carryOut(action: Action, task: Task): Promise<void> | void {
    const { alerts, outputs, breath, withdrawal, commands } = this.#parts;
    switch (action.kind) {
      case "pulse":
        return outputs.pulse(action.output, action.seconds);
      case "level":
        return outputs.level(action.output, action.on);
      case "publish":
        break; // the event log has told it already, and MQTT with it
      case "alert":
        alerts.raise(task.reflex, action.text, task.percept.at, this.#concerned(task));
        break;
      case "record":
        return this.#record(action, task);
      case "breath":
        callBreath(breath, action);
        break;
      case "backup":
        return this.#backUp(task);
      case "mute":
        this.#mute(action, task);
        break;
      case "rest":
        withdrawal.begin(task, action.seconds, action.probe);
        break;
      case "command":
        if (!REFLEX_COMMANDS.includes(action.name))
          throw new AndasError("config", `a reflex may not give the command "${action.name}": mend reflexes.json`);
        if (this.#isDue(action, task)) commands.runForReflex(action.name, action.body, task);
        break;
    }
  }

  /** Everything that can be lit lights up for a moment: look at me. A status light says more than that by itself. */
  blink(): void {
    const { outputs, log } = this.#parts;
    for (const name of outputs.names)
      if (!outputs.status.includes(name))
        outputs.pulse(name, BLINK).catch((error: unknown) => log("warn", messageOf(error)));
  }

  /** Ends what is under way: recordings are kept as far as they are heard, lights go out. */
  async stop(): Promise<void> {
    await this.#parts.recorder.stop();
    await this.#parts.outputs.stop();
  }

  async #record({ before, after }: Extract<Action, { kind: "record" }>, task: Task): Promise<void> {
    const done = await this.#parts.recorder.record(task, { before, after }, this.#concerned(task));
    if (done === undefined) return;
    const { files, rows, electrodes, from, to, kept } = done;
    this.#done(task, "recorded", { files, rows, electrodes, length_s: roundTime(to - from), kept });
  }

  async #backUp(task: Task): Promise<void> {
    const { bytes, kept } = await this.#parts.backup.run();
    if (kept) this.#parts.log("info", `the state (${bytes} bytes) is backed up, and was read back`);
    this.#done(task, "backed-up", { text: this.#parts.words.backedUp, kept });
  }

  #mute({ electrode, seconds }: Extract<Action, { kind: "mute" }>, task: Task): void {
    const { mutes, inputs } = this.#parts;
    const names = electrode === undefined ? this.#concerned(task) : [electrode].filter((name) => inputs.knows(name));
    if (names.length === 0) {
      const whom = electrode ?? `a ${task.percept.type} of ${task.percept.source} is of none`;
      throw new AndasError("config", `there is no such electrode to mute (${whom}): name one in reflexes.json`);
    }
    for (const name of names) mutes.mute(name, seconds, task.at);
  }

  /** A reflex clears an alert for the electrodes that its percept is about: one that is well again speaks for no other. */
  #isDue({ name, body }: Extract<Action, { kind: "command" }>, task: Task): boolean {
    if (name !== "clear" || typeof body.alert !== "string") return true;
    return this.#parts.alerts.isOverFor(body.alert, this.#concerned(task), task.at);
  }

  /** Those of the node's electrodes that the percept is about; a neighbour may speak of its own. */
  #concerned({ percept }: Task): readonly string[] {
    return electrodesOf(percept).filter((name) => this.#parts.inputs.knows(name));
  }

  /** What took its time is done, which no awareness could say when it began. */
  #done(task: Task, type: string, data: Facts): void {
    const { clock, notice } = this.#parts;
    notice(outcomePercept(task, type, { intensity: DONE, tags: ["routine"], data }, clock.now()));
  }

  /** A failure that came of a failure is only logged: trouble with telling of trouble must not go on for ever. */
  #failed(action: Action, task: Task, reason: string): void {
    const { log, notice, clock } = this.#parts;
    const { reflex, percept } = task;
    log("warn", `reflex ${reflex} could not ${action.kind}: ${reason}`);
    if (isReflexSource(percept.source) && percept.type === "failed") return;
    const said = { intensity: FAILED, tags: ["trouble"], data: { action: action.kind, reason, percept: percept.id } };
    notice(outcomePercept(task, "failed", said, clock.now()));
  }
}

function callBreath(breath: BreathControl, action: Extract<Action, { kind: "breath" }>): void {
  switch (action.call) {
    case "gasp":
      breath.gasp();
      break;
    case "exhale":
      breath.exhale();
      break;
    case "deepen":
      breath.deepen(action.seconds);
      break;
    case "stay-awake":
      breath.stayAwake(action.seconds);
      break;
  }
}
