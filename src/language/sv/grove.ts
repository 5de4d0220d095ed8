import type { StandingName } from "../../domain/standing.js";
import type { GroveWords } from "../catalogue/grove.js";
import { grammar } from "./grammar.js";

/** Of one, of many. */
const STANDS: Readonly<Record<StandingName, readonly [string, string]>> = {
  ready: ["vaken", "vakna"],
  sleeping: ["sover", "sover"],
  overdue: ["försenad", "försenade"],
  lost: ["förlorad", "förlorade"],
  gone: ["borta", "borta"],
  unknown: ["okänd", "okända"],
};

const CHECKS: Readonly<Record<string, string>> = {
  ...{ temperature: "värme", supply: "spänning", battery: "batteri", memory: "minne", disk: "utrymme" },
  ...{ clock: "klocka", rest: "vila", card: "kort" },
};

export const grove: GroveWords = {
  counted: (count, standing) => `${grammar.whole(count)} ${STANDS[standing][count === 1 ? 0 : 1]}`,
  awake: "vaken",
  sleeps: (till) => (till === undefined ? "sover" : `sover till ${till}`),
  overdue: (since) => (since === undefined ? "tyst för länge" : `försenad sedan ${since}`),
  lost: "förlorad: förbindelsen bröts",
  gone: (reason) => (reason === undefined ? "borta" : `borta: ${reason}`),
  unknown: "inte hört av än",
  sags: "sviktar",
  skew: ({ by, isAhead }) => `${grammar.duration(by)} ${isAhead ? "före" : "efter"}`,
  toSend: (count) => `${grammar.whole(count)} att sända`,
  notUnderstood: (count) => `${grammar.whole(count)} ${count === 1 ? "oförstått" : "oförstådda"}`,
  breath: (cycle) => `andetag ${cycle}`,
  nobodyYet: "ingen har hörts av än",
  nothingHeardOf: (key) => `inget har hörts av ${key} än`,
  notHeardYet: "inte hörd än",
  saidNothingOfBreath: "Den har inte sagt hur den andas än.",
  saidNothingOfMind: "Den har inte sagt vad den tänker på än.",
  nothingHolds: "inget har dess uppmärksamhet",
  status: { healthy: "bra", warning: "varning", critical: "kritiskt", unknown: "okänt" },
  check: (name) => (Object.hasOwn(CHECKS, name) ? CHECKS[name]! : name),
};
