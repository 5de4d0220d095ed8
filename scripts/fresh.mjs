// What must be there before anything can run: the packages of the lock file, and `dist/` built from today's sources.
// Plain JavaScript and no packages, since it runs on a clone where nothing is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Installs and builds what is missing or stale; says so in a line each, and ends the process with a reason if it cannot. */
export function makeFresh() {
  refuseOldNode();
  installIfStale();
  buildIfStale();
}

/** The oldest Node.js that runs andas stands in `package.json`, as `>=MAJOR.MINOR`. */
function refuseOldNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const oldest = engines.node.replace(">=", "");
  const [[major, minor], [wantedMajor, wantedMinor]] = [process.versions.node, oldest].map((version) =>
    version.split(".").map(Number),
  );
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  fail(
    `andas needs Node.js ${oldest} or newer, this is ${process.version}: install it from https://nodejs.org or your distribution`,
  );
}

function installIfStale() {
  const stamp = join(root, "node_modules", ".andas-installed");
  const wanted = digest(["package.json", "package-lock.json", ".npmrc"]) + process.version + process.arch;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("installing packages (a minute or two, once) …");
  run(
    "npm",
    ["ci", "--no-fund", "--no-audit", "--loglevel=error"],
    "npm ci failed: see the lines above; is the npm registry reachable?",
    // The lock file says so too, until its next update: no node in a forest has a use for the CUDA libraries.
    { ONNXRUNTIME_NODE_INSTALL: "skip" },
  );
  writeFileSync(stamp, wanted);
}

function buildIfStale() {
  const stamp = join(root, "dist", ".andas-built");
  const wanted = digest([
    "package-lock.json",
    "tsconfig.json",
    join("scripts", "bundle.mjs"),
    join("scripts", "man.mjs"),
    join("scripts", "web.mjs"),
    ...sources("src"),
    ...sources("devices"),
    ...sources("scripts"),
    ...sources("test"),
  ]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("building …");
  rmSync(join(root, "dist"), { recursive: true, force: true });
  run(
    process.execPath,
    [join("node_modules", "typescript", "bin", "tsc"), "-p", "."],
    "the build failed: see the lines above",
  );
  run(process.execPath, [join("scripts", "bundle.mjs")], "the bundle could not be made: see the lines above");
  run(process.execPath, [join("scripts", "web.mjs")], "the page could not be made: see the lines above");
  run(process.execPath, [join("scripts", "man.mjs")], "the manual page could not be made: see the lines above");
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((name) => /\.(ts|tsx|css|html|svg)$|tsconfig\.json$/.test(name))
    .map((name) => join(folder, name))
    .sort();
}

function digest(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** What is said goes to stderr: stdout belongs to the command that follows. */
function say(line) {
  process.stderr.write(`andas: ${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}

function run(command, args, otherwise, env = {}) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (status !== 0) fail(otherwise);
}
