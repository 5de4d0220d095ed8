import { z } from "zod";

/** What of its rests a node must know in its next life. */
export interface RestState {
  /** The kernel's start in which the settings were found; null where nobody tells. */
  readonly boot: string | null;
  /** What stood in the board's settings before they were turned down. */
  readonly found: Readonly<Record<string, string>>;
  /** When the alarm rings that the board went off by; null unless it did. */
  readonly wakes: number | null;
}

/** Nothing is turned down, and no alarm is expected. */
export const AWAKE: RestState = { boot: null, found: {}, wakes: null };

/** As the disk has it. */
export const REST_STATE: z.ZodType<RestState> = z.object({
  boot: z.string().nullable(),
  found: z.record(z.string(), z.string()),
  wakes: z.number().nullable(),
});
