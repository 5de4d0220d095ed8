import { spawn } from "node:child_process";
import { once } from "node:events";
import { AndasError, messageOf } from "../../domain/errors.js";
import { fileBytes } from "../update/file-bytes.js";

/** An image's file as it lies there. @throws AndasError `usage` where it cannot be read */
export function imageFile(path: string): AsyncGenerator<Uint8Array> {
  return fileBytes(path, "an image that scripts/build-image made");
}

/** An image as it is flashed: what lies in a `.xz` is unpacked on the way, by the program of that name. */
export async function* imageBytes(path: string): AsyncGenerator<Uint8Array> {
  if (!path.endsWith(".xz")) return yield* imageFile(path);
  const unpack = spawn("xz", ["-dc", "--", path], { stdio: ["ignore", "pipe", "ignore"] });
  const gone = once(unpack, "close");
  // Whoever has all that he wanted ends it; then its end means nothing.
  try {
    yield* unpack.stdout;
    const [code] = await gone;
    if (code !== 0) throw new AndasError("release", `${path} cannot be unpacked: get it anew`);
  } catch (error) {
    if (error instanceof AndasError) throw error;
    throw new AndasError("release", `${path} cannot be unpacked (${messageOf(error)}): is xz installed?`, error);
  } finally {
    unpack.kill();
  }
}
