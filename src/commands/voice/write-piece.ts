import { join } from "node:path";
import { AndasError, messageOf, systemCode } from "../../domain/errors.js";
import type { AppendFile, Files } from "../../ports/files.js";
import type { Mapping } from "../../voice/score/mapping.js";
import { RATE } from "../../voice/sound/performance.js";
import { type Rendered, render } from "../../voice/sound/render.js";
import { MOST_FRAMES, wavHead } from "../../voice/sound/wav.js";
import type { Piece } from "./piece.js";

/** What waits for its name. */
const PART = ".part";

/** The four files of a piece. */
export function pathsOf(folder: string, name: string) {
  const path = (kind: string) => join(folder, `${name}.${kind}`);
  return { text: path("txt"), midi: path("mid"), sound: path("wav"), evidence: path("json") } as const;
}

/**
 * What is too long for a WAV file is said before anything is heard.
 * @throws AndasError `usage`
 */
export function mustFit(seconds: number): void {
  if (seconds * RATE <= MOST_FRAMES) return;
  const hours = (seconds / 3600).toFixed(1);
  const most = Math.floor(MOST_FRAMES / RATE / 360) / 10;
  throw new AndasError(
    "usage",
    `${hours} h of sound are more than a WAV file holds (${most} h): raise --speed, or choose --from and --to`,
  );
}

/**
 * Writes text, score, sound and evidence. Each is whole before it gets its name; where one cannot be written there is none.
 * @throws AndasError `state`
 */
export async function writePiece(
  piece: Piece,
  mapping: Mapping,
  { folder, name, files, stop }: { folder: string; name: string; files: Files; stop: AbortSignal },
): Promise<Rendered> {
  const paths = pathsOf(folder, name);
  const all = Object.values(paths);
  try {
    await files.makeFolder(folder);
    for (const path of all) await files.remove(path + PART);
    const sound = await writeSound(piece, mapping, paths.sound + PART, files, stop);
    await files.writeDurably(paths.text + PART, piece.text());
    await files.writeDurably(paths.midi + PART, piece.midi());
    await files.writeDurably(paths.evidence + PART, piece.json(sound, RATE));
    for (const path of all) await files.rename(path + PART, path);
    for (const path of all) await files.syncFile(path);
    await files.syncFolder(folder);
    return sound;
  } catch (error) {
    for (const path of all) await files.remove(path + PART).catch(() => {}); // what went wrong first is what must be told
    if (error instanceof AndasError) throw error;
    const full = systemCode(error) === "ENOSPC";
    const megabytes = Math.ceil((piece.seconds * RATE * 4) / 1e6);
    const why = full
      ? `${paths.sound}: the disk is full; the sound takes ${megabytes} MB, nothing was left half: make room, or give --out`
      : `${folder}: nothing can be written there (${messageOf(error)}); give --out another folder`;
    throw new AndasError("state", why, error);
  }
}

async function writeSound(
  piece: Piece,
  mapping: Mapping,
  path: string,
  files: Files,
  stop: AbortSignal,
): Promise<Rendered> {
  const { title, software } = piece.facts;
  const frames = Math.round(piece.seconds * RATE);
  const file: AppendFile = await files.openToAppend(path);
  try {
    await file.append(wavHead(frames, RATE, { title, comment: piece.about.join("; "), software }));
    const rendered = await render(
      piece.notes,
      frames,
      { electrodes: piece.electrodes.length, mapping },
      async (bytes) => {
        if (stop.aborted) throw new AndasError("recording", "stopped before the end: nothing was written");
        await file.append(bytes);
      },
    );
    await file.sync();
    return rendered;
  } finally {
    await file.close();
  }
}
