import { on, once } from "node:events";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";

/** One file of an archive, to be read before the next one is asked for. */
export interface ArchiveEntry {
  readonly path: string;
  /** Anything but a plain file has no place in a release. */
  readonly isFile: boolean;
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * The entries of a gzipped tar as they come: nothing is held in memory, and nothing is written anywhere. Whoever stops asking
 * lets go of the source.
 * @throws what parser, gunzip or source say of an archive that is damaged or cut short
 */
export async function* entriesOf(archive: AsyncIterable<Uint8Array>): AsyncGenerator<ArchiveEntry> {
  const parser = new Parser({ strict: true });
  let open: ReadEntry | undefined;
  // Who reads an entry that will never be whole must hear of it too.
  parser.on("error", (error: unknown) => open?.destroy(error));
  const entries = on(parser, "entry", { close: ["end"] });
  const end = new AbortController();
  const fed = feed(parser, archive, end.signal).catch((error: unknown) => void parser.emit("error", error));
  try {
    for await (const [entry] of entries) {
      open = entry.on("error", () => {}); // who reads it is told
      yield told(entry);
    }
  } finally {
    end.abort();
    await fed;
  }
}

function told(entry: ReadEntry): ArchiveEntry {
  return { path: entry.path, isFile: entry.type === "File", size: entry.size, bytes: entry };
}

async function feed(parser: Parser, archive: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  const plain = pipeline(Readable.from(archive), createGunzip(), () => {}); // what it says is thrown where it is read
  for await (const chunk of plain) {
    const waits = !parser.write(chunk) && !signal.aborted;
    if (waits) await once(parser, "drain", { signal }).catch(() => {});
    if (signal.aborted) return;
  }
  parser.end();
}
