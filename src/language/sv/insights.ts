import { isEnvironmentSource, nameIn } from "../../domain/percept-source.js";
import type { HoursOfDay, InsightWords } from "../catalogue/insights.js";
import { bySensor } from "../phrasing/covariate.js";
import { grammar } from "./grammar.js";
import { bodyPart, from, things } from "./things.js";
import { whole } from "./threads.js";

const { duration } = grammar;

export const insights: InsightWords = {
  after: ({ electrode, type, cause, within }) =>
    `${things.many(type)} på ${electrode} följer på ${sayCause(cause)} inom ${duration(within)}`,
  follows: ({ electrode, type, cause, delay }) =>
    `${things.many(type)} på ${electrode} följer på ${sayCause(cause)} efter ${duration(delay)}`,
  counted: ({ sentence, form, seen, of, chance }) =>
    `${sentence}, ${form === "hours" ? `${seen} av ${of} dagar` : `${seen} av ${of} gånger`}; av en slump ${grammar.fixed(chance, chance < 0.1 ? 2 : 1)}`,
  over: (sentence) => `inte längre: ${sentence}`,
  hours: ({ electrode, type, ...when }) => `${electrode} har ${things.many(type)} ${between(when)}`,
  rhythm: ({ electrode, period, spread }) =>
    `${electrode} ger en spik med ${duration(period)} mellanrum, på ${duration(spread)} när`,
  usual({ electrode, fact, value }) {
    switch (fact) {
      case "rate":
        return `${electrode} ger ${grammar.number(value)} spikar i timmen medan den hörs`;
      case "amplitude":
        return `en spik på ${electrode} är i snitt ${grammar.number(value)} mV`;
      case "level":
        return `${electrode} vilar vid ${grammar.number(value)} mV`;
      case "noise":
        return `bruset på ${electrode} är ${grammar.number(value)} mV`;
      case "hum":
        return `brummet på ${electrode} är ${grammar.number(value)} mV`;
      case "drift":
        return `${electrode} driver ${grammar.number(value)} mV i minuten`;
      default:
        return `${fact} för ${electrode} är ${grammar.number(value)}`;
    }
  },
  shape: ({ electrode, up, speed }) =>
    `de flesta spikar på ${electrode} är ${SPEEDS[speed] ?? speed} och går ${up ? "uppåt" : "nedåt"}`,
  liveliest: ({ electrode, ...when }) => `${electrode} är livligast ${between(when)}`,
  wave({ way, takes }) {
    const between = way.length > 2 ? ` över ${way.slice(1, -1).join(", ")}` : "";
    return `en våg tar ${duration(takes)} från ${way[0]}${between} till ${way.at(-1)}`;
  },
  was: ({ electrode, called, was }) =>
    `det som ser ut som ${things.one(called)} på ${electrode} ${was === "shared" ? "fanns på en kontrollelektrod också" : `var ${things.name(was)}`}`,
  dismisses: ({ electrode, type }) =>
    `operatören avfärdar ${type === undefined ? "allt" : things.name(type)} på ${electrode}`,
  unsteady: ({ electrode, troubles }) => `${electrode} är ostadig ibland: ${things.tally(troubles)}`,
  strained: ({ source, troubles }) => `${bodyPart(source)} är ansträngd ibland: ${things.tally(troubles)}`,
  shortOfPower: (about, here) => `strömmen tryter vid klockan ${hour(about)} UTC${beside(here)}`,
  undated: {
    hours: ({ electrode, type, from: first, to }) =>
      `${electrode} har ${things.many(type)} mellan timme ${first} och ${to} av varje dygn från dess början`,
    liveliest: ({ electrode, from: first, to }) =>
      `${electrode} är livligast mellan timme ${first} och ${to} av varje dygn från dess början`,
    shortOfPower: (about) => `strömmen tryter vid timme ${about} av varje dygn från dess början`,
  },
  strange: ({ subject, nearest, bits }) =>
    `${whole(subject)} visar något utan namn (mest likt ${things.one(nearest)}, upp till ${grammar.fixed(bits, 1)} bitar)`,
};

/** `electrode/e1 burst` as `en skur på e1`; what a person remarked, in that person's word. */
function sayCause(cause: string): string {
  const [source = "", type = ""] = cause.split(" ");
  if (isEnvironmentSource(source)) return `${things.name(type)}${bySensor(nameIn(source))}`;
  return source === "sky" || source === "operator" ? things.name(type) : `${things.one(type)} ${from(source)}`;
}

const SPEEDS: Readonly<Record<string, string>> = { fast: "snabba", slow: "långsamma", "very-slow": "mycket långsamma" };

function between({ from: first, to, here }: HoursOfDay): string {
  return `mellan klockan ${hour(first)} och ${hour(to)} UTC${beside(here)}`;
}

function beside(here: string | undefined): string {
  return here === undefined ? "" : ` (${here})`;
}

function hour(of: number): string {
  return String(of).padStart(2, "0");
}
