import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { imageBytes } from "../../../src/commands/system/image-bytes.js";
import { openBlocks } from "../../../src/ports/os/block-device.js";
import { OsFiles } from "../../../src/ports/os/files.js";
import { LAYOUT } from "../../../src/release/system/layout.js";
import { runningSlot, selectorFor, usualSlot } from "../../../src/release/system/slots.js";
import { keepSystem, sayHealthy } from "../../../src/release/system/system-trial.js";
import { writeSlot } from "../../../src/release/system/write-slot.js";
import { start } from "../../commands/andas.js";
import { AS_FAT, KEPT, LOST } from "../../fakes/crash-disk.js";
import { CrashFiles } from "../../fakes/crash-files.js";
import { aMachine, aSignedFile, imageOf, SMALL } from "./a-card.js";

const system = (t: TestContext, root: string, ...words: string[]) =>
  start(t, ["system", ...words, "--root", root, "--keys", join(root, "keys")]).ended;

test("an image goes into the slot that does not run; what runs, the card and the state stay", async (t) => {
  const { deviceOf, firstBytes, selector } = await aMachine(t, "a");
  const shares: number[] = [];
  const parts = { deviceOf, open: openBlocks, layout: SMALL, onProgress: (share: number) => shares.push(share) };
  await writeSlot({ ...parts, image: imageOf(SMALL), slot: "b" });
  // Card, boot a and b, root a and b, state.
  assert.deepEqual(firstBytes(), ["old 1", "old 2", "new boot-a", "old 5", "new root-a", "old 7"]);
  assert.deepEqual([shares.at(-1), [...shares].sort((a, b) => a - b)], [1, shares]);
  assert.equal(selector(), selectorFor("a"), "it is tried once, and nothing is chosen yet");

  await writeSlot({ ...parts, image: imageOf(SMALL), slot: "a" });
  assert.deepEqual(firstBytes(), ["old 1", "new boot-a", "new boot-a", "new root-a", "new root-a", "old 7"]);
});

test("what is right already is not written again", async (t) => {
  const { deviceOf } = await aMachine(t, "a");
  const written: number[] = [];
  const open = async (path: string) => {
    const device = await openBlocks(path);
    return {
      ...{ read: device.read.bind(device), sync: device.sync.bind(device), close: device.close.bind(device) },
      write: (bytes: Uint8Array, at: number) => {
        written.push(bytes.length);
        return device.write(bytes, at);
      },
    };
  };
  const parts = { slot: "b", deviceOf, open, layout: SMALL } as const;
  await writeSlot({ ...parts, image: imageOf(SMALL) });
  assert.equal(written.length, 2, "the piece with the word of each");
  await writeSlot({ ...parts, image: imageOf(SMALL) });
  assert.equal(written.length, 2);
});

test("a card that does not give back what was written, or has no room, is told of", async (t) => {
  const { deviceOf } = await aMachine(t, "a");
  const worn = async (path: string) => {
    const device = await openBlocks(path);
    return {
      ...{ read: device.read.bind(device), sync: device.sync.bind(device), close: device.close.bind(device) },
      write: async () => {},
    };
  };
  const parts = { slot: "b", deviceOf, layout: SMALL } as const;
  await assert.rejects(writeSlot({ ...parts, image: imageOf(SMALL), open: worn }), /worn out, take another/);
  truncateSync(deviceOf(6), 1000);
  await assert.rejects(writeSlot({ ...parts, image: imageOf(SMALL), open: openBlocks }), /too small for the image/);
});

test("an image that ends too early, or lies otherwise, is refused", async (t) => {
  const { deviceOf, firstBytes } = await aMachine(t, "a");
  const parts = { slot: "b", deviceOf, open: openBlocks, layout: SMALL } as const;
  const before = firstBytes();
  await assert.rejects(writeSlot({ ...parts, image: imageOf(LAYOUT, 2_000_000) }), /lies otherwise on a card/);
  assert.deepEqual(firstBytes(), before);
  await assert.rejects(writeSlot({ ...parts, image: imageOf(SMALL, 3_000_000) }), /ends too early: get it anew/);
});

