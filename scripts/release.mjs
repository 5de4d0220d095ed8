#!/usr/bin/env node
// Makes a release of andas: one file that `andas update` installs. The same sources and the same key give the same bytes.
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { create } from "tar";
import { makeFresh, root } from "./fresh.mjs";

const HELP = `Usage: node scripts/release.mjs --key KEY.pem [OPTION]...

Makes andas-VERSION-PLATFORM.andas, which \`andas update\` installs, and prints its SHA-256.

  --key FILE        Ed25519 private key (PEM) that signs it; make one with
                    openssl genpkey -algorithm ed25519 -out KEY.pem
                    its public half goes to /etc/andas/keys/ on the nodes, and into the release:
                    openssl pkey -in KEY.pem -pubout -out maker.pem
  --trust FILE      another public key (PEM) whose releases nodes with this one take too; may be repeated
  --modules DIR     node_modules to pack (default: those here, without what only building needs); for a board, what
                    scripts/build-image --modules makes
  --from DIR        pack this folder as it is, with a package.json and dist/andas/andas.js in it, instead of this checkout
  --platform NAME   for which board (default: linux-arm64; \`any\` where nothing in it is compiled)
  --out DIR         where to put it (default: .)
  --folder DIR      no bundle and no key: only lay the release out in this new folder, as an image has it
`;

/** Times would make each bundle another. */
const TIME = new Date(0);

await main();

async function main() {
  const options = read();
  if (options.help) return process.stdout.write(HELP);
  if (options.folder !== undefined) {
    makeFresh();
    return gather(resolve(options.folder), options.modules, options.platform);
  }
  if (options.key === undefined) fail("say who signs it: --key KEY.pem (see --help)");
  const key = privateKey(options.key);
  if (options.from === undefined) makeFresh();
  const work = mkdtempSync(join(tmpdir(), "andas-release-"));
  try {
    const folder = join(work, "release");
    if (options.from === undefined) gather(folder, options.modules, options.platform);
    else cpSync(options.from, folder, { recursive: true, dereference: true });
    writeKeys(folder, key, options.trust ?? []);
    const manifest = await manifestOf(folder, options.platform);
    const file = join(resolve(options.out), `andas-${manifest.version}-${manifest.platform}.andas`);
    await pack(folder, manifest, key, file);
    const sum = createHash("sha256").update(readFileSync(file)).digest("hex");
    process.stdout.write(`${sum}  ${file}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function read() {
  const text = { type: "string" };
  try {
    const { values } = parseArgs({
      options: {
        help: { type: "boolean", short: "h" },
        ...{ key: text, modules: text, from: text, folder: text },
        trust: { ...text, multiple: true },
        platform: { ...text, default: "linux-arm64" },
        out: { ...text, default: "." },
      },
    });
    return values;
  } catch (error) {
    return fail(`${error.message} (see --help)`);
  }
}

/** What runs: the bundled program, its models, and the compiled packages that it looks for beside itself. */
function gather(folder, modules, platform) {
  const { files, optionalDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const name of ["package.json", "LICENSE", "dist/andas", "dist/andas.1", "models", ...files.filter(isPlain)])
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: isNeeded });
  const from = modules ?? join(root, "node_modules");
  for (const name of closure(from, ["serialport", ...Object.keys(optionalDependencies)]))
    cpSync(join(from, name), join(folder, "node_modules", name), {
      ...{ recursive: true, dereference: true },
      filter: (path) => isNeeded(path) && isFor(platform, path),
    });
}

/** Not a pattern. */
function isPlain(name) {
  return !/[*!]/.test(name);
}

/** Maps, types and the like are for who builds; the models' training is for who trains. */
function isNeeded(path) {
  return !/\.(map|[cm]?ts|md|markdown|py|pdb|o|obj|c|cc|h)$|\/(training|examples?|__pycache__|deps|obj\.target)$/.test(
    path,
  );
}

/** What is compiled for other boards lies in folders of their names (`prebuilds/win32-x64`, `napi-v6/darwin`, `linux/x64`). */
function isFor(platform, path) {
  const [system, processor] = platform.split("-");
  const [, folder, of] = /\/(prebuilds|napi-v\d+)\/([a-z0-9-]+)/.exec(path) ?? [];
  if (platform === "any" || folder === undefined) return true;
  if (folder === "prebuilds") return of === platform;
  const [, , inside] = new RegExp(`/napi-v\\d+/(${of})/([a-z0-9]+)`).exec(path) ?? [];
  return of === system && (inside === undefined || inside === processor);
}

/** These packages and all that they need, as far as they are installed at the top. */
function closure(modules, names, found = new Set()) {
  for (const name of names) {
    if (found.has(name) || !existsSync(join(modules, name, "package.json"))) continue;
    found.add(name);
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(modules, name, "package.json"), "utf8"),
    );
    closure(modules, Object.keys({ ...dependencies, ...optionalDependencies }), found);
  }
  return [...found].sort();
}

/** A release trusts who signed it: so the next one can be signed by him, or by whom he trusts. */
function writeKeys(folder, key, others) {
  const keys = join(folder, "keys");
  mkdirSync(keys, { recursive: true });
  writeFileSync(join(keys, "maker.pem"), publicPem(createPublicKey(key)));
  for (const [i, file] of others.entries())
    writeFileSync(join(keys, `trusted-${i + 1}.pem`), publicPem(createPublicKey(readFileSync(file))));
}

async function manifestOf(folder, platform) {
  const { version, engines } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const built = (file) => import(pathToFileURL(join(root, "dist", "src", file)));
  const [{ STATE_FORMAT }, { versionOf }, { BUNDLE_FORMAT, readManifest }] = await Promise.all(
    ["node/node-state.js", "storage/state-format.js", "release/manifest.js"].map(built),
  );
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  const files = names.map((path) => {
    const bytes = readFileSync(join(folder, path));
    return { path, size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
  const node = (engines?.node ?? ">=20.15").replace(">=", "");
  const state = { oldest: 1, newest: versionOf(STATE_FORMAT) };
  const manifest = { format: BUNDLE_FORMAT, version, platform, node, state, files };
  // A node must be able to read it.
  return readManifest(JSON.stringify(manifest));
}

async function pack(folder, manifest, key, file) {
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  const signature = sign(null, Buffer.from(text), key).toString("base64");
  writeFileSync(join(folder, "release.json"), text);
  writeFileSync(join(folder, "release.sig"), `${JSON.stringify({ key: keyId(createPublicKey(key)), signature })}\n`);
  mkdirSync(dirname(file), { recursive: true });
  await create(
    {
      file,
      cwd: folder,
      gzip: { level: 9 },
      portable: true,
      noPax: true,
      noDirRecurse: true,
      mtime: TIME,
      mode: undefined,
    },
    ["release.json", "release.sig", ...manifest.files.map(({ path }) => path)],
  );
}

function privateKey(file) {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // told below
  }
  return fail(`${file} is no Ed25519 private key: openssl genpkey -algorithm ed25519 -out KEY.pem makes one`);
}

function publicPem(key) {
  return key.export({ type: "spki", format: "pem" });
}

/** As src/release/signature.ts calls it. */
function keyId(key) {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);
}

function fail(line) {
  process.stderr.write(`andas: ${line}\n`);
  process.exit(1);
}
