import type { Seconds, TimeQuality } from "../../../src/domain/time.js";
import { RawRing } from "../../../src/storage/ring/raw-ring.js";
import { RingReader } from "../../../src/storage/ring/ring-reader.js";
import type { CrashFiles } from "../../fakes/crash-files.js";

export const FOLDER = "/s/raw";

/** What a row is, to be compared. */
export type Row = readonly [at: Seconds, ...values: number[]];

/** A ring with both its clocks in the hands of a test. */
export function aRing(files: CrashFiles, options: { bytes?: number; boot?: number; wall?: Seconds } = {}) {
  const { bytes = 1e6, boot = 1 } = options;
  const log: string[] = [];
  const time = { wall: options.wall ?? 1000, steady: 0, quality: "floor" as TimeQuality };
  const ring = new RawRing({
    ...{ files, folder: FOLDER, bytes, boot },
    clock: {
      now: () => time.wall,
      steady: () => time.steady,
      get quality() {
        return time.quality;
      },
    },
    log: (level, line) => void log.push(`${level}: ${line}`),
  });
  return {
    ...{ ring, log, time },
    pass(seconds: Seconds) {
      time.wall += seconds;
      time.steady += seconds;
    },
    keep: () => ring.keep(),
  };
}

/** All rows of a device, in order. */
export async function rowsIn(files: CrashFiles, device = "adc"): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { times, values } of (await RingReader.open(files, FOLDER)).stretches({ device }))
    for (const [i, at] of times.entries()) rows.push([at, ...values.map((column) => column[i]!)]);
  return rows;
}
