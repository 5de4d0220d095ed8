// Runs in the guest: the board's converters live on the kernel's i2c-stub and gpio-sim until SIGTERM, and say then what they saw since
// the last SIGUSR2.
import { readFileSync, writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import i2c from "i2c-bus";
import { signalAt } from "../world/signal.js";
import { CONVERTERS, pullOf } from "./board.js";
import { ChipOnStub } from "./chip-on-stub.js";

/** An edge of ALERT comes so much late at most; looking costs an emulated processor much. */
const LOOKS_MS = 2;

const [bus = "0", folder = "/run"] = process.argv.slice(2);
const now = () => (performance.timeOrigin + performance.now()) / 1000;

/** What a hand adds to the signal of a chip's pin 0, mV: whatever is written into the file `<folder>/<chip>`. */
const added = new Map<string, number>();
const lookAtHands = () => {
  for (const { name } of CONVERTERS) {
    try {
      added.set(name, Number(readFileSync(`${folder}/${name}`, "utf8")));
    } catch {
      // nobody does anything
    }
  }
};

const wire = i2c.openSync(Number(bus));
const chips = CONVERTERS.map(
  ({ name, address, alert, rate }) =>
    new ChipOnStub(wire, { address, pull: pullOf(alert), rowsPerSecond: rate }, now, (pin, at) =>
      pin === 0 ? signalAt(at) + (added.get(name) ?? 0) : 0,
    ),
);
setInterval(lookAtHands, 200);
setInterval(() => {
  for (const chip of chips) chip.look();
}, LOOKS_MS);
process.on("SIGUSR2", () => {
  for (const chip of chips) chip.seeAnew();
});
process.once("SIGTERM", () => {
  writeFileSync(`${folder}/seen.json`, JSON.stringify(chips.map(({ seen }) => seen)));
  process.exit();
});
console.log("the converters live");
