// `npm test`: every check that needs no special machine. Lint and format, then all tests over the build that is shipped,
// with coverage. On a user's machine a test that lacks a program or a recording is skipped, and each skip is told with its
// reason; with CI=true (or --no-skips) a skip is a failure, but for what only a recording or a PyTorch of one's own can show.
// `npm test -- NAME...` runs only the tests whose path contains a NAME, and asks for no coverage.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { makeFresh, root } from "./fresh.mjs";

/** What the tests must reach, in per cent. It may rise with what is reached, and never falls. */
const LEAST_COVERAGE = { lines: 99, branches: 95 };

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
    ...["--reporter", "text-summary", "--reporter", "json-summary", "--reporter", "lcov"],
  ];
  const status = await finish(
    spawn(process.execPath, [...c8, process.execPath, ...run], { cwd: root, stdio: "inherit" }),
  );
  const owed = tellSkips(readFileSync(report, "utf8"));
  if (status !== 0 || (owed && strict)) return 1;
  // Only the whole suite can reach it.
  return only.length > 0 || owed || coverageReached() ? 0 : 1;
}

/** Says which coverage is missing and what to do. */
function coverageReached() {
  const { total } = JSON.parse(readFileSync(join(root, "coverage", "coverage-summary.json"), "utf8"));
  const missed = Object.entries(LEAST_COVERAGE).filter(([of, least]) => total[of].pct < least);
  for (const [of, least] of missed)
    console.error(
      `andas: the tests reach ${total[of].pct} % of the ${of} and must reach ${least} %: open coverage/lcov-report/index.html, ` +
        "and test what is red there or take it out",
    );
  return missed.length === 0;
}

function testFiles() {
  const tests = readdirSync(join(root, "dist", "test"), { recursive: true }).map(String);
  const found = tests
    .filter((name) => name.endsWith(".test.js") && (only.length === 0 || only.some((part) => name.includes(part))))
    .map((name) => join("dist", "test", name))
    .sort();
  if (found.length > 0) return found;
  // Node.js would look for tests by itself, and run whatever lies in folders of that name.
  console.error(
    `andas: no test's path contains ${only.join(" or ")}: give parts of paths under test/, like spikes or node/hold`,
  );
  process.exit(2);
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
