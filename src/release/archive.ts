import { on, once } from "node:events";
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
 * The entries of a tar, gzipped or not, as they come: nothing is held in memory, and nothing is written anywhere.
 * Whoever stops asking ends it.
 * @throws what the parser or the source says of an archive that is damaged or cut short
 */
export async function* entriesOf(archive: AsyncIterable<Uint8Array>): AsyncGenerator<ArchiveEntry> {
  const parser = new Parser({ strict: true });
  const entries = on(parser, "entry", { close: ["end"] });
  const fed = feed(parser, archive).catch((error: unknown) => parser.emit("error", error));
  try {
    for await (const [entry] of entries) yield told(entry);
    await fed;
  } finally {
    parser.on("error", () => {}); // what it says after we have ended is of no interest
  }
}

function told(entry: ReadEntry): ArchiveEntry {
  return { path: entry.path, isFile: entry.type === "File", size: entry.size, bytes: entry };
}

async function feed(parser: Parser, archive: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of archive) if (!parser.write(chunk)) await once(parser, "drain");
  parser.end();
}
