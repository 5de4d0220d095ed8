import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { allKinds } from "../../devices/all.js";
import { type ResolvedCard, resolveCard } from "../../src/config/resolve-card.js";
import { messageOf } from "../../src/domain/errors.js";
import type { NodeEvent } from "../../src/domain/event.js";
import { DAY, HOUR, type Seconds } from "../../src/domain/time.js";
import { silentLog } from "../../src/ports/log.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { KEPT } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { beginLife, type Life } from "./a-life.js";
import { BoardClock } from "./board-clock.js";
import { Chronicle } from "./chronicle.js";
import { chanceFate } from "./fate.js";
import { drawFaults, type Fault } from "./faults.js";
import { KeptState } from "./kept-state.js";
import { Operator } from "./operator.js";
import { Power } from "./power.js";
import { UnsteadyWire } from "./unsteady-wire.js";
import { Weather } from "./weather.js";
import { Witness } from "./witness.js";

/** 2000-01-01T00:00:00Z */
const BEGIN: Seconds = 946_684_800;
/** When all faults are over the node has so long to tell what waits. */
const PEACE: Seconds = 3 * HOUR;
/** So long a planned restart takes. */
const RESTART: Seconds = 10;
/** A power cut alone damages nothing: a node that says this found what must not be. */
const MAY_LOSE = /a power cut now may lose commands/;
const DAMAGE = /torn|damaged|begins? anew|cannot be read|kept as/;

export interface YearReport {
  /** What happened, a line each. */
  readonly lines: readonly string[];
  /** Promises that were broken; the year ends with the first. */
  readonly broken: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Lives so many days of a node, from one power cut to the next, in a world that outlives it.
 * @param onLife is told after each life which day it is
 */
export async function liveYear(seed: number, days: number, onLife = (_day: number) => {}): Promise<YearReport> {
  const card = await resolveCard({
    ...{ folder: undefined, stateFolder: undefined, files: new OsFiles(), kinds: allKinds, log: silentLog },
  });
  const year = new Year(seed, BEGIN + days * DAY, card);
  while (!year.isOver) {
    await year.live();
    onLife(year.day);
  }
  return year.report;
}

class Year {
  readonly #end: Seconds;
  readonly #card: ResolvedCard;
  readonly #random: SeededRandom;
  readonly #faults: readonly Fault[];
  readonly #broken: string[] = [];
  readonly #chronicle = new Chronicle(BEGIN);
  readonly #witness = new Witness((line) => void this.#broken.push(line));
  readonly #kept = new KeptState();
  readonly #broker = new FakeWire();
  readonly #operator = new Operator(this.#broker, (line) => void this.#broken.push(line));
  readonly #weather: Weather;
  readonly #counts = { lives: 0, cuts: 0, restarts: 0, breaths: 0, commits: 0 };
  #disk = new CrashFiles();
  #now = BEGIN;
  /** Held till the next one lives: the engine unlearns a class, and all that it made of it, when nothing of that class is left. */
  #last: Life | undefined;
  /** The card does not take what is commanded: a power cut now may lose it, and the node said so. */
  #mayLoseCommands = false;

  constructor(seed: number, end: Seconds, card: ResolvedCard) {
    this.#end = end + PEACE;
    this.#card = card;
    this.#random = new SeededRandom(`year ${seed}`);
    this.#faults = drawFaults(this.#random.fork("faults"), BEGIN, end);
    this.#weather = new Weather(this.#faults, this.#broker, this.#operator);
  }

  get isOver(): boolean {
    return this.#broken.length > 0 || this.#now >= this.#end;
  }

