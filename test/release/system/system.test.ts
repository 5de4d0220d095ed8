import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { OsFiles } from "../../../src/ports/os/files.js";
import { MIB } from "../../../src/release/system/layout.js";
import { runningSlot, selectorFor, usualSlot } from "../../../src/release/system/slots.js";
import { keepSystem, sayHealthy } from "../../../src/release/system/system-trial.js";
import { start } from "../../commands/andas.js";
import { KEPT, LOST } from "../../fakes/crash-disk.js";
import { CrashFiles } from "../../fakes/crash-files.js";
import { aMachine, anImage, signImage } from "./a-card.js";

const [BOOT_A, BOOT_B, ROOT_A, ROOT_B, STATE, CARD] = [2, 3, 5, 6, 7, 1];

const system = (t: TestContext, root: string, ...words: string[]) =>
  start(t, ["system", ...words, "--root", root, "--keys", join(root, "keys")]).ended;

test("an image goes into the slot that does not run; what runs, the card and the state stay", async (t) => {
  const { root, privateKey, firstBytes, selector } = await aMachine(t, "a");
  const image = anImage(root, privateKey);
  execFileSync("xz", ["-0", "--keep", image]);
  signImage(`${image}.xz`, privateKey);
  const { code, stdout, stderr } = await system(t, root, "install", `${image}.xz`);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /lies in slot b; start it with: reboot '0 tryboot'/);
  assert.deepEqual([BOOT_B, ROOT_B].map(firstBytes), ["new boot", "new root"]);
  assert.deepEqual(
    [BOOT_A, ROOT_A, STATE, CARD].map(firstBytes).map((text) => text.slice(0, 5)),
    ["old 2", "old 5", "old 7", "old 1"],
  );
  assert.equal(selector(), selectorFor("a"), "it is tried once, and nothing is chosen yet");
});

test("from the second slot the next one goes into the first", async (t) => {
  const { root, privateKey, firstBytes } = await aMachine(t, "b");
  const { code } = await system(t, root, "install", anImage(root, privateKey));
  assert.equal(code, 0);
  assert.deepEqual([BOOT_A, ROOT_A].map(firstBytes), ["new boot", "new root"]);
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
    for (const fate of [LOST, KEPT]) {
      const files = whole.crash(steps, fate);
      const usual = usualSlot((await files.read("/boot/firmware/autoboot.txt")) ?? "");
      assert.ok(usual === "a" || usual === "b", `cut after ${steps}`);
      await keepSystem(placesOn(files));
      assert.equal(await files.read("/boot/firmware/autoboot.txt"), selectorFor("b"));
    }
});

for (const [what, change, says] of [
  ["without its signature", ({ image }) => execFileSync("rm", [`${image}.sig`]), /new\.img\.sig is not there/],
  ["that was changed", ({ image }) => writeFileSync(image, "x", { flag: "r+" }), /is not the image that was signed/],
  [
    "signed by somebody else",
    ({ root }) => execFileSync("rm", [join(root, "keys/maker.pem")]),
    /no key is trusted here|signed with key/,
  ],
] as const satisfies readonly (readonly [string, (of: { image: string; root: string }) => void, RegExp])[])
  test(`an image ${what} is refused, and nothing is written`, async (t) => {
    const { root, privateKey, firstBytes } = await aMachine(t, "a");
    const image = anImage(root, privateKey);
    change({ image, root });
    const { code, stderr } = await system(t, root, "install", image);
    assert.equal(code, 1);
    assert.match(stderr, says);
    assert.ok([BOOT_B, ROOT_B].map(firstBytes).every((text) => text.startsWith("old")));
  });

test("an image that ends too early, one that lies otherwise and a card without slots are refused with what to do", async (t) => {
  const { root, privateKey } = await aMachine(t, "a");
  const short = await system(t, root, "install", anImage(root, privateKey, { mib: 400 }));
  assert.match(short.stderr, /ends too early: get it anew/);
  writeFileSync(join(root, "new.img"), Buffer.alloc(MIB));
  signImage(join(root, "new.img"), privateKey);
  assert.match((await system(t, root, "install", join(root, "new.img"))).stderr, /no image of andas, or one that lies/);
  writeFileSync(join(root, "proc/cmdline"), "root=/dev/sda1\n");
  const elsewhere = await system(t, root);
  assert.deepEqual([elsewhere.code, /did not start from a card/.test(elsewhere.stderr)], [1, true]);
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
