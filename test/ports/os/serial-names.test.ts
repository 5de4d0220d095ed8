import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { stableSerialName } from "../../../src/ports/os/serial-names.js";

test("a port is known by the link that leads to it, whatever it is called now", async (t) => {
  const dev = await mkdtemp(join(os.tmpdir(), "andas-dev-"));
  t.after(() => rm(dev, { recursive: true }));
  const byId = join(dev, "by-id");
  await mkdir(byId);
  for (const name of ["ttyUSB0", "ttyUSB1", "ttyS0"]) await writeFile(join(dev, name), "");
  await symlink("../ttyUSB1", join(byId, "usb-oak"));
  await symlink("../ttyUSB9", join(byId, "usb-gone"));
  const nameOf = (path: string, folder = byId) => stableSerialName(path, folder);
  assert.equal(await nameOf(join(dev, "ttyUSB1")), join(byId, "usb-oak"));
  assert.equal(await nameOf(join(byId, "usb-oak")), join(byId, "usb-oak"));
  assert.equal(await nameOf(join(dev, "ttyS0")), undefined);
  assert.equal(await nameOf(join(dev, "ttyUSB7")), undefined);
  assert.equal(await nameOf(join(dev, "ttyUSB1"), join(dev, "no-such-folder")), undefined);
});
