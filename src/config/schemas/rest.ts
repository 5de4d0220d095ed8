import { z } from "zod";
import { ALARMS, POWER_PARTS } from "../../domain/rest.js";
import { DAY_S, HOUR_S, seconds, share } from "./common.js";

const figure = (most: number, description: string, example: number) =>
  z
    .number()
    .min(0)
    .max(most)
    .exactOptional()
    .meta({
      description: `${description} Without it, as a power board measures it, or as the table of boards has it.`,
      examples: [example],
    });

const safeHalt = z
  .strictObject({
    battery_below: share(
      0.05,
      "Share of the battery below which the node goes off; it takes `supply` with a `battery` in node.json.",
    ),
    under_voltage: z.boolean().default(true).describe("Goes off while the supply sags below what the board needs."),
    hotter_than_c: z
      .number()
      .min(40)
      .max(120)
      .default(95)
      .describe("Goes off above this heat of the processor, in °C."),
    lasting_s: seconds({ from: 0, to: DAY_S }, 600, "It must last so long, and be seen three times."),
    returns_after_s: seconds({ from: 600, to: 7 * DAY_S }, HOUR_S, "After so long the alarm starts the board again."),
    without_alarm: z
      .boolean()
      .default(false)
      .describe("Goes off too where no alarm could be proven: somebody has to come and start it."),
  })
  .meta({
    description: "When the node says goodbye and switches the board off, to save it and the card. Without it: never.",
    examples: [{}],
  });

export const rest = z
  .strictObject({
    depth: z
      .enum(["idle", "off", "auto"])
      .default("idle")
      .describe(
        "How deep a pause may be. `idle`: the node waits. `off`: the board is switched off and an alarm wakes it, where that pays and the alarm was read back. `auto`: the same, unless a device is listened to in rests.",
      ),
    turns_down: z
      .array(z.enum(POWER_PARTS))
      .max(POWER_PARTS.length)
      .default(["radio", "bluetooth", "governor", "leds"])
      .meta({
        description:
          "What is turned down, where the board lets the node: the radio outside the exhale, all else in pauses. `governor`: the processor's slowest pace; `leds`: the board's own; `hdmi`: a screen; `usb`: hubs on which nothing hangs.",
        examples: [["radio", "leds", "hdmi"]],
      }),
    alarm: z
      .enum(ALARMS)
      .default("auto")
      .describe(
        "What wakes a board that is off. `auto`: a Witty Pi that `supply` in node.json names, else the clock of a Pi 5. `rtc`: a real-time clock that is wired to start the board. `witty-pi`: that alone.",
      ),
    min_awake_s: seconds({ from: 0, to: DAY_S }, 900, "So long the board stays on after somebody started it."),
    idle_w: figure(50, "Watts while it rests and stays on.", 0.4),
    off_w: figure(50, "Watts while it is off.", 0.02),
    boot_j: figure(10_000, "Joules to go down and to come up again.", 25),
    boot_s: figure(600, "Seconds from the alarm to the first inhale.", 25),
    safe_halt: safeHalt.exactOptional(),
  })
  .describe("How the board rests.");

export type RestCard = z.output<typeof rest>;
