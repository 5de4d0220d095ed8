import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { keyId } from "../../../src/release/signature.js";
import { LAYOUT, MIB, type Partition, placesOf } from "../../../src/release/system/layout.js";
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
  const deviceOf = (partition: number) => join(root, `dev/mmcblk0p${partition}`);
  for (const { number } of LAYOUT) {
    writeFileSync(deviceOf(number), `old ${number}`);
    truncateSync(deviceOf(number), MIB);
  }
  symlinkSync("../../mmcblk0p1", join(root, "dev/disk/by-label/ANDAS"));
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  writeFileSync(join(root, "keys/maker.pem"), publicKey.export({ type: "spki", format: "pem" }));
  return {
    ...{ root, privateKey, deviceOf },
    /** With what each partition begins. */
    firstBytes: () => LAYOUT.map(({ number }) => readFileSync(deviceOf(number), "latin1").split("\0")[0]),
    selector: () => readFileSync(join(root, "boot/firmware/autoboot.txt"), "utf8"),
  };
}

/** The same order as on a card, each as small as it can be. */
export const SMALL: readonly Partition[] = LAYOUT.map((partition) => ({ ...partition, mib: 1 }));

/** An image whose partitions begin with a word, as it comes: in pieces of odd lengths. */
export async function* imageOf(layout: readonly Partition[], bytes?: number): AsyncGenerator<Uint8Array> {
  const { places, mib } = placesOf(layout);
  const content = Buffer.alloc(mib * MIB);
  for (const sector of partitionTable(layout, 7)) content.set(sector.bytes, sector.at);
  for (const { name, at } of places) content.write(`new ${name}`, at * MIB);
  for (let at = 0; at < (bytes ?? content.length); at += 700_001)
    yield content.subarray(at, Math.min(at + 700_001, bytes ?? content.length));
}

/** A file of some bytes, with its sum and signature beside it. */
export function aSignedFile(root: string, key: KeyObject): string {
  const path = join(root, "new.img");
  writeFileSync(path, Buffer.alloc(MIB));
  signImage(path, key);
  return path;
}

function signImage(path: string, key: KeyObject): void {
  const sum = `${createHash("sha256").update(readFileSync(path)).digest("hex")}  ${path.split("/").at(-1)}\n`;
  writeFileSync(`${path}.sha256`, sum);
  const signature = sign(null, Buffer.from(sum), key).toString("base64");
  writeFileSync(`${path}.sig`, JSON.stringify({ key: keyId(createPublicKey(key)), signature }));
}
