import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { temporary } from "../config/card-folder.js";
import { KEPT, LOST, torn, zeroed } from "../fakes/crash-disk.js";
import type { CrashFiles } from "../fakes/crash-files.js";
import { aBoard, RUNNING, SHELF } from "./a-board.js";
import { filesOf } from "./a-bundle.js";
import { launcherIn, release } from "./a-shelf.js";

/** Every story is cut after each of its steps in four ways; so many of those are looked at, drawn by lot. */
const LOOKED_AT = 200;

type Story = (board: ReturnType<typeof aBoard>) => Promise<void>;

/** What happens on the shelf, from a board on which 0.2.0 runs. */
const STORIES: Readonly<Record<string, Story>> = {
  "a release is installed, tried and stays": async ({ install, shelf }) => {
    await install();
    await shelf.keep("0.3.0", { healthy: 1, unhealthy: 0, missed: [] });
    await shelf.keep("0.3.0", { healthy: 2, unhealthy: 0, missed: [] });
    await shelf.confirm();
    await shelf.sweep();
  },
  "it is sent back, and the next one stays": async ({ install, shelf }) => {
    await install();
    await shelf.keep("0.3.0", { healthy: 0, unhealthy: 3, missed: ["samples"] });
    await shelf.giveUp();
    await install({ version: "0.4.0" });
    await shelf.confirm();
    await shelf.sweep();
    await install({ version: "0.5.0" }, { running: { ...RUNNING, version: "0.4.0" } });
  },
};

test(`cut at ${LOOKED_AT} moments of every step of an update, the node starts on a whole release, the old or the new`, async (t) => {
  const random = new SeededRandom("moments");
  const cuts: { story: string; board: ReturnType<typeof aBoard>; steps: number; fate: number }[] = [];
  for (const [story, live] of Object.entries(STORIES)) {
    const board = aBoard();
    await live(board);
    for (let steps = 0; steps <= board.files.steps.length; steps++)
      for (const fate of [0, 1, 2, 3]) cuts.push({ story, board, steps, fate });
  }
  assert.ok(cuts.length > LOOKED_AT);
  const fates = [LOST, KEPT, torn(1), zeroed(2)];
  const folder = await temporary(t);
  const image = join(folder, "image");
  release(image, "0.2.0");
  const launcher = launcherIn(image);
  const ran: Record<string, number> = {};
  for (let moment = 0; moment < LOOKED_AT; moment++) {
    const { story, board, steps, fate } = cuts[Math.floor(random.next() * cuts.length)]!;
    const shelf = join(folder, `shelf-${moment}`);
    layOut(board.files.crash(steps, fates[fate]!), shelf);
    const when = `${story}, cut after ${steps} of ${board.files.steps.length} steps, fate ${fate}`;
    const version = startOn(launcher, shelf, when);
    ran[version] = (ran[version] ?? 0) + 1;
    rmSync(shelf, { recursive: true, force: true });
  }
  t.diagnostic(
    `${LOOKED_AT} of ${cuts.length} moments: ${Object.entries(ran)
      .map(([version, times]) => `${times} started ${version}`)
      .join(", ")}`,
  );
  assert.ok((ran["0.2.0"] ?? 0) > 0 && (ran["0.3.0"] ?? 0) > 0);
});

test("after a power cut at any step the same release can be installed, or is there", async () => {
  const whole = aBoard();
  await whole.install();
  for (let steps = 0; steps <= whole.files.steps.length; steps++)
    for (const fate of [LOST, KEPT, torn(1)]) {
      const { install, shelf, files } = aBoard(whole.files.crash(steps, fate));
      if ((await shelf.version("trial")) === undefined) await install();
      assert.equal(await shelf.version("trial"), "0.3.0", `cut after ${steps}`);
      for (const [path, text] of Object.entries(filesOf("0.3.0")))
        assert.equal(await files.read(`${SHELF}/releases/0.3.0/${path}`), text, `${path}, cut after ${steps}`);
    }
});

/** Starts what is to run, as systemd would; its version, once every file of it was found whole. */
function startOn(launcher: string, shelf: string, when: string): string {
  const { status, stdout, stderr } = spawnSync(launcher, ["run"], {
    env: { ...process.env, ANDAS_SHELF: shelf, ANDAS_NODE: process.execPath },
    encoding: "utf8",
  });
  assert.equal(status, 0, `${when}: ${stderr}`);
  const version = /^andas (\S+)$/m.exec(stdout)?.[1] ?? "";
  assert.notEqual(version, "", when);
  if (version !== "0.2.0")
    for (const [path, text] of Object.entries(filesOf(version)))
      assert.equal(readFileSync(join(shelf, "releases", version, path), "utf8"), text, `${path}, ${when}`);
  return version;
}

/** The shelf of a disk, as files. */
function layOut(files: CrashFiles, shelf: string): void {
  mkdirSync(shelf, { recursive: true });
  for (const path of files.paths) {
    if (!path.startsWith(`${SHELF}/`)) continue;
    const bytes = files.bytes(path) ?? new Uint8Array();
    const at = join(shelf, path.slice(SHELF.length));
    mkdirSync(dirname(at), { recursive: true });
    const text = Buffer.from(bytes).toString("utf8");
    if (text.startsWith("-> ")) symlinkSync(text.slice(3), at);
    else writeFileSync(at, bytes);
  }
}
