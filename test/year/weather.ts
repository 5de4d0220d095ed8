import type { Seconds } from "../../src/domain/time.js";
import type { SimulatedClock } from "../../src/ports/simulated-clock.js";
import type { CrashFiles } from "../fakes/crash-files.js";
import type { FakeWire } from "../fakes/fake-wire.js";
import type { Fault } from "./faults.js";
import type { Trouble } from "./frail-device.js";
import type { Operator, Wish } from "./operator.js";
import type { Power } from "./power.js";
import type { UnsteadyWire } from "./unsteady-wire.js";
import { ROOT } from "./witness.js";

/** So long the power is away when it goes again. */
const SOON: Seconds = 5;

type Lasting = Extract<Fault, { readonly until: Seconds }>;

/** The run of the node that faults befall now. */
export interface Exposed {
  readonly world: SimulatedClock;
  readonly power: Power;
  readonly wire: UnsteadyWire;
  readonly disk: CrashFiles;
  readonly tell: (line: string) => void;
}

/** Lets each fault befall the node at its time. What lasts goes on over a power cut; what came while there was none befalls the next run. */
export class Weather {
  readonly #ahead: Fault[];
  readonly #broker: FakeWire;
  readonly #operator: Operator;
  /** Begun and not over. */
  #lasting: Lasting[] = [];
  /** The power goes again, so many changes of the disk after the next start. */
  #again: number | undefined;

  constructor(faults: readonly Fault[], broker: FakeWire, operator: Operator) {
    this.#ahead = [...faults];
    this.#broker = broker;
    this.#operator = operator;
  }

  /** From here on it befalls this run. */
  befall(run: Exposed): void {
    const timer = run.world.timer("weather", () => look());
    const look = () => {
      this.#look(run);
      const next = Math.min(this.#ahead[0]?.at ?? Number.POSITIVE_INFINITY, ...this.#lasting.map(({ until }) => until));
      if (Number.isFinite(next)) timer.set(next);
    };
    if (this.isFull) this.#fill(run);
    if (this.#again !== undefined) run.power.cutAfter(this.#again, SOON);
    this.#again = undefined;
    look();
  }

  get sensor(): Trouble {
    return this.#inForce("sensor").at(-1)?.how;
  }

  /** How far the system's clock was moved. */
  get leap(): Seconds {
    return this.#inForce("leap").at(-1)?.by ?? 0;
  }

  get isFull(): boolean {
    return this.#inForce("full").length > 0;
  }

  #inForce<Do extends Lasting["do"]>(what: Do): Extract<Lasting, { do: Do }>[] {
    return this.#lasting.filter((fault): fault is Extract<Lasting, { do: Do }> => fault.do === what);
  }

  #look(run: Exposed): void {
    const now = run.world.now();
    for (const fault of this.#lasting.filter(({ until }) => until <= now)) {
      this.#lasting = this.#lasting.filter((one) => one !== fault);
      run.tell(`${fault.do} is over`);
      if (fault.do === "full" && !this.isFull) run.disk.capacity = Number.POSITIVE_INFINITY;
      this.#turnBroker();
    }
    while (run.power.isOn && this.#ahead[0] !== undefined && this.#ahead[0].at <= now)
      this.#begin(this.#ahead.shift()!, run);
  }

  #begin(fault: Fault, run: Exposed): void {
    const { at: _, do: what, ...more } = fault;
    run.tell(`${what} ${JSON.stringify(more)}`);
    if (fault.do === "cut") this.#cut(fault, run);
    else if (fault.do === "restart") run.power.end();
    else if (fault.do === "reset") run.wire.resetAfter(fault.packets, fault.arrives);
    else if (fault.do === "command") this.#command(fault, run.world.now());
    else this.#lasting.push(fault);
    if (fault.do === "full") this.#fill(run);
    if (fault.do === "outage" && fault.how !== "denies") this.#broker.lose("the broker is gone");
    if (fault.do === "outage" && fault.how === "replaced") {
      this.#broker.forget();
      this.#operator.lost();
    }
    this.#turnBroker();
  }

  #cut({ changes, off, again }: Extract<Fault, { do: "cut" }>, { power }: Exposed): void {
    power.cutAfter(changes, off);
    this.#again = again;
  }

  /** Where there is no broker, nobody can say anything to it. */
  #command(wish: Wish, now: Seconds): void {
    if (this.#broker.refuses === undefined && !this.#broker.silent) this.#operator.give(wish, now);
  }

  #turnBroker(): void {
    const outages = this.#inForce("outage");
    this.#broker.silent = outages.some(({ how }) => how === "silent");
    this.#broker.refuses = outages.some(({ how }) => how === "gone" || how === "replaced")
      ? "there is no broker: start one"
      : undefined;
    const denies = outages.some(({ how }) => how === "denies");
    this.#broker.denies = (topic) => denies && topic.startsWith(`${ROOT}percept/`);
  }

  #fill({ disk }: Exposed): void {
    const used = disk.paths.reduce((sum, path) => sum + (disk.bytes(path)?.length ?? 0), 0);
    disk.capacity = used + (this.#inForce("full").at(-1)?.room ?? 0);
  }
}
