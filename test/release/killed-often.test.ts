import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseArgs } from "node:util";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { ANDAS } from "../commands/andas.js";
import { temporary } from "../config/card-folder.js";
import { pause } from "../mqtt/real-brokers.js";
import { aBundle, filesOf, MAKER } from "./a-bundle.js";
import { launcherIn, release } from "./a-shelf.js";

/** `npm run test:update -- --times 200`; a few for everybody. */
const { values } = parseArgs({ options: { times: { type: "string", default: "6" } }, strict: false });
const TIMES = Number(values.times);
/** An update that is left alone takes about so long from its process's start, in ms; every fourth is. */
const WHOLE = 700;

test(`killed ${TIMES} times while it installs a release, the node starts on a whole one each time, the old or the new`, async (t) => {
  const folder = await temporary(t);
  const [image, shelf, keys, bundle] = ["image", "shelf", "keys", "bundle.andas"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  release(image, "0.1.0");
  const launcher = launcherIn(image);
  mkdirSync(keys);
  writeFileSync(join(keys, "maker.pem"), createPublicKey(MAKER.secret).export({ type: "spki", format: "pem" }));
  const random = new SeededRandom("update");
  const ran: Record<string, number> = {};
  let installed = 0;
  for (let time = 1; time <= TIMES; time++) {
    const version = `1.0.${time}`;
    const big = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`models/${i}.onnx`, `${random.next()}`.repeat(2000)]),
    );
    const files = { ...filesOf(version), ...big };
    writeFileSync(bundle, await aBundle({ version, files, manifest: { platform: "any" } }));
    const child = spawn(process.execPath, [ANDAS, "update", bundle, "--shelf", shelf, "--keys", keys], {
      stdio: "ignore",
    });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    if (time % 4 !== 0) {
      await Promise.race([pause(random.next() * WHOLE), ended]);
      child.kill("SIGKILL");
    }
    const when = `time ${time}`;
    if ((await ended) === 0) installed++;
    const started = await startOn(launcher, shelf);
    ran[started === version ? "the new" : "an older"] = (ran[started === version ? "the new" : "an older"] ?? 0) + 1;
    const home = started === "0.1.0" ? image : join(shelf, "releases", started);
    const whole = started === version ? files : filesOf(started);
    for (const [path, text] of Object.entries(whole))
      assert.equal(readFileSync(join(home, path), "utf8"), text, `${path}, ${when}`);
    // What is tried goes back by itself: nobody confirms it.
    for (let i = 0; existsSync(join(shelf, "trial")); i++) {
      assert.ok(i < 4, when);
      await startOn(launcher, shelf);
    }
    if (started === version) assert.equal(readlinkSync(join(shelf, "failed")), `releases/${version}`);
  }
  t.diagnostic(`${TIMES} times: ${JSON.stringify(ran)}, ${installed} ended before they were killed`);
});

async function startOn(launcher: string, shelf: string): Promise<string> {
  const child = spawn(launcher, ["run"], {
    env: { ...process.env, ANDAS_SHELF: shelf, ANDAS_NODE: process.execPath },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  assert.equal(code, 0);
  return /andas (\S+)/.exec(stdout)?.[1] ?? "";
}
