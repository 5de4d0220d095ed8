import type { ChipAddress, ConverterSheet, Gain, Speed } from "../adc/sheet.js";
import type { ChipPin } from "../wiring/wiring.js";

/**
 * Six converters of one family. Sources: Microchip, MCP3422/3/4 data sheet, DS22088C (18 bits), and MCP3426/7/8 data sheet, DS22226A (16
 * bits), both 2009; where pages are given, they hold in both unless said.
 */

/** Pages 20 and 21: 1101 and three bits. The MCP3422 and MCP3426 come with theirs burnt in, the others read two pins. */
const BURNT_IN: readonly ChipAddress[] = Array.from({ length: 8 }, (_, i) => ({
  address: 0x68 + i,
  tied: `ordered with A${i}`,
}));
const BY_PINS: readonly ChipAddress[] = [
  { address: 0x68, tied: "Adr0 low, Adr1 low; or both left open" },
  { address: 0x69, tied: "Adr0 low, Adr1 left open" },
  { address: 0x6a, tied: "Adr0 low, Adr1 high" },
  { address: 0x6b, tied: "Adr0 left open, Adr1 low" },
  { address: 0x6c, tied: "Adr0 high, Adr1 low" },
  { address: 0x6d, tied: "Adr0 high, Adr1 left open" },
  { address: 0x6e, tied: "Adr0 high, Adr1 high" },
  { address: 0x6f, tied: "Adr0 left open, Adr1 high" },
];

/** G1-G0, page 18 and 19; the place is the code. "Electrical Characteristics": differential input impedance 2.25 MΩ / PGA. */
const GAINS: readonly Gain[] = [1, 2, 4, 8].map((gain) => ({
  gain: String(gain),
  fullScale: 2048 / gain,
  impedance: 2.25 / gain,
}));

/** "Electrical Characteristics", conversion speed: nominal and least. S1-S0 is the place counted from the quickest. */
const SPEEDS: readonly Speed[] = [
  { rate: 3.75, slowest: 2.75, bits: 18 },
  { rate: 15, slowest: 11, bits: 16 },
  { rate: 60, slowest: 44, bits: 14 },
  { rate: 240, slowest: 176, bits: 12 },
];

/** "Pin Descriptions"; of a chip with two channels the pins of the others are missing. */
function pins(channels: number, byPins: boolean): ChipPin[] {
  const inputs = Array.from({ length: channels }, (_, i) => i + 1).flatMap((n) => [
    { name: `CH${n}+`, use: "electrode" as const, note: `${n}, +` },
    { name: `CH${n}-`, use: "electrode" as const, note: `${n}, -` },
  ]);
  const address = ["Adr0", "Adr1"].map((name) => ({ name, use: "address" as const, note: "VSS: 0x68" }));
  return [
    { name: "VDD", use: "power" },
    { name: "SDA", use: "data" },
    { name: "SCL", use: "clock" },
    { name: "VSS", use: "ground" },
    ...(byPins ? address : []),
    ...inputs,
  ];
}

function sheet(chip: string, bits: 16 | 18, channels: 2 | 4, byPins: boolean): ConverterSheet {
  return {
    chip,
    source: bits === 18 ? "Microchip DS22088C" : "Microchip DS22226A",
    addresses: byPins ? BY_PINS : BURNT_IN,
    channels: ["1", "2", "3", "4"].slice(0, channels),
    gains: GAINS,
    speeds: SPEEDS.filter((speed) => speed.bits <= bits),
    pins: pins(channels, byPins),
  };
}

/** By the word for it on the card. */
export const MCP_SHEETS = {
  mcp3422: sheet("MCP3422", 18, 2, false),
  mcp3423: sheet("MCP3423", 18, 2, true),
  mcp3424: sheet("MCP3424", 18, 4, true),
  mcp3426: sheet("MCP3426", 16, 2, false),
  mcp3427: sheet("MCP3427", 16, 2, true),
  mcp3428: sheet("MCP3428", 16, 4, true),
} as const satisfies Record<string, ConverterSheet>;
export type McpName = keyof typeof MCP_SHEETS;
export const MCP_NAMES = ["mcp3422", "mcp3423", "mcp3424", "mcp3426", "mcp3427", "mcp3428"] as const;
