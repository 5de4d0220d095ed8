import { AndasError } from "../domain/errors.js";
import { iso } from "../domain/time.js";
import { RealClock } from "../ports/os/real-clock.js";
import { machine } from "./bench/figures.js";
import type { CliCommand, Io } from "./cli/command.js";
import { Options } from "./cli/options.js";

interface Bench {
  /** What it measures, for people. */
  readonly measures: string;
  readonly measure: (options: Options, io: Io) => Promise<object>;
}

/** What `--recording`, or the environment, says. */
const recordingOf = (options: Options, io: Io) => options.text("recording") ?? io.env.RECORDING;

const BENCHES: Readonly<Record<string, Bench>> = {
  replay: {
    measures: "the whole node over a recording: processor time (best of three), resident memory, and whether it grows",
    measure: async (options, io) => (await import("./bench/replay.js")).benchReplay(recordingOf(options, io), io),
  },
  sensing: {
    measures: "conditioner, detector and glyphs alone: samples a second, memory of an electrode, allocation",
    measure: async (options, io) => (await import("./bench/sensing.js")).benchSensing(recordingOf(options, io), io),
  },
  attention: {
    measures:
      "pool, reflexes, threads and selection alone: percepts a second with 200 live threads and 5,000 pooled percepts, how that " +
      "grows with frozen threads and insights, and what the state takes",
    measure: async (_, io) => (await import("./bench/attention.js")).benchAttention(io),
  },
  insights: {
    measures:
      "what is told of simulated months: false patterns, how soon what is true is found, whether confidence means what it says; from " +
      "percepts (usual), from signals through the whole node, or of a recording whose electrodes are shifted in time",
    measure: async (options, io) =>
      (await import("./bench/insights.js")).benchInsights(options.text("from"), options.text("recording"), io),
  },
  spiralformer: {
    measures:
      "what reading costs: calls and multiply-adds an hour, processor time beside an LSTM that is always on, each kind of call, " +
      "and the model's own process; how well it reads is judged by scripts/judge-readings.mjs",
    measure: async (options, io) =>
      (await import("./bench/spiralformer.js")).benchSpiralformer(recordingOf(options, io), options.text("models"), io),
  },
  spikerbox: {
    measures:
      "a SpikerBox at its 10,000 samples a second: share of a core, in memory and through a serial port; allocation",
    measure: async (options, io) =>
      (await import("./bench/spikerbox.js")).benchSpikerbox(options.positive("seconds"), io),
  },
  outbox: {
    measures:
      "the outbox on this disk: a commit, what a day without a broker writes, opening 100,000 messages (time, memory), and how many a " +
      "second leave it where the broker answers at once",
    measure: async (_, io) => (await import("./bench/outbox.js")).benchOutbox(io),
  },
  "power-cut": {
    measures:
      "what a power cut of a minute costs the senses, beside a planned restart: how long electrodes settle, spikes missed in the hour and the " +
      "six hours after it; and what the senses would write if they were kept with each commit",
    measure: async (options, io) => (await import("./bench/power-cut.js")).benchPowerCut(recordingOf(options, io), io),
  },
  ring: {
    measures:
      "the raw ring on a real disk: bytes a sample, what a sample costs on its way there, what a day and a year write on the card",
    measure: async (options, io) => (await import("./bench/ring.js")).benchRing(recordingOf(options, io), io),
  },
  idle: {
    measures: "a node at rest on four electrodes at 1 Hz: start, memory, share of a core, wake-ups a second",
    measure: async (options, io) => (await import("./bench/idle.js")).benchIdle(options.positive("seconds"), io),
  },
};

/** `andas bench`: the project's own measurements. */
export const bench: CliCommand = {
  name: "bench",
  about: ["The project's own measurements, as one JSON object a line; without a name, all of them."],
  options: {
    recording: {
      value: "FILE",
      help: "for replay, sensing, spiralformer, ring and insights --from shifts (default $RECORDING; without either, a simulated grove of 73 hours)",
      offers: "files",
    },
    models: {
      value: "DIR",
      help: "for spiralformer: the folder of the models (default: those of this version)",
      offers: "folders",
    },
    from: { value: "SPEED", help: "for insights: percepts (usual), signals or shifts" },
    seconds: { value: "N", help: "how long idle watches (default 60), and spikerbox listens (default 20)" },
  },
  words: {
    name: "NAME",
    atLeast: 0,
    atMost: 1,
    choices: Object.fromEntries(Object.entries(BENCHES).map(([name, { measures }]) => [name, measures])),
  },
  async run(args, io) {
    const names = args.words.length > 0 ? args.words : Object.keys(BENCHES);
    for (const name of names) {
      const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
      if (bench === undefined) {
        throw new AndasError("usage", `there is no bench "${name}"; there are ${Object.keys(BENCHES).join(", ")}`);
      }
      const at = iso(new RealClock("floor").now());
      const figures = await bench.measure(new Options(args), io);
      await io.out(`${JSON.stringify({ bench: name, at, machine: machine(), ...figures })}\n`);
    }
    return 0;
  },
};
