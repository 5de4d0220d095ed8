import { AndasError } from "../../src/domain/errors.js";
import type { PowerPart } from "../../src/domain/rest.js";
import type { Seconds } from "../../src/domain/time.js";
import type { Found, Power, PowerSwitch, RadioSwitch, Settings, WakeAlarm } from "../../src/ports/power.js";

/** One part of a fake board. It can refuse to go down or up, or hang. */
export class FakeSwitch implements PowerSwitch {
  readonly part: PowerPart;
  /** What stands in it. */
  state: string;
  found: Found = { can: true, text: "is there" };
  /** What it does when it is switched: as told, not at all, or never ending. */
  behaves: "well" | "stuck" | "hangs" = "well";
  /** All that it was switched to, in order. */
  readonly history: string[] = [];

  constructor(part: PowerPart, state = "up") {
    this.part = part;
    this.state = state;
  }

  async look(): Promise<Found> {
    return this.found;
  }

  async save(): Promise<Settings> {
    return this.found.can ? { [this.part]: this.state } : {};
  }

  async down(): Promise<void> {
    if (this.found.can) await this.set("down");
  }

  async restore(settings: Settings): Promise<void> {
    const state = settings[this.part];
    if (state !== undefined) await this.set(state);
  }

  protected async set(state: string): Promise<void> {
    if (this.behaves === "hangs") await new Promise(() => {});
    if (this.behaves === "stuck")
      throw new AndasError("device", `${this.part} reads ${this.state} after ${state} was written`);
    this.state = state;
    this.history.push(state);
  }
}

class FakeRadio extends FakeSwitch implements RadioSwitch {
  override readonly part = "radio";

  constructor() {
    super("radio");
  }

  up(): Promise<void> {
    return this.set("up");
  }
}

/** A clock that rings in a fake board. */
export class FakeAlarm implements WakeAlarm {
  readonly name: string;
  found: Found = { can: true, text: "is there" };
  started: "alarm" | "hand" | "supply" | undefined;
  /** In so many seconds it rings, if it is set. */
  set: Seconds | undefined;
  /** What it reads back, of what it was set to. */
  readsBack: (seconds: Seconds) => Seconds = (seconds) => seconds;
  broken = false;

  constructor(name = "rtc0") {
    this.name = name;
  }

  async look(): Promise<Found> {
    return this.found;
  }

  async arm(seconds: Seconds): Promise<Seconds> {
    if (this.broken) throw new AndasError("device", `${this.name} does not answer`);
    this.set = seconds;
    return this.readsBack(seconds);
  }

  async disarm(): Promise<void> {
    if (this.broken) throw new AndasError("device", `${this.name} does not answer`);
    this.set = undefined;
  }

  async startedBy() {
    return this.started;
  }
}

/** A board in memory. */
export class FakePower implements Power {
  readonly radio = new FakeRadio();
  readonly governor = new FakeSwitch("governor", "ondemand");
  readonly leds = new FakeSwitch("leds", "mmc0");
  readonly parts: readonly PowerSwitch[] = [this.governor, this.leds];
  alarms: readonly WakeAlarm[] = [];
  bootId: string | undefined = "boot-1";

  off: Found = { can: true, text: "it may" };

  async canSwitchOff(): Promise<Found> {
    return this.off;
  }

  async boot(): Promise<string | undefined> {
    return this.bootId;
  }
}
