// Draws how each converter, sensor and switch is wired, from its sheet, into devices/*/wiring-*.svg: node scripts/draw-wiring.mjs, after a build.
import { writeFile } from "node:fs/promises";
import { ADS1015, ADS1115 } from "../dist/devices/ads1x15/sheets.js";
import { MCP_SHEETS } from "../dist/devices/mcp342x/sheets.js";
import { OTHERS } from "../dist/devices/wiring/others.js";
import { wiringFile, wiringSvg } from "../dist/devices/wiring/wiring.js";

const folders = { ads1x15: [ADS1115, ADS1015], mcp342x: Object.values(MCP_SHEETS), ...OTHERS };
for (const [folder, sheets] of Object.entries(folders))
  for (const sheet of sheets)
    await writeFile(new URL(`../devices/${folder}/${wiringFile(sheet)}`, import.meta.url), wiringSvg(sheet));
