import type { ChipPin, Wired } from "./wiring.js";

const ON_I2C: readonly ChipPin[] = [
  { name: "VDD", use: "power" },
  { name: "SDA", use: "data" },
  { name: "SCL", use: "clock" },
  { name: "GND", use: "ground" },
];

/** What hangs on the board beside converters and serial ports, by the folder that its picture lies in. */
export const OTHERS: Readonly<Record<string, readonly Wired[]>> = {
  climate: [
    {
      chip: "BME280",
      source: "Bosch BST-BME280-DS002",
      pins: [...ON_I2C, { name: "SDO", use: "address", note: "GND: 0x76" }, tied("CSB", "VDD: I2C")],
    },
    { chip: "SHT4x", source: "Sensirion SHT4x, 6.5", pins: ON_I2C },
    {
      chip: "BH1750",
      source: "ROHM 11046EDT01",
      pins: [...ON_I2C, { name: "ADDR", use: "address", note: "GND: 0x23" }],
    },
  ],
  gpio: [
    { chip: "button", source: "any that closes", pins: [{ name: "one leg", use: "line" }, ground("the other")] },
    {
      chip: "LED",
      source: "3 mm, 2 mA",
      pins: [{ name: "+, behind 680 Ω", use: "line" }, ground("−, the short leg")],
    },
    {
      chip: "rain gauge",
      source: "a reed switch",
      pins: [{ name: "one wire", use: "line" }, ground("the other")],
    },
  ],
};

function tied(name: string, note: string): ChipPin {
  return { name, use: "address", note };
}

function ground(name: string): ChipPin {
  return { name, use: "ground" };
}
