import { z } from "zod";
import type { Seconds } from "../domain/time.js";
import type { Files } from "../ports/files.js";

/**
 * The file that is the visit, in the node's folder in /run: the node makes it, writes it anew while it lasts, and removes it at its end.
 * systemd opens the door where it comes (systemd/andas-visit.path). Whoever removes it ends the visit, on either side.
 */
export const WISH_FILE = "visit.json";

/** What the node says of a visit while it lasts. */
export interface Wish {
  /** How much of it is left. */
  readonly left: Seconds;
  /** How each electrode touches just now, a line each, in the node's language. */
  readonly contact: readonly string[];
}

const schema = z.object({ left_s: z.number(), contact: z.array(z.string()) });

export function wishText({ left, contact }: Wish): string {
  return `${JSON.stringify({ left_s: Math.round(left), contact })}\n`;
}

/** Undefined where nobody wishes a visit, or what stands there is none. */
export async function readWish(files: Files, path: string): Promise<Wish | undefined> {
  const text = await files.read(path);
  if (text === undefined) return undefined;
  try {
    const { left_s: left, contact } = schema.parse(JSON.parse(text));
    return { left, contact };
  } catch {
    return undefined;
  }
}
