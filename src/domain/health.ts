import type { Json } from "./percept.js";

export type HealthStatus = "healthy" | "warning" | "critical" | "unknown";

/** One thing that was looked at, in a word and a sentence. */
export interface HealthCheck {
  readonly name: string;
  readonly status: HealthStatus;
  readonly text: string;
}

/** What the board says of itself, in one look. What it has no sensor for is absent. */
export interface HostReading {
  /** Of the processor, in °C. */
  readonly temperature?: number;
  /** True while the supply sags below what the board needs. */
  readonly underVoltage?: boolean;
  /** Bytes free and in all. */
  readonly memoryFree?: number;
  readonly memoryTotal?: number;
  readonly diskFree?: number;
  readonly diskTotal?: number;
  /** Resident memory of this process, in bytes. */
  readonly resident?: number;
  /** True when the system's clock is known to follow a time server. */
  readonly clockSynchronized?: boolean;
}

/** Facts for `health`, beside the checks. */
export type HealthFacts = Readonly<Record<string, Json>>;
