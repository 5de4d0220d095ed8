// `npm test`: every check that needs no special machine. Lint and format, then all tests over the build that is shipped,
// with coverage. On a user's machine a test that lacks a program or a recording is skipped, and each skip is told with its
// reason; with CI=true (or --no-skips) a skip is a failure, but for what only a recording or a PyTorch of one's own can show.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { makeFresh, root } from "./fresh.mjs";

const args = process.argv.slice(2);
const strict = args.includes("--no-skips") || process.env.CI === "true";
const only = args.filter((arg) => !arg.startsWith("--"));

makeFresh();
lint();
const folder = mkdtempSync(join(tmpdir(), "andas-test-"));
try {
  process.exitCode = await test(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function lint() {
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  const { status } = spawnSync(process.execPath, [biome, "check", "--error-on-warnings"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) {
    console.error("andas: lint failed; `npm run format` mends what can be mended by itself");
    process.exit(1);
  }
}

async function test(folder) {
  const report = join(folder, "report.tap");
  const run = [
    ...["--enable-source-maps", "--test", `--test-concurrency=${availableParallelism()}`],
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...["--test-reporter=tap", `--test-reporter-destination=${report}`],
    ...testFiles(),
  ];
  const c8 = [
    join(root, "node_modules", "c8", "bin", "c8.js"),
    ...["--temp-directory", join(folder, "coverage"), "--reports-dir", join(root, "coverage")],
    // The build is what runs; its maps lead back to the sources, and only those count.
    ...["--exclude-after-remap", "--include", "src/**", "--include", "devices/**"],
    ...["--reporter", "text-summary", "--reporter", "lcov"],
  ];
  const status = await finish(
    spawn(process.execPath, [...c8, process.execPath, ...run], { cwd: root, stdio: "inherit" }),
  );
  return status !== 0 || (tellSkips(readFileSync(report, "utf8")) && strict) ? 1 : 0;
}

function testFiles() {
  const tests = readdirSync(join(root, "dist", "test"), { recursive: true }).map(String);
  return tests
    .filter((name) => name.endsWith(".test.js") && (only.length === 0 || only.some((part) => name.includes(part))))
    .map((name) => join("dist", "test", name))
    .sort();
}

/** Prints every skipped test with its reason; true when one of them should have run here. */
function tellSkips(tap) {
  const skips = [...tap.matchAll(/^\s*ok \d+ - (.*?) # SKIP ?(.*)$/gm)].map(([, name, reason]) => ({ name, reason }));
  for (const { name, reason } of skips) console.log(`skipped: ${name}: ${reason || "no reason given"}`);
  const owed = skips.filter(({ reason }) => !/RECORDING|PyTorch/.test(reason));
  if (owed.length > 0 && strict) console.error(`andas: ${owed.length} tests were skipped, and here none may be`);
  return owed.length > 0;
}

function finish(child) {
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}
