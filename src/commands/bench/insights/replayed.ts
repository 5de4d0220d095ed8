import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { z } from "zod";
import { installed } from "../../../ports/os/package-folder.js";

/** What the whole node tells in lines of a type while it replays a recording, as users run it; lines of another shape are left out. */
export async function replayed<T>(file: string, type: string, shape: z.ZodType<T>): Promise<readonly T[]> {
  const child = spawn(process.execPath, [installed("dist/andas/andas.js"), "replay", file, "--json"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const lines: T[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith(`{"type":"${type}"`)) continue;
    const { success, data } = shape.safeParse(JSON.parse(line));
    if (success) lines.push(data);
  }
  return lines;
}
