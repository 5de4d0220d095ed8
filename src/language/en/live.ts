import { GLYPHS, type GlyphName } from "../../domain/glyph.js";
import type { LiveWords } from "../catalogue/live.js";
import { count, grammar } from "./grammar.js";

const { duration, fixed, whole } = grammar;

export const live: LiveWords = {
  doing: { inhale: "listening", hold: "thinking", exhale: "keeping and sending", pause: "resting" },
  glyph: Object.fromEntries(GLYPHS.map((name) => [name, name])) as Record<GlyphName, GlyphName>,
  status: { active: "active", paused: "paused", frozen: "frozen", complete: "complete" },
  time({ quality, speed }) {
    if (quality === "simulated") {
      if (speed === "max") return "simulated, as fast as it goes";
      return speed === 1 ? "simulated, in real time" : `simulated, ${live.speed(speed)}`;
    }
    return { ntp: "clock from the network", rtc: "clock from its battery", floor: "clock unsure" }[quality];
  },
  speed: (times) => `${grammar.number(times)} × real time`,
  source: { grove: (seed) => `simulated grove ${seed}`, none: "no device" },
  opens({ node, source, speed, broker, state }) {
    const pace = speed === "max" ? "as fast as it goes" : `${speed} × real`;
    const time = speed === undefined ? "" : `, simulated time, ${pace}`;
    return `${node} listens to ${source}${time}; MQTT ${broker}, state in ${state}`;
  },
  aboutToBreathe: "about to breathe",
  left: ({ time, breath }) =>
    breath === undefined ? `${duration(time)} left` : `${live.breath(breath)}, ${duration(time)} left`,
  breath: (cycle) => `breath ${cycle}`,
  spikes: (times) => count(times, "spike"),
  more: (times) => `and ${times} more`,
  theLast: (span) => `the last ${duration(span)}`,
  attention: "attention",
  awake(arousal) {
    if (arousal < 0.25) return "calm";
    if (arousal < 0.5) return "awake";
    return arousal < 0.75 ? "stirred" : "urgent";
  },
  arousal: (value) => `arousal ${fixed(value, 2)}`,
  threshold: (value) => `threshold ${fixed(value, 2)}`,
  frozen: (times) => `${times} frozen`,
  nothingHolds: "nothing holds the attention",
  listen: "listen",
  state: "state",
  howToEnd: "Ctrl-C exhales and ends",
  howToAsk: "? explains",
  explained: [
    ["the first line", "who this is, what it listens to, how its time goes, and what time it is there"],
    [
      "the breath",
      "full is listening, falling is keeping and sending, flat is resting; to its right what it does now, and for how long",
    ],
    [
      "the traces",
      "one for each electrode, the newest at the right; beside it the value now, and how many millivolts the picture is high (↕)",
    ],
    ["the signs", "what the last pieces of its time were called, oldest first:"],
    ["attention", "how awake it is, and from which salience on something may have its attention"],
    ["the bars", "what is on its mind; ┼ is that threshold, ▸ what has the attention"],
    ["the lines below", "what happened last, in UTC; what somebody should look at stands first"],
  ],
  howToGoBack: "any key goes back",
  mqttAt: (url) => `MQTT at ${url}`,

  closing: {
    lived({ node, simulated, real, breaths }) {
      const life =
        simulated === undefined
          ? `${duration(real)} under your eyes`
          : `${duration(simulated)} of simulated time in ${duration(real)}`;
      return `andas ${node} lived ${life}, ${count(breaths, "breath")}.`;
    },
    spikes: (each) => `Spikes: ${each.map(({ electrode, spikes }) => `${electrode} ${whole(spikes)}`).join(", ")}.`,
    learnt: (times) => `Learnt ${count(times, "thing")}:`,
    alert: (text) => `Still to be looked at: ${text}`,
    state: (folder) => `Its state lies in ${folder}; started again it goes on from there.`,
  },
};
