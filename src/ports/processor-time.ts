import type { Seconds } from "../domain/time.js";

/** What this process and those that it started have used of the processor, user and system time, since they began. */
export interface ProcessorTime {
  used(): Seconds;
}
