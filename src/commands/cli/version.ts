import { readFileSync } from "node:fs";
import { installed } from "../../ports/os/package-folder.js";

/** The package's version. */
export function version(): string {
  try {
    return JSON.parse(readFileSync(installed("package.json"), "utf8")).version;
  } catch {
    return "unknown";
  }
}
