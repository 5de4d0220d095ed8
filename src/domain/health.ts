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
  /** True while the processor is kept slower than it could be, for heat or for want of power; and since the board was started. */
  readonly slowed?: boolean;
  readonly wasSlowed?: boolean;
  /** It sagged at some time since the board was started. */
  readonly hadUnderVoltage?: boolean;
  /** What a power board measures, in volts and amperes; negative while the battery is charged. */
  readonly supplyVolts?: number;
  readonly supplyAmps?: number;
  /** How much is left of the battery, 0 to 1. */
  readonly battery?: number;
  /** Bytes free and in all. */
  readonly memoryFree?: number;
  readonly memoryTotal?: number;
  readonly diskFree?: number;
  readonly diskTotal?: number;
  /** Errors that a file system of the board has met since it was made: of a card that dies. */
  readonly diskErrors?: number;
  /** Resident memory of this process, in bytes. */
  readonly resident?: number;
  /** True when the system's clock is known to follow a time server. */
  readonly clockSynchronized?: boolean;
  /** What the system's clock is worth. */
  readonly clockSource?: "ntp" | "rtc" | "floor";
}

/** Facts for `health`, beside the checks. */
export type HealthFacts = Readonly<Record<string, Json>>;
