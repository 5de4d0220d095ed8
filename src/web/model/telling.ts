import type { Seconds } from "../../domain/time.js";
import type { Standing } from "./standing.js";
import type { NodeSummary } from "./summary.js";

/** How times are told: in the reader's own zone, which is named. */
export interface Telling {
  clock(at: Seconds): string;
  day(at: Seconds): string;
}

/** @param zone the browser's own, unless a test says otherwise */
export function localTime(zone?: string): Telling {
  const where = zone === undefined ? {} : { timeZone: zone };
  const clock = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    ...where,
  });
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", ...where });
  return { clock: (at) => clock.format(at * 1000), day: (at) => day.format(at * 1000) };
}

/** `sleeps till 14:05 CET`. */
export function standingInWords({ name, until }: Standing, { state }: NodeSummary, telling: Telling): string {
  switch (name) {
    case "ready":
      return "awake";
    case "sleeping":
      return until === undefined ? "sleeps" : `sleeps till ${telling.clock(until)}`;
    case "overdue":
      return until === undefined ? "silent for too long" : `overdue since ${telling.clock(until)}`;
    case "lost":
      return state === undefined ? "lost" : `lost: the connection broke`;
    case "gone":
      return state?.reason === undefined ? "gone" : `gone: ${state.reason}`;
    case "unknown":
      return "not heard of yet";
  }
}

/** `3.92 V, 64 %`; empty where nothing measures the supply. */
export function supplyInWords({ health }: NodeSummary): string {
  const { supplyVolts, battery, underVoltage } = health?.host ?? {};
  const parts = [
    ...(supplyVolts === undefined ? [] : [`${supplyVolts.toFixed(2)} V`]),
    ...(battery === undefined ? [] : [`${Math.round(battery * 100)} %`]),
    ...(underVoltage ? ["sags"] : []),
  ];
  return parts.join(", ");
}

/** `58 min behind`: how the node's clock stands beside ours. */
export function skewInWords(ahead: Seconds): string {
  const minutes = Math.round(Math.abs(ahead) / 60);
  const length =
    minutes < 120
      ? `${minutes} min`
      : minutes < 2880
        ? `${Math.round(minutes / 60)} h`
        : `${Math.round(minutes / 1440)} days`;
  return `${length} ${ahead > 0 ? "ahead" : "behind"}`;
}
