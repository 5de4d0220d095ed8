import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { glyphs } from "../../src/commands/glyphs.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { card, NODE } from "../config/card-folder.js";

/** Six hours of two columns of noise in microvolts at 1 Hz. */
function recording(): string {
  const random = new SeededRandom(5);
  const rows = Array.from(
    { length: 6 * 3600 },
    () => `${(3 * random.normal()).toFixed(0)},${(3 * random.normal()).toFixed(0)}`,
  );
  return ["Left,Right", ...rows].join("\n");
}

/** What `andas glyphs FILE` says under a card; undefined for no card. */
async function glyphsOf(t: TestContext, electrodes: object | undefined): Promise<Record<string, string>[]> {
  const folder = await card(t, {
    "recording.csv": recording(),
    "node.json": NODE,
    "electrodes.json": electrodes ?? {},
  });
  let out = "";
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: () => {},
    signal: new AbortController().signal,
    terminal: false,
    columns: 80,
    rows: 24,
    env: {},
  };
  const options = { unit: "uV", ...(electrodes && { config: folder }) };
  assert.equal(await glyphs.run({ words: [`${folder}/recording.csv`], options }, io), 0);
  const [head = "", ...lines] = out.trimEnd().split("\n");
  assert.equal(head, "electrode,glyph,start_s,end_s,spikes,amplitude_mv,decided_s");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, i) => [head.split(",")[i], value])));
}

test("without a card every column is an electrode; with one, those that it names, under its names", async (t) => {
  const names = (rows: Record<string, string>[]) => new Set(rows.map(({ electrode }) => electrode));
  assert.deepEqual(names(await glyphsOf(t, undefined)), new Set(["left", "right"]));
  const electrodes = {
    devices: [{ name: "rec", kind: "recording", file: "elsewhere.csv" }],
    electrodes: [{ name: "moss", device: "rec", channel: "Right" }],
  };
  assert.deepEqual(names(await glyphsOf(t, electrodes)), new Set(["moss"]));
});

test("the card's profile says whose time scales: what is nothing yet for a fungus has long settled on a plant", async (t) => {
  const devices = [{ name: "rec", kind: "recording", file: "elsewhere.csv" }];
  const electrodes = [
    { name: "slow", device: "rec", channel: "left" },
    { name: "quick", device: "rec", channel: "right", profile: "plant" },
  ];
  const rows = await glyphsOf(t, { devices, electrodes });
  const settled = (name: string) =>
    Number(rows.find(({ electrode, glyph }) => electrode === name && glyph === "settling")?.end_s);
  assert.ok(settled("quick") < settled("slow"), `${settled("quick")} s, ${settled("slow")} s`);
});
