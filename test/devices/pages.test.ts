import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { ConverterSheet } from "../../devices/adc/sheet.js";
import { stepOf } from "../../devices/adc/sheet.js";
import { ADS1015, ADS1115 } from "../../devices/ads1x15/sheets.js";
import { allKinds } from "../../devices/all.js";
import { MCP_SHEETS } from "../../devices/mcp342x/sheets.js";
import { OTHERS } from "../../devices/wiring/others.js";
import { wiringFile, wiringSvg } from "../../devices/wiring/wiring.js";
import { judgeCard } from "../../src/config/judge-card.js";
import { printProblem } from "../../src/config/written/problem.js";
import { root } from "../house/the-house.js";

const FOLDERS: Readonly<Record<string, readonly ConverterSheet[]>> = {
  ads1x15: [ADS1115, ADS1015],
  mcp342x: Object.values(MCP_SHEETS),
};

function pageOf(folder: string): Promise<string> {
  return readFile(join(root, "devices", folder, "README.md"), "utf8");
}

test("every device that a converter's page shows for a card is in order, and nothing to be warned of", async () => {
  for (const folder of Object.keys(FOLDERS)) {
    const examples = [...(await pageOf(folder)).matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
    assert.ok(examples.length > 0);
    for (const text of examples) {
      const files = { node: { site: "a", node: "b" }, electrodes: { devices: [JSON.parse(text)] } };
      const { problems, warnings } = judgeCard({ files, beside: {} }, allKinds);
      assert.deepEqual([...problems, ...warnings].map(printProblem), [], text);
    }
  }
});

test("every picture of wires is as the sheet says: run scripts/draw-wiring.mjs after a change", async () => {
  for (const [folder, sheets] of Object.entries({ ...FOLDERS, ...OTHERS }))
    for (const sheet of sheets) {
      const path = join(root, "devices", folder, wiringFile(sheet));
      const drawn = await readFile(path, "utf8");
      assert.equal(drawn, wiringSvg(sheet), path);
      for (const { name } of sheet.pins) assert.ok(drawn.includes(`>${name}<`), `${path}: ${name}`);
    }
});

test("the finest step of each converter stands on its page", async () => {
  for (const [folder, sheets] of Object.entries(FOLDERS))
    for (const { gains, speeds } of sheets) {
      const finest = 1000 * stepOf(gains.at(-1)!.fullScale, speeds[0]!.bits);
      const text = finest >= 100 ? `${finest / 1000} mV` : String(Number(finest.toPrecision(finest < 5 ? 3 : 2)));
      assert.ok((await pageOf(folder)).includes(text), `${folder}: ${text}`);
    }
});
