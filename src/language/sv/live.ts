import { GLYPHS, type GlyphName } from "../../domain/glyph.js";
import type { LiveWords } from "../catalogue/live.js";
import { count, grammar } from "./grammar.js";
import { things } from "./things.js";

const { duration, fixed, whole } = grammar;

export const live: LiveWords = {
  doing: { inhale: "lyssnar", hold: "tänker", exhale: "sparar och sänder", pause: "vilar" },
  glyph: Object.fromEntries(GLYPHS.map((name) => [name, things.name(name)])) as Record<GlyphName, string>,
  status: { active: "aktiv", paused: "vilar", frozen: "frusen", complete: "klar" },
  time({ quality, speed }) {
    if (quality === "simulated") {
      if (speed === "max") return "simulerad, så fort det går";
      return speed === 1 ? "simulerad, i verklig tid" : `simulerad, ${live.speed(speed)}`;
    }
    return { ntp: "klocka från nätet", rtc: "klocka med eget batteri", floor: "osäker klocka" }[quality];
  },
  speed: (times) => `${grammar.number(times)} × verklig tid`,
  source: { grove: (seed) => `simulerad lund ${seed}`, none: "ingen enhet" },
  opens({ node, source, speed, broker, state }) {
    const pace = speed === "max" ? "så fort det går" : `${speed} × verklig`;
    const time = speed === undefined ? "" : `, simulerad tid, ${pace}`;
    return `${node} lyssnar på ${source}${time}; MQTT ${broker}, tillstånd i ${state}`;
  },
  aboutToBreathe: "ska just andas",
  left: ({ time, breath }) =>
    breath === undefined ? `${duration(time)} kvar` : `${live.breath(breath)}, ${duration(time)} kvar`,
  breath: (cycle) => `andetag ${cycle}`,
  spikes: (times) => things.count(times, "spike"),
  more: (times) => `och ${times} till`,
  theLast: (span) => `de senaste ${duration(span)}`,
  attention: "uppmärksamhet",
  awake(arousal) {
    if (arousal < 0.25) return "lugn";
    if (arousal < 0.5) return "vaken";
    return arousal < 0.75 ? "orolig" : "akut";
  },
  arousal: (value) => `vakenhet ${fixed(value, 2)}`,
  threshold: (value) => `tröskel ${fixed(value, 2)}`,
  frozen: (times) => (times === 1 ? "1 frusen" : `${times} frusna`),
  nothingHolds: "inget har uppmärksamheten",
  listen: "lyssna",
  state: "tillstånd",
  howToEnd: "Ctrl-C andas ut och slutar",
  howToAsk: "? förklarar",
  explained: [
    ["första raden", "vem det är, vad den lyssnar på, hur dess tid går, och vad klockan är där"],
    [
      "andetaget",
      "fullt är att lyssna, fallande att spara och sända, platt att vila; till höger vad den gör nu, och hur länge",
    ],
    [
      "kurvorna",
      "en för varje elektrod, det nyaste till höger; bredvid värdet nu, och hur många millivolt bilden är hög (↕)",
    ],
    ["tecknen", "vad de senaste styckena av dess tid kallades, äldst först:"],
    ["uppmärksamhet", "hur vaken den är, och från vilken vikt något får dess uppmärksamhet"],
    ["staplarna", "vad den har i tankarna; ┼ är den tröskeln, ▸ det som har uppmärksamheten"],
    ["raderna nedanför", "vad som hände senast, i UTC; det som någon bör se efter står först"],
  ],
  howToGoBack: "valfri tangent går tillbaka",
  mqttAt: (url) => `MQTT på ${url}`,

  closing: {
    lived({ node, simulated, real, breaths }) {
      const life =
        simulated === undefined
          ? `${duration(real)} inför dina ögon`
          : `${duration(simulated)} simulerad tid på ${duration(real)}`;
      return `andas ${node} levde ${life}, ${count(breaths, "andetag", "andetag")}.`;
    },
    spikes: (each) => `Spikar: ${each.map(({ electrode, spikes }) => `${electrode} ${whole(spikes)}`).join(", ")}.`,
    learnt: (times) => `Lärde sig ${count(times, "sak", "saker")}:`,
    alert: (text) => `Att se efter: ${text}`,
    state: (folder) => `Tillståndet ligger i ${folder}; startad igen går noden vidare därifrån.`,
  },
};
