import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { serialPorts } from "../../../src/ports/os/serial-ports.js";

/** A root with these files; what begins with an arrow is a link. */
async function rootWith(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(os.tmpdir(), "andas-serial-"));
  t.after(() => rm(root, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    if (content.startsWith("-> ")) await symlink(content.slice(3), join(root, path));
    else await writeFile(join(root, path), content);
  }
  return root;
}

test("ports are listed by the name that stays, then by their device, with who has them open", async (t) => {
  const root = await rootWith(t, {
    "dev/ttyUSB0": "",
    "dev/ttyUSB1": "",
    "dev/ttyAMA10": "",
    "dev/ttyACM0": "",
    "dev/ttyS0": "",
    "dev/tty1": "",
    "dev/serial/by-id/usb-FTDI_b": "-> ../../ttyUSB1",
    "dev/serial/by-id/usb-Arduino_a": "-> ../../ttyACM0",
    "proc/self/comm": "x",
    "proc/12/comm": "screen\n",
    "proc/12/fd/0": "-> /dev/pts/1",
    "proc/12/fd/1": "-> /dev/tty1",
    "proc/12/fd/5": "-> /dev/ttyUSB1",
    "proc/13/fd/3": "-> /dev/ttyUSB0",
    "proc/13/fd/4": "no link",
    "proc/14/comm": "no files may be seen",
  });
  assert.deepEqual(await serialPorts(root), [
    { path: "/dev/serial/by-id/usb-Arduino_a", device: "ttyACM0" },
    { path: "/dev/serial/by-id/usb-FTDI_b", device: "ttyUSB1", heldBy: { pid: 12, name: "screen" } },
    { path: "/dev/ttyAMA10", device: "ttyAMA10" },
    { path: "/dev/ttyUSB0", device: "ttyUSB0", heldBy: { pid: 13, name: "a process" } },
  ]);
});

test("a name that leads nowhere is told all the same, and a computer without ports has none", async (t) => {
  const root = await rootWith(t, { "dev/serial/by-id/usb-gone": "" });
  assert.deepEqual(await serialPorts(root), [{ path: "/dev/serial/by-id/usb-gone", device: undefined }]);
  assert.deepEqual(await serialPorts(await rootWith(t, {})), []);
});
