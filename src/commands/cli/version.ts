import { readFileSync } from "node:fs";

/** The package's version; `package.json` lies above the built files and above the sources alike. */
export function version(): string {
  for (let folder = new URL(".", import.meta.url); folder.pathname !== "/"; folder = new URL("..", folder)) {
    try {
      return JSON.parse(readFileSync(new URL("package.json", folder), "utf8")).version;
    } catch {
      // not here: further up
    }
  }
  return "unknown";
}
