import { recordAt } from "../log/record.js";
import type { Place } from "../log/segment.js";
import type { SegmentedLog } from "../log/segmented-log.js";
import type { Entry } from "./entries.js";

/** As much is read at once where records lie together. Bytes. */
const STRETCH = 256 * 1024;

/** What stands in the records of entries: the JSON, or undefined where it is damaged. What cannot be read now is not in it. */
export type Records = ReadonlyMap<Entry, string | undefined>;

/** Where records lie. */
type Readable = Pick<SegmentedLog, "read">;

/** Reads records, those that lie together in one go. Never throws. */
export async function readRecords(log: Readable, entries: readonly Entry[]): Promise<Records> {
  const found = new Map<Entry, string | undefined>();
  let stretch: Placed[] = [];
  for (const entry of entries) {
    const { place, json } = entry;
    if (json !== undefined) found.set(entry, json);
    else if (place !== undefined) {
      const one = { entry, place };
      if (!continues(stretch, one)) stretch = await finish(log, stretch, found);
      stretch.push(one);
    }
  }
  await finish(log, stretch, found);
  return found;
}

interface Placed {
  readonly entry: Entry;
  readonly place: Place;
}

function continues([first]: readonly Placed[], { place }: Placed): boolean {
  if (first === undefined) return true;
  const { segment, offset } = first.place;
  return place.segment === segment && place.offset > offset && place.offset + place.length - offset <= STRETCH;
}

/** Reads a stretch; where a sector of it cannot be read, each record by itself. Gives the next stretch, empty. */
async function finish(
  log: Readable,
  stretch: readonly Placed[],
  found: Map<Entry, string | undefined>,
): Promise<Placed[]> {
  const [first] = stretch;
  const last = stretch.at(-1);
  if (first === undefined || last === undefined) return [];
  const { segment, offset } = first.place;
  try {
    const bytes = await log.read(segment, offset, last.place.offset + last.place.length - offset);
    // The segment was given up meanwhile: what waits lies elsewhere by now.
    if (bytes === undefined) return [];
    for (const { entry, place } of stretch)
      found.set(entry, recordAt(bytes, place.offset - offset)?.json.toString("utf8"));
  } catch {
    if (stretch.length > 1) for (const one of stretch) await finish(log, [one], found);
  }
  return [];
}