  get day(): number {
    return (this.#now - BEGIN) / DAY;
  }

  get report(): YearReport {
    const count = (what: Fault["do"]) => this.#faults.filter((fault) => fault.do === what).length;
    const faults = { outages: count("outage"), resets: count("reset"), leaps: count("leap"), sensors: count("sensor") };
    const counts = {
      ...this.#counts,
      ...faults,
      full: count("full"),
      ...this.#witness.counts,
      ...this.#operator.counts,
    };
    return { lines: this.#chronicle.lines, broken: this.#broken, counts };
  }

  /** From the start of the node to its end, and until the power is there again. */
  async live(): Promise<void> {
    const number = ++this.#counts.lives;
    const random = this.#random.fork(`life ${number}`);
    const world = new SimulatedClock(this.#now);
    const disk = this.#disk;
    const wire = new UnsteadyWire(this.#broker);
    const power = new Power(disk, wire);
    const board = new BoardClock(random.fork("clock"), this.#now);
    const weather = this.#weather;
    const tell = (line: string) => this.#chronicle.tell(world.now(), line);
    let life: Life | undefined;
    try {
      weather.befall({ world, power, wire, disk, tell });
      life = await beginLife({
        ...{ number, wire, world, random, files: disk, witness: this.#witness },
        ...{ configuration: this.#card.configuration, effective: this.#card.effective },
        quality: () => board.quality(world.now()),
        offBy: () => board.offBy(world.now()) + weather.leap,
        sensor: () => weather.sensor,
        log: (level, line) => {
          if (!power.isOn || level === "debug" || level === "info") return;
          tell(`${level}: ${line}`);
          if (MAY_LOSE.test(line)) this.#mayLoseCommands = true;
          if ((DAMAGE.test(line) || level === "error") && !weather.isFull) this.#broken.push(line);
        },
        mustLive: () => {
          if (!power.isOn) throw new Error("the power is gone");
        },
        onEvent: (event) => {
          if (power.isOn) this.#happened(event, life);
        },
      });
      this.#wakes(life, tell);
      await life.node.start();
      await world.run(power.ends, { until: this.#end });
      if (power.isOn) await life.end("stopped");
    } catch (error) {
      if (power.isOn) this.#broken.push(`it does not live: ${messageOf(error)}`);
    }
    const heard = this.#hear();
    tell(`${power.isOn ? "it was stopped" : `the power went ${power.when}`}; the broker heard ${heard}`);
    this.#disk = disk.crash(disk.steps.length, power.isOn ? KEPT : chanceFate(random.fork("fate")));
    this.#counts[power.isOn ? "restarts" : "cuts"]++;
    if (this.#mayLoseCommands && !power.isOn) this.#operator.lost();
    this.#mayLoseCommands = false;
    const loss = this.#kept.foundOn(this.#disk, disk);
    if (loss !== undefined) this.#broken.push(loss);
    this.#now = world.now() + (power.isOn ? RESTART : power.offFor);
    if (this.#now >= this.#end && life !== undefined) this.#isAllTold(life);
    this.#last = life ?? this.#last;
    for (const line of this.#broken) tell(`BROKEN: ${line}`);
  }

  /** What was committed is known: each thread, each insight, all that attention knows. */
  #wakes({ state, fresh, outbox }: Life, tell: (line: string) => void): void {
    const { kept } = this.#kept;
    const { live, complete, frozen, insights } = state.attention.value;
    const threads = live.length + complete.length + Object.values(frozen).flat().length;
    tell(`boot ${state.boot.value}: ${threads} threads, ${insights.length} insights, ${outbox.depth} messages`);
    if (kept === undefined) return;
    if (fresh) this.#broken.push("it woke without its state");
    if (!isDeepStrictEqual(state.attention.value, kept.attention)) this.#broken.push("its mind is another than it was");
    if (state.births.value < kept.births)
      this.#broken.push(`it was born ${kept.births} times, and says ${state.births.value}`);
  }

  #happened(event: NodeEvent, life: Life | undefined): void {
    if (event.type === "commit") {
      this.#counts.commits++;
      this.#kept.committed(this.#disk);
    }
    if (event.type === "percept" && event.percept.source === "operator")
      this.#operator.noticed(event.percept.data.text);
    if (event.type !== "breath" || event.breath.phase !== "pause" || life === undefined) return;
    this.#counts.breaths++;
    this.#hear();
    const { outbox } = life;
    if (outbox.depth === 0 && outbox.trouble === undefined && outbox.isKept) this.#witness.drained(outbox);
  }

  /** The year is over, and so are all faults: nothing may wait any more. */
  #isAllTold({ outbox }: Life): void {
    if (outbox.depth > 0) this.#broken.push(`${outbox.depth} messages wait at the end`);
    else this.#witness.drained(outbox);
    this.#operator.over();
  }

  readonly #digest = createHash("sha256");

  /** The witness hears what the broker took. Gives what all of it comes to so far. */
  #hear(): string {
    for (const message of this.#broker.published.splice(0)) {
      this.#digest.update(message.topic).update(message.payload);
      this.#witness.heard(message);
      this.#operator.heard(message);
    }
    this.#broker.trail.length = 0;
    return this.#digest.copy().digest("hex").slice(0, 12);
  }
}
