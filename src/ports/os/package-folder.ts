import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where andas is installed: the folder of its `package.json`, above sources, built files and the bundle alike. */
const PACKAGE: URL = above(new URL(".", import.meta.url));

/** A file or folder that came with this version, by its path there: `models`. */
export function installed(path: string): string {
  return fileURLToPath(new URL(path, PACKAGE));
}

function above(folder: URL): URL {
  if (existsSync(new URL("package.json", folder))) return folder;
  const further = new URL("..", folder);
  return further.pathname === folder.pathname ? folder : above(further);
}
