import assert from "node:assert/strict";
import { allKinds } from "../../devices/all.js";
import { jsonSchemaOf } from "../../src/config/card-schemas.js";
import { DesiredCard } from "../../src/config/desired-card.js";
import { resolveCard } from "../../src/config/resolve-card.js";
import { CARD_NAMES } from "../../src/config/written/content.js";
import { isAndasError } from "../../src/domain/errors.js";
import { CrashFiles } from "../fakes/crash-files.js";
import type { Mutator } from "./mutator.js";
import { NOTHING_MORE, type Target } from "./target.js";

/** A card with something of everything. */
export const CARD: Readonly<Record<string, Record<string, unknown>>> = {
  node: {
    ...{
      version: 3,
      site: "north-grove",
      node: "spruce-1",
      name: "Old spruce",
      language: "sv",
      peers: ["oak", "birch"],
    },
    broker: { url: "mqtts://broker.example:8883", credentials: "broker.json" },
    place: { text: "under the old spruce", latitude: 59.9, longitude: 17.6 },
  },
  electrodes: {
    devices: [
      { name: "adc", kind: "ads1115", listening: "inhale", bus: 1, address: 72, channels: ["0-1", "2-3"] },
      { name: "lamp", kind: "led", line: 17 },
    ],
    electrodes: [
      { name: "e1", device: "adc", channel: "0-1" },
      { name: "e2", device: "adc", channel: "2-3", profile: "plant" },
    ],
  },
  breath: { phases: { inhale_s: 120, hold_s: 60, exhale_s: 180, pause_s: 120 }, radio: "breath" },
  reflexes: {
    reflexes: [
      {
        id: "surge",
        when: { source: "electrode/*", type: "burst", count: { at_least: 3, within_s: 900, of: "sources" } },
        action: [
          { kind: "alert", text: "a surge" },
          { kind: "pulse", output: "lamp", seconds: 1 },
        ],
        awareness: { type: "surge", intensity: 0.8, tags: ["urgent"] },
        cool_down_s: 3600,
      },
      { id: "wave", when: { glyphs: "spike{3,} rest* burst" }, action: { kind: "publish", text: "a wave" } },
      { id: "backup", when: { daily: ["03:00"] }, action: { kind: "backup" } },
    ],
  },
  attention: { pool: { capacity: 256, half_lives: [{ type: "drift", half_life_s: 3600 }] } },
};

const BESIDE = '{"username": "spruce", "password": "secret"}';

/** Names of the card's fields. */
export const CARD_FIELDS: readonly string[] = [
  ...new Set(CARD_NAMES.flatMap((name) => namesIn(jsonSchemaOf(name, allKinds)))),
];

function namesIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own =
    "properties" in schema && typeof schema.properties === "object" ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(namesIn)];
}

/** What a person writes, and what comes over the air in its place. */
export const cards: Target = {
  name: "cards",
  reads: "the card's five files, the secrets beside them, the last good card, `config/desired`",
  share: 4,
  names: CARD_FIELDS,
  block: 1,
  begin: async () => ({ feed: readCard, end: NOTHING_MORE }),
};

async function readCard(mutator: Mutator): Promise<string> {
  const written: Record<string, string | Uint8Array> = { "/card/broker.json": spoiltOrNot(mutator, BESIDE, 0.1) };
  for (const name of CARD_NAMES)
    if (mutator.chance(0.7)) written[`/card/${name}.json`] = fileOf(mutator, CARD[name] ?? {});
  if (mutator.chance(0.3))
    written["/s/last-good.json"] = mutator.json({ v: 1, files: CARD, beside: { "broker.json": BESIDE } });
  const files = new CrashFiles({ ...written, "/s/state.json": "" });
  const log = () => {};
  try {
    const { fallback, effective } = await resolveCard({
      folder: "/card",
      stateFolder: "/s",
      files,
      kinds: allKinds,
      log,
    });
    assert.doesNotThrow(() => JSON.parse(effective));
    if (!fallback && mutator.chance(0.3)) return await desire(mutator, files);
    return fallback ? "the last good one" : "taken";
  } catch (error) {
    if (!isAndasError(error, "config")) throw error;
    assert.match(error.message, /^[^\n]+$/, "one line");
    return "refused";
  }
}

async function desire(mutator: Mutator, files: CrashFiles): Promise<string> {
  const { node: _, ...fromAfar } = CARD;
  const wanted: unknown = parsed(mutator.json({ version: 9, ...fromAfar }));
  if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) return "taken";
  const card = new DesiredCard({ folder: "/card", files, kinds: allKinds, log: () => {} });
  const { errors } = await card.take({ ...wanted });
  for (const error of errors) assert.match(error, /^[^\n]+$/, "one line");
  return errors.length > 0 ? "refused from afar" : "taken from afar";
}

/** Most files are right, so that what is wrong in one is looked at to the end. */
function fileOf(mutator: Mutator, valid: object): string | Uint8Array {
  if (mutator.chance(0.75)) return JSON.stringify(valid);
  return mutator.chance(0.3) ? mutator.bytes(Buffer.from(JSON.stringify(valid, null, 2))) : mutator.json(valid);
}

function spoiltOrNot(mutator: Mutator, text: string, share: number): string | Uint8Array {
  return mutator.chance(share) ? mutator.bytes(Buffer.from(text)) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
