import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The package's version. */
export function version(): string {
  const root = packageRoot();
  return root === undefined ? "unknown" : JSON.parse(readFileSync(new URL("package.json", root), "utf8")).version;
}

/** The folder of the package that this file belongs to, as a path that ends with `/`; undefined in a build without one. */
export function packageFolder(): string | undefined {
  const root = packageRoot();
  return root && fileURLToPath(root);
}

/** `package.json` lies above the built files and above the sources alike. */
function packageRoot(): URL | undefined {
  for (let folder = new URL(".", import.meta.url); folder.pathname !== "/"; folder = new URL("..", folder))
    if (existsSync(new URL("package.json", folder))) return folder;
  return undefined;
}
