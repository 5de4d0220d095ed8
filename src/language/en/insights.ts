import { isElectrodeSource, isEnvironmentSource, isNeighbourSource, nameIn } from "../../domain/percept-source.js";
import type { HoursOfDay, InsightWords } from "../catalogue/insights.js";
import { bySensor } from "../phrasing/covariate.js";
import { grammar, things } from "./grammar.js";
import { bodyPart } from "./threads.js";

const { duration } = grammar;

export const insights: InsightWords = {
  after: ({ electrode, type, cause, within }) =>
    `${type}s on ${electrode} follow ${sayCause(cause)} within ${duration(within)}`,
  follows: ({ electrode, type, cause, delay }) =>
    `${type}s on ${electrode} follow ${sayCause(cause)} after ${duration(delay)}`,
  counted: ({ sentence, form, seen, of, chance }) =>
    `${sentence}, ${form === "hours" ? `on ${seen} of ${of} days` : `${seen} of ${of} times`}; by chance ${grammar.fixed(chance, chance < 0.1 ? 2 : 1)}`,
  over: (sentence) => `no longer: ${sentence}`,
  hours: ({ electrode, type, ...when }) => `${electrode} ${type}s ${between(when)}`,
  rhythm: ({ electrode, period, spread }) =>
    `${electrode} spikes every ${duration(period)}, give or take ${duration(spread)}`,
  usual({ electrode, fact, value }) {
    switch (fact) {
      case "rate":
        return `${electrode} spikes ${value} times an hour that it is heard`;
      case "amplitude":
        return `the mean spike of ${electrode} has ${value} mV`;
      case "level":
        return `${electrode} rests at ${value} mV`;
      case "noise":
        return `the noise of ${electrode} is ${value} mV`;
      case "hum":
        return `the hum on ${electrode} is ${value} mV`;
      case "drift":
        return `${electrode} drifts by ${value} mV a minute`;
      default:
        return `${fact} of ${electrode} is ${value}`;
    }
  },
  shape: ({ electrode, up, speed }) =>
    `most spikes of ${electrode} are ${speed === "very-slow" ? "very slow" : speed} and go ${up ? "up" : "down"}`,
  liveliest: ({ electrode, ...when }) => `${electrode} is liveliest ${between(when)}`,
  wave({ way, takes }) {
    const between = way.length > 2 ? ` by ${way.slice(1, -1).join(", ")}` : "";
    return `a wave takes ${duration(takes)} from ${way[0]}${between} to ${way.at(-1)}`;
  },
  was: ({ electrode, called, was }) =>
    `what looks like a ${called} on ${electrode} ${was === "shared" ? "was on a control electrode too" : `was ${was}`}`,
  dismisses: ({ electrode, type = "anything" }) => `the operator dismisses ${type} on ${electrode}`,
  unsteady: ({ electrode, troubles }) => `${electrode} is unsteady at times: ${things.tally(troubles)}`,
  strained: ({ source, troubles }) => `${bodyPart(source)} is strained at times: ${things.tally(troubles)}`,
  shortOfPower: (about, here) => `power runs short about ${hour(about)} o'clock UTC${beside(here)}`,
  undated: {
    hours: ({ electrode, type, from, to }) =>
      `${electrode} ${type}s between hours ${from} and ${to} of each 24 from its start`,
    liveliest: ({ electrode, from, to }) =>
      `${electrode} is liveliest between hours ${from} and ${to} of each 24 from its start`,
    shortOfPower: (about) => `power runs short about hour ${about} of each 24 from its start`,
  },
  strange: ({ subject, nearest, bits }) =>
    `${subject} shows something without a name (nearest ${nearest}, up to ${grammar.fixed(bits, 1)} bits)`,
};

/** `electrode/e1 burst` as `a burst on e1`, `operator rain` as `rain`. */
function sayCause(cause: string): string {
  const [source = "", type = ""] = cause.split(" ");
  if (isElectrodeSource(source)) return `a ${type} on ${nameIn(source)}`;
  if (isEnvironmentSource(source)) return `${WEATHER[type] ?? type}${bySensor(nameIn(source))}`;
  if (isNeighbourSource(source)) return `a ${type} at ${nameIn(source)}`;
  return source === "sky" || source === "operator" ? type : `${type} of ${source.replace("/", " ")}`;
}

/** What the senses of the environment call otherwise. */
const WEATHER: Readonly<Record<string, string>> = {
  "rain-over": "the end of rain",
  "heat-over": "the end of heat",
  thaw: "a thaw",
  change: "a sudden change",
};

function between({ from, to, here }: HoursOfDay): string {
  return `between ${hour(from)} and ${hour(to)} o'clock UTC${beside(here)}`;
}

function beside(here: string | undefined): string {
  return here === undefined ? "" : ` (${here})`;
}

function hour(of: number): string {
  return String(of).padStart(2, "0");
}
