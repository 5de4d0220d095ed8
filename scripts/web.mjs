// dist/web: the page, checked against a browser's types and bundled by Vite. Told of its size, for it must load over a forest's radio.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { root } from "./fresh.mjs";

/** All that one reader loads, in bytes, zipped as the node sends it (src/mqtt/broker/page-server.ts). */
const LARGEST = 150_000;
const web = join(root, "src", "web");
const outDir = join(root, "dist", "web");
const mqtt = (file) => join(root, "node_modules", "mqtt", "build", "lib", file);

const types = spawnSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", web], {
  stdio: "inherit",
});
if (types.status !== 0) process.exit(1);

/** Of zod the page checks payloads alone: it draws up no schemas, and shows nobody what a mistake was. */
const UNUSED = /zod\/v4\/(core\/(to-json-schema|json-schema-processors)|locales\/en)\.js$/;
/** Of streams mqtt.js asks nothing that arrays have (map, filter, compose). */
const OPERATORS = /readable-stream\/lib\/internal\/streams\/(operators|compose)\.js$/;
const withoutUnused = {
  name: "without-unused",
  load(id) {
    if (OPERATORS.test(id)) return "module.exports = { streamReturningOperators: {}, promiseReturningOperators: {} };";
    if (!UNUSED.test(id)) return undefined;
    const names = [...readFileSync(id, "utf8").matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
    return [...names.map((name) => `export const ${name} = () => {};`), "export default () => ({});"].join("\n");
  },
};

await build({
  configFile: false,
  plugins: [withoutUnused],
  ...{ root: web, base: "./", logLevel: "warn", publicDir: false },
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  resolve: {
    alias: [
      // mqtt.js as its own modules: its ready bundle holds TCP, TLS, SOCKS and WeChat too, and is twice as large.
      { find: "mqtt/client", replacement: mqtt("client.js") },
      { find: "mqtt/websocket", replacement: mqtt(join("connect", "ws.js")) },
      // And without what is never asked for here: topic aliases, debugging, timers in a worker of their own.
      ...["lru-cache", "debug", "worker-timers"].map((find) => ({
        find,
        replacement: join(web, "broker", "unused.cjs"),
      })),
    ],
  },
  define: { global: "globalThis" },
  build: {
    ...{ outDir, emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false } },
    // A comment in zod that Rollup takes for one of its own says nothing of the page.
    rollupOptions: {
      onwarn: (warning, warn) => warning.code !== "INVALID_ANNOTATION" && warn(warning),
      output: {
        chunkFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes("/web/words/") ? "assets/language-[name]-[hash].js" : "assets/[name]-[hash].js",
      },
    },
  },
});

const files = readdirSync(outDir, { recursive: true }).map(String);
const zipped = (names) =>
  names
    .filter((name) => /\.\w+$/.test(name))
    .map((name) => gzipSync(readFileSync(join(outDir, name)), { level: 9 }).length);
const isLanguage = (name) => name.includes("language-");
// English comes with the page. Who reads another language loads that one beside, and no third.
const languages = zipped(files.filter(isLanguage));
const bytes = zipped(files.filter((name) => !isLanguage(name))).reduce(
  (sum, size) => sum + size,
  Math.max(0, ...languages),
);
if (process.argv.includes("--sizes"))
  console.log(
    `the page is ${bytes} bytes, zipped; ${Math.max(0, ...languages)} of them are another language than English`,
  );
if (bytes > LARGEST) {
  console.error(
    `andas: the page is ${bytes} bytes, zipped, and may be ${LARGEST}: find what came in, or load it later`,
  );
  process.exit(1);
}
