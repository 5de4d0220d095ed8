import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { partitionOf, type Slot, selectorFor } from "../../src/release/system/slots.js";

/** The firmware of the boards' graphics chip in its plain form; others serve cameras, debugging and very little memory. */
const FIRMWARE = ["bootcode.bin", "start.elf", "fixup.dat", "start4.elf", "fixup4.dat"];
/** Zero 2 W, 3, 4, 5, and what is built of them. */
const BOARDS = /^bcm(2837-rpi-(3|zero-2|cm3)|2711-rpi|2712).*\.dtb$/;

const COMMAND_LINES: Readonly<Record<Slot, string>> = { a: "cmdline.txt", b: "cmdline-b.txt" };

/** What the firmware of the board is told (Raspberry Pi's documentation, "config.txt", "conditional filters"); the kernel is Debian's, and so are its boards' names. */
const CONFIG = `# andas: what the board starts. Settings of yours are lost with the next image.
arm_64bit=1
upstream_kernel=1
kernel=vmlinuz
initramfs initrd.img followkernel
enable_uart=1
disable_splash=1
boot_delay=0

# The same files start in both slots: by these the kernel knows which of them it is in.
[boot_partition=${partitionOf("b", "boot").number}]
cmdline=${COMMAND_LINES.b}
[all]
`;

/** No console on the serial port: a logger or a SpikerBox may hang there. */
const commandLine = (slot: Slot) =>
  `andas.slot=${slot} ro rootwait console=tty0 quiet loglevel=4 panic=10 fsck.repair=yes systemd.gpt_auto=0 net.ifnames=0`;

/** Fills the folder of a boot partition with firmware, kernel and the boards' descriptions. */
export function layOutBoot(folder: string, from: string, kernel: string, initrd: Uint8Array): void {
  mkdirSync(join(folder, "overlays"), { recursive: true });
  const firmware = join(from, "usr/lib/raspi-firmware");
  for (const file of FIRMWARE) cpSync(join(firmware, file), join(folder, file));
  cpSync(join(firmware, "overlays"), join(folder, "overlays"), { recursive: true });
  const modules = join(from, "usr/lib/modules", kernel);
  const boards = join(modules, "dtb/broadcom");
  for (const file of readdirSync(boards)) if (BOARDS.test(file)) cpSync(join(boards, file), join(folder, file));
  cpSync(join(modules, "vmlinuz"), join(folder, "vmlinuz"));
  writeFileSync(join(folder, "initrd.img"), initrd);
  writeFileSync(join(folder, "config.txt"), CONFIG);
  for (const slot of ["a", "b"] as const) writeFileSync(join(folder, COMMAND_LINES[slot]), `${commandLine(slot)}\n`);
}

/**
 * What chooses between two of them, on the first partition (Raspberry Pi's documentation, "autoboot.txt"): the second is tried once by
 * `reboot "0 tryboot"`. A Pi 3 and a Zero 2 W begin with bootcode.bin, and want a config.txt beside it, if an empty one.
 */
export function layOutSelector(folder: string, from: string): void {
  cpSync(join(from, "usr/lib/raspi-firmware/bootcode.bin"), join(folder, "bootcode.bin"));
  writeFileSync(join(folder, "config.txt"), "");
  writeFileSync(join(folder, "autoboot.txt"), selectorFor("a"));
}

/** An empty one, for the image that comes next. */
export function emptyFolder(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
