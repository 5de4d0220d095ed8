import { z } from "zod";
import { type AdcConfig, adcFields, speedFor } from "./adc/card.js";
import { converterKind } from "./adc/kind.js";
import type { Speed } from "./adc/sheet.js";
import { McpChip } from "./mcp342x/chip.js";
import { MCP_NAMES, MCP_SHEETS, type McpName } from "./mcp342x/sheets.js";

export interface Mcp342xConfig extends AdcConfig {
  readonly chip: McpName;
  readonly bits?: 12 | 14 | 16 | 18 | undefined;
  readonly general_call: "none" | "latch" | "reset";
}

const schema = z
  .strictObject({
    chip: z.enum(MCP_NAMES).meta({
      description:
        "Which of the family: 3422 to 3424 have 18 bits, 3426 to 3428 have 16; the 3424 and 3428 four channels.",
      examples: ["mcp3424"],
    }),
    ...adcFields(MCP_SHEETS.mcp3424, { fullScale: 256, channels: ["1", "2"] }),
    bits: z
      .literal([12, 14, 16, 18])
      .optional()
      .describe("Bits of a conversion: 18 take 0.27 s, 12 take 4 ms. Without it: the most that rate_hz allows."),
    general_call: z
      .enum(["none", "latch", "reset"])
      .default("none")
      .describe(
        "What is said to the whole bus before the first conversion: `latch` lets chips read their address pins again, `reset` starts them " +
          "anew, and whatever else on the bus knows the general call.",
      ),
  })
  .refine(({ chip, channels }) => channels.every((name) => MCP_SHEETS[chip].channels.includes(name)), {
    path: ["channels"],
    message: "names a channel that this chip does not have: only the MCP3424 and MCP3428 have 3 and 4",
  })
  .refine(({ chip, bits }) => bits === undefined || MCP_SHEETS[chip].speeds.some((speed) => speed.bits === bits), {
    path: ["bits"],
    message: "more than this chip has: the MCP3426, MCP3427 and MCP3428 have 16",
  })
  .refine((config) => speedOf(config) !== undefined, {
    path: ["rate_hz"],
    message: "more than the chip can convert: lower rate_hz, oversample or bits, or measure fewer channels",
  });

type Pacing = Pick<Mcp342xConfig, "chip" | "bits" | "channels" | "rate_hz" | "oversample">;

function speedOf({ chip, bits, ...pacing }: Pacing): Speed | undefined {
  const sheet = MCP_SHEETS[chip];
  return speedFor(
    sheet,
    pacing,
    sheet.speeds.find((speed) => speed.bits === bits),
  );
}

/** Quiet ADCs of up to 18 bits on I2C, with an amplifier of their own: two or four differential pairs a chip. */
export const mcp342x = converterKind<Mcp342xConfig>({
  kind: "mcp342x",
  summary: "MCP3422 to MCP3424 and MCP3426 to MCP3428, ADCs of 18 or 16 bits on I2C: two or four differential pairs",
  schema,
  sheetOf: ({ chip }) => MCP_SHEETS[chip],
  speedOf,
  chip: ({ chip, address, full_scale_mv: fullScale, general_call: generalCall }, speed) =>
    new McpChip(MCP_SHEETS[chip], { address: Number(address), fullScale, speed, generalCall }),
});
