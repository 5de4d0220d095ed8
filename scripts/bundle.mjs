// dist/andas/andas.js: the command line as a few files instead of six hundred, which a node's start has to find and read one by one on a slow card.
// What stands in dist/src is the same, file by file: for tests, benches and debuggers.
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { root } from "./fresh.mjs";

/** They bring compiled code, and look for it beside themselves. */
const NATIVE = ["i2c-bus", "onnxruntime-node", "onoff", "serialport"];
const outdir = join(root, "dist", "andas");

/** zod brings its messages in fifty languages; andas has words of its own, and a start has to read and parse all that is in here. */
const oneLanguage = {
  name: "one-language",
  setup({ onLoad }) {
    const filter = /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/;
    onLoad({ filter }, ({ path }) => ({
      contents: 'export { default as en } from "./en.js";',
      resolveDir: dirname(path),
    }));
  },
};

rmSync(outdir, { recursive: true, force: true });
await build({
  // The model's process looks for its own file beside the one that starts it.
  entryPoints: ["andas.js", join("spiralformer", "model", "child.js")].map((file) => join(root, "dist", "src", file)),
  entryNames: "[name]",
  chunkNames: "[name]-[hash]",
  ...{ outdir, bundle: true, splitting: true, platform: "node", format: "esm", target: "node20", external: NATIVE },
  // Packages of the older kind ask for `require`, which a module does not have.
  banner: { js: 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);' },
  logLevel: "warning",
  legalComments: "none",
  plugins: [oneLanguage],
});
