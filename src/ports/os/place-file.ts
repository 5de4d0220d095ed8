import { mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Puts a file of the system where it belongs, in one step and safe from a power cut; its folders are made.
 * @param mode who may read it, from the moment that it is there: 0o600 for its owner alone
 */
export async function placeFile(path: string, text: string, mode: number): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const temporary = `${path}.andas-new`;
  const file = await open(temporary, "w", 0o600);
  try {
    await file.chmod(mode);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  const names = await open(folder, "r");
  await names.sync().finally(() => names.close());
}