test("an image is read as it lies, and out of an .xz", async (t) => {
  const { root } = await aMachine(t, "a");
  const image = join(root, "some.img");
  writeFileSync(image, "what is flashed");
  execFileSync("xz", ["--keep", image]);
  const read = async (path: string) => {
    let text = "";
    for await (const bytes of imageBytes(path)) text += Buffer.from(bytes).toString();
    return text;
  };
  assert.deepEqual(await Promise.all([image, `${image}.xz`].map(read)), ["what is flashed", "what is flashed"]);
  writeFileSync(`${image}.xz`, "no xz");
  await assert.rejects(read(`${image}.xz`), /cannot be unpacked/);
  await assert.rejects(read(join(root, "nowhere.img")), /cannot be read .*: name an image/);
});

test("a system on trial is kept once its node says that it breathes well, and is the usual one then", async (t) => {
  const { root, selector } = await aMachine(t, "b", "a");
  const shelf = join(root, "var/lib/andas-releases");
  assert.match((await system(t, root)).stdout, /slot b runs, on trial; the next start takes slot a/);
  await sayHealthy({ files: new OsFiles(), root, shelf });
  assert.ok(existsSync(join(shelf, "system-healthy")), "what systemd waits for");
  assert.match((await system(t, root, "keep")).stdout, /slot b is the usual one/);
  assert.equal(selector(), selectorFor("b"));
  assert.ok(!existsSync(join(shelf, "system-healthy")));
  assert.match((await system(t, root, "status")).stdout, /slot b runs, the next start takes slot b/);
  assert.equal((await system(t, root, "give-up")).code, 0, "nothing to give up");
});

test("a power cut while it is kept leaves the one or the other usual", async () => {
  const begin = { "/proc/cmdline": "andas.slot=b ro", "/boot/firmware/autoboot.txt": selectorFor("a") };
  const placesOn = (files: CrashFiles) => ({ files, root: "", shelf: "/shelf" });
  const whole = new CrashFiles(begin);
  await keepSystem(placesOn(whole));
  for (let steps = 0; steps <= whole.steps.length; steps++)
    // A sector of a card is written whole or not at all.
    for (const fate of [LOST, KEPT, AS_FAT]) {
      const files = whole.crash(steps, fate);
      const usual = usualSlot((await files.read("/boot/firmware/autoboot.txt")) ?? "");
      assert.ok(usual === "a" || usual === "b", `cut after ${steps}`);
      await keepSystem(placesOn(files));
      assert.equal(await files.read("/boot/firmware/autoboot.txt"), selectorFor("b"));
    }
});

for (const [what, change, says] of [
  ["without its signature", ({ image }) => rmSync(`${image}.sig`), /new\.img\.sig is not there/],
  ["that was changed", ({ image }) => writeFileSync(image, "x"), /is not the image that was signed/],
  ["signed by somebody else", ({ root }) => rmSync(join(root, "keys/maker.pem")), /no key is trusted|signed with key/],
  ["that is none of andas", () => {}, /no image of andas, or one that lies otherwise/],
] as const satisfies readonly (readonly [string, (of: { image: string; root: string }) => void, RegExp])[])
  test(`an image ${what} is refused, and nothing is written`, async (t) => {
    const { root, privateKey, firstBytes } = await aMachine(t, "a");
    const [image, before] = [aSignedFile(root, privateKey), firstBytes()];
    change({ image, root });
    const { code, stderr } = await system(t, root, "install", image);
    assert.equal(code, 1);
    assert.match(stderr, says);
    assert.deepEqual(firstBytes(), before);
  });

test("a machine that did not start from a card is told that there are no slots", async (t) => {
  const { root } = await aMachine(t, "a");
  writeFileSync(join(root, "proc/cmdline"), "root=/dev/sda1\n");
  const { code, stderr } = await system(t, root);
  assert.deepEqual([code, /did not start from a card/.test(stderr)], [1, true]);
});

test("what makes no sense on the command line is said", async (t) => {
  const { root } = await aMachine(t, "b", "a");
  assert.match((await system(t, root, "install")).stderr, /say `andas system install IMAGE`/);
  assert.match((await system(t, root, "instal")).stderr, /instal/);
  assert.match((await system(t, root, "install", "x.img")).stderr, /on trial itself/);
});

test("slots are known by the kernel's line and the firmware's file alone", () => {
  assert.deepEqual(["andas.slot=b", "quiet andas.slot=a ro", "xandas.slot=a", "andas.slot=c", ""].map(runningSlot), [
    "b",
    "a",
    undefined,
    undefined,
    undefined,
  ]);
  assert.equal(usualSlot("[tryboot]\nboot_partition=2\n"), undefined);
});
