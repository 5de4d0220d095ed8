import { AndasError } from "../domain/errors.js";
import { iso } from "../domain/time.js";
import { RealClock } from "../ports/os/real-clock.js";
import { machine } from "./bench/figures.js";
import type { CliCommand, Io } from "./cli/command.js";
import { Options } from "./cli/options.js";

/** A measurement by its name: what it measures, and how. */
const BENCHES: Readonly<Record<string, (options: Options, io: Io) => Promise<object>>> = {
  replay: async (options, io) =>
    (await import("./bench/replay.js")).benchReplay(options.text("recording") ?? io.env.RECORDING, io),
  sensing: async (options, io) =>
    (await import("./bench/sensing.js")).benchSensing(options.text("recording") ?? io.env.RECORDING, io),
  attention: async (_, io) => (await import("./bench/attention.js")).benchAttention(io),
  spiralformer: async (options, io) =>
    (await import("./bench/spiralformer.js")).benchSpiralformer(
      options.text("recording") ?? io.env.RECORDING,
      options.text("models"),
      io,
    ),
  idle: async (options, io) => (await import("./bench/idle.js")).benchIdle(options.positive("seconds"), io),
};

/** `andas bench`: the project's own measurements. */
export const bench: CliCommand = {
  name: "bench",
  help: `andas bench [replay|sensing|attention|spiralformer|idle] [--recording FILE] [--models DIR] [--seconds N]

The project's own measurements, as one JSON object a line; without a name, all of them.

  replay              the whole node over a recording: processor time (best of three), resident memory, and whether it grows
  sensing             conditioner, detector and glyphs alone: samples a second, memory of an electrode, allocation
  attention           pool, reflexes, threads and selection alone: percepts a second with 200 live threads and 5,000 pooled
                      percepts, how that grows with frozen threads and insights, and what the state takes
  spiralformer        what reading costs: calls and multiply-adds an hour, processor time beside an LSTM that is always on, each
                      kind of call, and the model's own process; how well it reads is judged by scripts/judge-readings.mjs
  idle                a node at rest on four electrodes at 1 Hz: start, memory, share of a core, wake-ups a second

  --recording FILE    for replay, sensing and spiralformer (default $RECORDING; without either, a simulated grove of 73 hours)
  --models DIR        for spiralformer: the folder of the models (default: those of this version)
  --seconds N         how long idle watches (default 60)
`,
  options: { recording: { type: "string" }, models: { type: "string" }, seconds: { type: "string" } },
  words: { atLeast: 0, atMost: 1 },
  async run(args, io) {
    const names = args.words.length > 0 ? args.words : Object.keys(BENCHES);
    for (const name of names) {
      const measure = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
      if (measure === undefined) {
        throw new AndasError("usage", `there is no bench "${name}"; there are ${Object.keys(BENCHES).join(", ")}`);
      }
      const at = iso(new RealClock("floor").now());
      const figures = await measure(new Options(args), io);
      await io.out(`${JSON.stringify({ bench: name, at, machine: machine(), ...figures })}\n`);
    }
    return 0;
  },
};
