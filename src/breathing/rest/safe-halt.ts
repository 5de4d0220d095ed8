import type { HostReading } from "../../domain/health.js";
import type { HaltReason, SafeHaltSettings } from "../../domain/rest.js";
import type { Seconds } from "../../domain/time.js";

/** One reading, or two, may be wrong. */
const READINGS = 3;

/** Sees what is bad enough to go off for, once it lasts: a figure that is gone with the next reading was none. */
export class HaltWatch {
  readonly #since = new Map<HaltReason, { readonly at: Seconds; readonly readings: number }>();

  /** Why the node should go off, with this reading; undefined while there is no reason. */
  read(reading: HostReading, now: Seconds, settings: SafeHaltSettings): HaltReason | undefined {
    const { battery, underVoltage, temperature } = reading;
    const bad: Readonly<Record<HaltReason, boolean>> = {
      battery: battery !== undefined && battery < settings.batteryBelow,
      supply: settings.underVoltage && underVoltage === true,
      heat: temperature !== undefined && temperature > settings.hotterThan,
    };
    let found: HaltReason | undefined;
    for (const reason of ["heat", "supply", "battery"] as const) {
      if (this.#lasts(reason, bad[reason], now, settings.lasting)) found = reason;
    }
    return found;
  }

  #lasts(reason: HaltReason, isBad: boolean, now: Seconds, lasting: Seconds): boolean {
    const before = this.#since.get(reason);
    if (!isBad) {
      this.#since.delete(reason);
      return false;
    }
    // A clock that was set back begins to count anew.
    const at = before === undefined || before.at > now ? now : before.at;
    const readings = (before?.readings ?? 0) + 1;
    this.#since.set(reason, { at, readings });
    return readings >= READINGS && now - at >= lasting;
  }
}
