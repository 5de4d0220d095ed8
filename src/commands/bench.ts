import { LISTENINGS } from "../domain/electrode.js";
import { BOARD_NAMES } from "../domain/energy.js";
import { AndasError } from "../domain/errors.js";
import { iso } from "../domain/time.js";
import { RealClock } from "../ports/os/real-clock.js";
import { machine } from "./bench/figures.js";
import { TRUTHS } from "./bench/insights/worlds.js";
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
      (await import("./bench/insights.js")).benchInsights(
        {
          from: options.text("from"),
          truth: options.text("truth"),
          months: options.positive("months"),
          shifts: options.positive("shifts"),
          recording: recordingOf(options, io),
        },
        io,
      ),
  },
  spiralformer: {
    measures:
      "what reading costs: calls and multiply-adds an hour, processor time beside an LSTM that is always on, each kind of call, " +
      "and the model's own process; how well it reads is judged by scripts/judge-readings.mjs",
    measure: async (options, io) =>
      (await import("./bench/spiralformer.js")).benchSpiralformer(recordingOf(options, io), options.text("models"), io),
  },
  "dead-electrodes": {
    measures:
      "how often electrodes that are dead (zeros, stuck, toggling, railed, 1e300 mV) wake the Spiralformer, an hour",
    measure: async () => (await import("./bench/dead-electrodes.js")).benchDeadElectrodes(),
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
  energy: {
    measures:
      "a simulated year on a battery and a solar panel: days lived, hours listened and what was heard, by each rhythm of the breath, with " +
      "the board off and idle in its rests",
    measure: async (options) => (await import("./bench/energy.js")).benchEnergy(options),
  },
  listening: {
    measures:
      "continuous, inhale and sentinel listening to the same simulated grove, through the whole node: wake-ups and joules an hour on each " +
      "board, F1 within what was heard, rates an hour of listening, and what was missed",
    measure: async (options, io) => (await import("./bench/listening.js")).benchListening(options, io),
  },
  breath: {
    measures:
      "rhythms of the breath: how soon a planted rhythm of the field is locked, followed and let go of, false locks on shuffled onsets, and " +
      "how much of the time somebody of a grove inhales; --svg draws an entrained week",
    measure: async (options, io) =>
      (await import("./bench/breath.js")).benchBreath(
        { seed: options.text("seed") ?? "1", runs: options.positive("runs") ?? 100, svg: options.text("svg") },
        io,
      ),
  },
  rates: {
    measures:
      "spikes an hour of listening where only inhales are heard, beside who hears always: made-up months with other rates and shapes of spikes",
    measure: async (options, io) => (await import("./bench/rates.js")).benchRates(options, io),
  },
  voice: {
    measures:
      "the voice over a recording: time, memory, whether the same seed gives the same bytes, loudness of each night, how far notes lie from " +
      "their spikes; what it shares with the signal, beside the voice of the same electrodes shifted in time; and what it says of a month of " +
      "noise, hum, hands, and dead wires",
    measure: async (options, io) =>
      (await import("./bench/voice.js")).benchVoice(recordingOf(options, io), options.positive("days"), io),
  },
  idle: {
    measures:
      "a node at rest on four electrodes at 1 Hz: start, memory, share of a core, wake-ups a second, beside a bare Node.js that wakes as often " +
      "and does nothing",
    measure: async (options, io) =>
      (await import("./bench/idle.js")).benchIdle(
        {
          seconds: options.positive("seconds"),
          after: options.positive("after"),
          listening: options.text("listening"),
          beside: options.text("beside"),
        },
        io,
      ),
  },
};

/** `andas bench`: the project's own measurements. */
export const bench: CliCommand = {
  name: "bench",
  about: ["The project's own measurements, as one JSON object a line; without a name, all of them."],
  options: {
    recording: {
      value: "FILE",
      help: "for replay, sensing, spiralformer, ring, voice and insights --shifts (default $RECORDING; without either, a simulated grove of 73 hours)",
      offers: "files",
    },
    models: {
      value: "DIR",
      help: "for spiralformer: the folder of the models (default: those of this version)",
      offers: "folders",
    },
    from: {
      value: "WHAT",
      help: "for insights: months from percepts (usual), or from signals, which take a minute each; or people, who ask and teach; or ends, of what was true and is over",
    },
    truth: { value: "NAME", help: "for insights: only months in which this is true", offers: TRUTHS },
    months: {
      value: "N",
      help: "for insights: how many months of each kind (default 60 from percepts, 2 from signals)",
    },
    shifts: { value: "N", help: "for insights: instead, a recording whose electrodes are shifted in time so often" },
    "battery-wh": { value: "N", help: "for energy: what the battery holds, in watt-hours (default 10)" },
    "panel-w": { value: "N", help: "for energy: what the panel gives in full sun, in watts (default 5)" },
    sky: {
      value: "SHARE",
      help: "for energy: how much of the open sky's sun at 59° N reaches the panel (default 0.25, a forest)",
    },
    board: { value: "NAME", help: "for energy: the board (default zero-2-w)", offers: BOARD_NAMES },
    hours: { value: "N", help: "for listening and rates: how many simulated hours (default 72, 720)" },
    rate: { value: "HZ", help: "for listening and rates: samples a second (default 2, 1)" },
    seed: {
      value: "N",
      help: "for breath, energy, listening and rates: of what is left to chance, a whole number (default 1)",
    },
    runs: { value: "N", help: "for breath: of how many fields each figure is made (default 100)" },
    svg: { value: "FILE", help: "for breath: draws the ring of an entrained week", offers: "files" },
    days: { value: "N", help: "how much noise, hum and handling the voice hears, each (default 30)" },
    after: { value: "N", help: "for idle: how many seconds the node lives before it is watched (default 30)" },
    beside: {
      value: "WHOM",
      help: "for idle: watches somebody else in the same seconds, the id of a process or a command",
    },
    listening: { value: "HOW", help: "for idle: as in electrodes.json (default: all the time)", offers: LISTENINGS },
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
    for (const [i, name] of names.entries()) {
      if (names.length > 1) io.progress?.(i, names.length);
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
