import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RecordingReader } from "../../../devices/recording/reader.js";
import { openBytes } from "../../ports/os/open-bytes.js";
import { writeGrove } from "./grove-recording.js";

/** The electrodes of a recording, each whole, in mV; those of a grove when there is none. */
export async function loadSamples(file: string | undefined): Promise<Float64Array[]> {
  const folder = await mkdtemp(join(tmpdir(), "andas-bench-"));
  try {
    const path = file ?? join(folder, "grove.csv");
    if (file === undefined) await writeGrove(path);
    const reader = await RecordingReader.open(await openBytes(path), { file: path });
    const columns: number[][] = reader.columns.map(() => []);
    await reader.each((row) => {
      for (const [index, column] of columns.entries()) column.push(row.values[index]!);
    });
    return columns.map((column) => Float64Array.from(column));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
