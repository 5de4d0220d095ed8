import { readlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { RootFiles } from "./root-files.js";

/** A serial port as a card may name it. */
export interface SerialPortFound {
  /** `/dev/serial/by-id/…` where it has such a name, for that one stays; else its device. */
  readonly path: string;
  /** Where the name leads now: `ttyUSB0`. Undefined of one that leads nowhere. */
  readonly device: string | undefined;
  /** Who has it open, as far as this user may know. */
  readonly heldBy?: { readonly pid: number; readonly name: string };
}

/** USB adapters, USB boards, and a Pi's own port. */
const PORTS = /^tty(USB|ACM|AMA)\d+$/;
const BY_ID = "dev/serial/by-id";

/** Every serial port, those with a name that stays first. Never throws. */
export async function serialPorts(root: string): Promise<SerialPortFound[]> {
  const files = new RootFiles(root);
  const named = await Promise.all(
    (await files.list(BY_ID)).map(async (name) => {
      const target = await readlink(join(root, BY_ID, name)).catch(() => undefined);
      return { path: `/${BY_ID}/${name}`, device: target && basename(target) };
    }),
  );
  const known = new Set(named.map(({ device }) => device));
  const others = (await files.list("dev"))
    .filter((device) => PORTS.test(device) && !known.has(device))
    .map((device) => ({ path: `/dev/${device}`, device }));
  const found = [...named, ...others];
  if (found.length === 0) return [];
  const holders = await holdersOf(root, files);
  return found.map((port) => {
    const heldBy = port.device === undefined ? undefined : holders.get(port.device);
    return { ...port, ...(heldBy && { heldBy }) };
  });
}

/** Who has which terminal open: every process's open files, where we may look (proc_pid_fd(5)). */
async function holdersOf(root: string, files: RootFiles): Promise<Map<string, { pid: number; name: string }>> {
  const holders = new Map<string, { pid: number; name: string }>();
  const pids = (await files.list("proc")).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const open = await files.list(`proc/${pid}/fd`);
    for (const fd of open) {
      const target = await readlink(join(root, "proc", pid, "fd", fd)).catch(() => "");
      if (!target.startsWith("/dev/tty") || !PORTS.test(basename(target))) continue;
      const name = (await files.text(`proc/${pid}/comm`))?.trim() ?? "a process";
      holders.set(basename(target), { pid: Number(pid), name });
    }
  }
  return holders;
}
