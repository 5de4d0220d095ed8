import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { judgeCard } from "../../src/config/judge-card.js";
import { KINDS, NODE } from "./card-folder.js";

let root = dirname(fileURLToPath(import.meta.url));
while (!existsSync(join(root, "package.json"))) root = dirname(root);

/** All sources that live by the card: those that make it are left out, and so are the lines that only declare a field. */
const readers = readdirSync(join(root, "src"), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".ts") && !name.startsWith("config/"))
  .map((name) => readFileSync(join(root, "src", name), "utf8").replace(/^\s*(\*|\/\/|\/\*\*|readonly ).*$/gm, ""))
  .join("\n");

/** Everything that a card can say, in force. */
function everySetting(): object {
  const say = { kind: "publish", text: "heard" };
  const content = {
    node: {
      ...{ ...NODE, peers: ["oak"], backup: { folder: "/media/stick" }, broker: { url: "mqtt://broker.example.org" } },
      supply: { chip: "ina219", battery: { empty_v: 3.3, full_v: 4.15 } },
      place: { latitude: 59.9, longitude: 17.6, altitude_m: 35, text: "by the brook" },
    },
    breath: { rest: { idle_w: 0.4, off_w: 0.02, boot_j: 25, boot_s: 25, safe_halt: {} } },
    electrodes: {
      devices: [{ name: "adc-1", kind: "adc", listening: "inhale", rate_hz: 8 }],
      electrodes: [{ name: "e1", device: "adc-1", channel: "0-1" }],
    },
    reflexes: {
      reflexes: [
        {
          id: "a",
          when: {
            ...{ source: "electrode/*", type: "spike", tags: ["control"], intensity: 0.1 },
            ...{ count: { at_least: 2, within_s: 60 }, between: { from: "01:00", to: "02:00" } },
            values: [{ field: "z", is: "above", value: 1 }],
          },
          action: say,
          awareness: { type: "told", tags: ["routine"] },
        },
        { id: "b", when: { daily: ["03:00"] }, action: [{ kind: "rest" }, { kind: "record" }] },
        { id: "c", when: { source: "host", quiet_for_s: 60 }, action: say },
        { id: "d", when: { glyphs: "burst" }, action: say },
      ],
    },
  };
  const { good, problems } = judgeCard({ files: content, beside: {} }, KINDS);
  return good?.configuration ?? assert.fail(JSON.stringify(problems));
}

function keysIn(settings: unknown, path = ""): string[] {
  if (typeof settings !== "object" || settings === null) return [];
  if (Array.isArray(settings)) return settings.flatMap((one) => keysIn(one, path));
  // What a device is told is read by its kind.
  return Object.entries(settings).flatMap(([key, value]) => [
    `${path}.${key}`,
    ...(path === ".devices" && key === "config" ? [] : keysIn(value, `${path}.${key}`)),
  ]);
}

test("every setting has a reader: what does nothing is not on the card", () => {
  const keys = [...new Set(keysIn(everySetting()))];
  assert.ok(keys.length > 100);
  const unread = keys.filter((path) => {
    const key = path.slice(path.lastIndexOf(".") + 1);
    return !new RegExp(`\\.${key}\\b|[{,]\\s*${key}\\b|^\\s*${key},`, "m").test(readers);
  });
  assert.deepEqual(unread, []);
});
