import type { Seconds } from "../../domain/time.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import type { Standing } from "./standing.js";
import type { NodeSummary } from "./summary.js";

/** How times are told: in the reader's own zone, which is named. */
export interface Times {
  /** `14:05 CET` */
  clock(at: Seconds): string;
  /** `22 Nov 2026, 14:05` */
  day(at: Seconds): string;
  /** `14:05:33` */
  second(at: Seconds): string;
  /** `14:05`, for the axis of a chart. */
  minute(at: Seconds): string;
  readonly zone: string;
}

/** What whoever draws a grove has to say, and how times are read. */
export type Telling = Times & Pick<Catalogue, "grammar" | "things" | "breathing" | "grove">;

/** The words of a language beside its times. @param zone of who reads: the machine's own, unless a test says otherwise */
export function tellingIn<Words extends Pick<Catalogue, "grammar">>(words: Words, zone?: string): Words & Times {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(words.grammar.locale, { timeZone: zone, ...options });
  const inWords = (options: Intl.DateTimeFormatOptions) => {
    const { format: told } = format(options);
    return (at: Seconds) => told(at * 1000);
  };
  return {
    ...words,
    clock: inWords({ hour: "2-digit", minute: "2-digit", timeZoneName: "short" }),
    day: inWords({ dateStyle: "medium", timeStyle: "short" }),
    second: inWords({ timeStyle: "medium" }),
    minute: inWords({ hour: "2-digit", minute: "2-digit" }),
    zone: format({}).resolvedOptions().timeZone,
  };
}

/** `sleeps till 14:05 CET`. */
export function standingInWords(
  { name, until }: Standing,
  { state }: NodeSummary,
  { grove, clock }: Pick<Telling, "grove" | "clock">,
): string {
  const when = until === undefined ? undefined : clock(until);
  switch (name) {
    case "ready":
      return grove.awake;
    case "sleeping":
      return grove.sleeps(when);
    case "overdue":
      return grove.overdue(when);
    case "lost":
      return grove.lost;
    case "gone":
      return grove.gone(state?.reason);
    case "unknown":
      return grove.unknown;
  }
}

/** `3.92 V, 64 %`; empty where nothing measures the supply. */
export function supplyInWords({ health }: NodeSummary, { grammar, grove }: Pick<Telling, "grammar" | "grove">): string {
  const { supplyVolts, battery, underVoltage } = health?.host ?? {};
  const parts = [
    ...(supplyVolts === undefined ? [] : [`${grammar.fixed(supplyVolts, 2)} V`]),
    ...(battery === undefined ? [] : [`${Math.round(battery * 100)} %`]),
    ...(underVoltage ? [grove.sags] : []),
  ];
  return parts.join(", ");
}

/** `58 min behind`: how the node's clock stands beside ours. */
export function skewInWords(ahead: Seconds, { grove }: Pick<Telling, "grove">): string {
  return grove.skew({ by: Math.round(Math.abs(ahead) / 60) * 60, isAhead: ahead > 0 });
}
