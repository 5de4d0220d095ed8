import type { BoardPower } from "../../domain/board-power.js";
import type { Phase } from "../../domain/breath.js";
import { messageOf } from "../../domain/errors.js";
import type { Halt, RestSettings } from "../../domain/rest.js";
import { iso, type Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import type { Log } from "../../ports/log.js";
import type { Power, WakeAlarm } from "../../ports/power.js";
import type { Section } from "../../ports/section.js";
import { breakEven } from "../energy/break-even.js";
import { ableAlarms, disarmAll, proveAlarm } from "./alarms.js";
import { depthFor, type RestAhead, type WhyIdle } from "./depth.js";
import { ExhalingRadio } from "./exhaling-radio.js";
import type { RestState } from "./rest-state.js";
import { alarmMissed, byHand } from "./started.js";
import { TurnedDown } from "./turned-down.js";

export interface RestParts {
  readonly power: Power;
  readonly clock: Clock;
  readonly log: Log;
  readonly kept: Section<RestState>;
  readonly settings: RestSettings;
  /** Of this board, where nobody measured. */
  readonly board: BoardPower;
  /** Watts that a power board measures now; absent where there is none. Never rejects. */
  readonly watts?: () => Promise<number | undefined>;
}

/** What the rest cannot know by itself. */
export interface Pause extends Pick<RestAhead, "until" | "held" | "heard"> {
  /** Puts the state on the disk. Says whether it lies there. */
  readonly keep: () => Promise<boolean>;
  /** The pause goes on as it was foreseen. */
  readonly lasts: () => boolean;
}

/** How the last rest went. */
export interface RestReport {
  /** As the card asks for it. */
  readonly depth: RestSettings["depth"];
  /** Why the board stayed on; undefined before the first rest. */
  readonly because: WhyIdle | undefined;
  /** From this length on a rest pays to go off in; infinite where it never does. */
  readonly breakEven: Seconds;
  readonly figures: BoardPower;
  /** The alarm that would be relied on. */
  readonly alarm: string | undefined;
  readonly troubles: readonly string[];
}

/** How the board rests with the breath: what is turned down, and whether it goes off. */
export class Rest {
  readonly radio: ExhalingRadio;
  readonly #parts: RestParts;
  readonly #down: TurnedDown;
  #settings: RestSettings;
  #alarms: readonly WakeAlarm[] = [];
  /** May the board be switched off? Asked once, when it first matters. */
  #allowed: boolean | undefined;
  #handsUntil: Seconds = 0;
  #stopped = false;
  #measured: number | undefined;
  #because: WhyIdle | undefined;
  #missed: string | undefined;
  /** Settles, never rejects, when the latest switching is done. */
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: RestParts) {
    this.#parts = parts;
    this.#settings = parts.settings;
    this.#down = new TurnedDown(parts);
    const isAsked = () => !this.#stopped && this.#settings.turnsDown.includes("radio");
    this.radio = new ExhalingRadio({ ...parts, radio: parts.power.radio }, isAsked);
  }

  /** Another card is in force. */
  takeUp(settings: RestSettings): void {
    this.#settings = settings;
  }

  /** Puts back what an earlier life left down, and finds out who started the board. */
  async start(): Promise<void> {
    const { power, kept, clock, log } = this.#parts;
    const now = clock.now();
    await this.#down.start();
    this.#alarms = await ableAlarms(power.alarms);
    const start = { now, expected: kept.value.wakes ?? undefined, by: await this.#alarms[0]?.startedBy() };
    kept.value = { ...kept.value, wakes: null };
    if (byHand(start)) this.#handsUntil = now + this.#settings.minAwake;
    if (!alarmMissed(start)) return;
    this.#missed = `the alarm of ${iso(start.expected ?? now)} did not wake the board: it is not relied on again in this run; look at its wiring and its battery`;
    this.#alarms = [];
    log("warn", this.#missed);
  }

  /** A phase began: in a pause what nobody needs is down. */
  phase(phase: Phase): void {
    const { turnsDown } = this.#settings;
    const rests = phase === "pause";
    this.#turn = this.#turn.then(() => (rests ? this.#down.down(turnsDown) : this.#down.up()));
    void this.#parts.clock.hold("rest", this.#turn);
  }

  /**
   * The exhale is over, and the rest of the pause lies ahead: how deep? Gives what it takes to go off, its alarm set and read back and the
   * state on the disk; undefined where the board stays on.
   */
  async deepen(pause: Pause): Promise<Halt | undefined> {
    const { power, clock, kept } = this.#parts;
    await this.#turn;
    if (this.#settings.depth !== "idle") {
      this.#allowed ??= (await power.canSwitchOff()).can;
      await this.#measure();
    }
    const now = clock.now();
    const known = { allowed: this.#allowed ?? false, alarm: this.#alarms.length > 0, handsUntil: this.#handsUntil };
    const ahead = { ...pause, ...known, now, figures: this.#figures };
    const chosen = depthFor(this.#settings, ahead);
    if (chosen.depth === "idle") return this.#stays(chosen.because);
    const { wakes } = chosen;
    try {
      await proveAlarm(this.#alarms, wakes - now);
    } catch (error) {
      return this.#stays("not-proven", messageOf(error));
    }
    kept.value = { ...kept.value, wakes };
    const isKept = await pause.keep();
    if (isKept && pause.lasts()) return { reason: `it is off till ${iso(wakes)}`, wakes, rests: true };
    kept.value = { ...kept.value, wakes: null };
    await disarmAll(this.#alarms);
    return isKept ? undefined : this.#stays("not-kept", "the state does not lie on the disk");
  }

  /** For going off out of need: when a proven alarm will start the board again, after so long; undefined where none does. */
  async wakesAfter(seconds: Seconds): Promise<Seconds | undefined> {
    const { clock, kept } = this.#parts;
    const wakes = clock.now() + seconds;
    try {
      await proveAlarm(this.#alarms, seconds);
    } catch {
      return undefined;
    }
    kept.value = { ...kept.value, wakes };
    return wakes;
  }

  /** All of the board as it was found. @param talks the network is needed once more: waits till it is there */
  async stop(talks: boolean): Promise<void> {
    await this.#turn;
    await this.#down.stop();
    if (talks && this.radio.wasDown) await this.radio.up();
    this.#stopped = true;
  }

  report(): RestReport {
    const { trouble } = this.radio;
    const others = [...(trouble === undefined ? [] : [trouble]), ...(this.#missed === undefined ? [] : [this.#missed])];
    const figures = this.#figures;
    return {
      ...{ depth: this.#settings.depth, because: this.#because, breakEven: breakEven(figures), figures },
      alarm: this.#alarms[0]?.name,
      troubles: [...others, ...this.#down.troubles],
    };
  }

  get settings(): RestSettings {
    return this.#settings;
  }

  /** What the card says counts before what was measured, and that before the table. */
  get #figures(): BoardPower {
    const measured = this.#measured === undefined ? {} : { idleWatts: this.#measured };
    return { ...this.#parts.board, ...measured, ...this.#settings.figures };
  }

  /** With all that is spared down, the radio too: what the board draws at rest. Of a battery that is charged nothing can be told. */
  async #measure(): Promise<void> {
    const watts = await this.#parts.watts?.();
    if (watts !== undefined && watts > 0) this.#measured = watts;
  }

  /** Told once, till the reason is another. */
  #stays(because: WhyIdle, fault?: string): undefined {
    const { log } = this.#parts;
    if (because !== this.#because) {
      if (fault !== undefined) log("warn", `the board stays on in this rest: ${fault}`);
      else if (because !== "asked") log("info", `the board stays on in rests (${because})`);
    }
    this.#because = because;
    return undefined;
  }
}
