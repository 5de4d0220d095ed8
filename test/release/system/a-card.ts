import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { keyId } from "../../../src/release/signature.js";
import { LAYOUT, MIB, placesOf } from "../../../src/release/system/layout.js";
import { partitionTable } from "../../../src/release/system/partition-table.js";
import { type Slot, selectorFor } from "../../../src/release/system/slots.js";

/** A machine that started from a card, laid out as files: its partitions are plain files in the place of devices. */
export async function aMachine(t: TestContext, running: Slot, usual: Slot = running) {
  const root = await mkdtemp(join(tmpdir(), "andas-machine-"));
  t.after(() => rm(root, { recursive: true, force: true }));
  for (const folder of ["proc", "boot/firmware", "dev/disk/by-label", "var/lib/andas-releases", "keys"])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "proc/cmdline"), `andas.slot=${running} ro rootwait quiet\n`);
  writeFileSync(join(root, "boot/firmware/autoboot.txt"), selectorFor(usual));
  for (const { number, mib } of LAYOUT) {
    const path = join(root, `dev/mmcblk0p${number}`);
    writeFileSync(path, `old ${number}`);
    truncateSync(path, mib * MIB);
  }
  symlinkSync("../../mmcblk0p1", join(root, "dev/disk/by-label/ANDAS"));
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  writeFileSync(join(root, "keys/maker.pem"), publicKey.export({ type: "spki", format: "pem" }));
  return {
    ...{ root, privateKey },
    firstBytes: (partition: number) =>
      readFileSync(join(root, `dev/mmcblk0p${partition}`))
        .subarray(0, 8)
        .toString(),
    selector: () => readFileSync(join(root, "boot/firmware/autoboot.txt"), "utf8"),
  };
}

/** An image whose filled partitions begin with a word, with its sum and signature beside it. Mostly a hole. */
export function anImage(root: string, key: KeyObject, { mib = placesOf(LAYOUT).mib, layout = LAYOUT } = {}): string {
  const path = join(root, "new.img");
  const content = Buffer.alloc(mib * MIB);
  for (const { at, bytes } of partitionTable(layout, 7)) content.set(bytes, at);
  for (const { name, at } of placesOf(LAYOUT).places) content.write(`new ${name}`, at * MIB);
  writeFileSync(path, content.subarray(0, mib * MIB));
  signImage(path, key);
  return path;
}

export function signImage(path: string, key: KeyObject): void {
  const sum = `${createHash("sha256").update(readFileSync(path)).digest("hex")}  ${path.split("/").at(-1)}\n`;
  writeFileSync(`${path}.sha256`, sum);
  const signature = sign(null, Buffer.from(sum), key).toString("base64");
  writeFileSync(`${path}.sig`, JSON.stringify({ key: keyId(key), signature }));
}
