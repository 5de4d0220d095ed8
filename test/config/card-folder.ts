import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { z } from "zod";
import { systemCode } from "../../src/domain/errors.js";
import type { Device, DeviceKind } from "../../src/ports/device.js";

/** A temporary folder that is gone after the test. */
export async function temporary(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "andas-card-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A card of these files; what is no text is written as JSON. */
export async function card(t: TestContext, files: Record<string, unknown>): Promise<string> {
  const folder = await temporary(t);
  await put(folder, files);
  return folder;
}

export async function put(folder: string, files: Record<string, unknown>): Promise<void> {
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
}

export async function textOf(...path: string[]): Promise<string | undefined> {
  try {
    return await readFile(join(...path), "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

export const NODE = { site: "north-grove", node: "spruce-1" };

function kind(name: string, summary: string, capabilities: DeviceKind["capabilities"], schema: z.ZodType): DeviceKind {
  const create = (): Device => {
    throw new Error("a card is checked without touching a device");
  };
  return { kind: name, summary, capabilities, packages: [], simulated: false, schema, create };
}

export const KINDS: readonly DeviceKind[] = [
  kind(
    "grove",
    "a simulated grove",
    ["electrodes"],
    z.strictObject({ seed: z.int().default(1).describe("Same seed, same grove.") }),
  ),
  kind(
    "adc",
    "a converter",
    ["electrodes"],
    z.strictObject({
      bus: z.int().min(0).max(9).default(1).describe("Which bus."),
      gain: z.enum(["low", "high"]).default("low").describe("How much it amplifies."),
      rate_hz: z
        .number()
        .positive()
        .meta({ description: "Samples a second.", examples: [8] }),
    }),
  ),
  kind(
    "led",
    "a light",
    ["output"],
    z.strictObject({
      pin: z
        .int()
        .min(0)
        .max(53)
        .meta({ examples: [17] }),
    }),
  ),
];
