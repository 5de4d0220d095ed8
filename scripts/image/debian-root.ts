import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../debian/run.js";
import type { Packages } from "./packages.js";

/** Nobody reads these on a node. */
const NEEDLESS = ["doc", "man", "locale", "info", "lintian", "bug", "bash-completion", "zsh", "gtk-doc"];

/**
 * Debian for arm64: its packages unpacked into a folder, and then set up as their own scripts would. None of these scripts is run, so that
 * nothing here has to run programs for arm64, needs a network, or makes a key or a number that only this image has. Kept, for it takes a minute.
 */
export function debianRoot(root: string, packages: Packages, cache: string): void {
  const kept = join(cache, "debian-root.tar");
  const stamp = `${kept}.made-of`;
  const wanted = JSON.stringify(packages.installed);
  mkdirSync(root, { recursive: true });
  if (existsSync(kept) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    run("tar", ["-xpf", kept, "-C", root, "--numeric-owner"]);
    return;
  }
  console.log("unpacking Debian's packages …");
  // The one with the links of /bin and /lib is the first.
  const files = [...packages.installed].sort((one, other) => rank(one) - rank(other));
  for (const file of files) run("dpkg-deb", ["-x", join(packages.folder, file), root]);
  for (const name of NEEDLESS) rmSync(join(root, "usr/share", name), { recursive: true, force: true });
  run("tar", ["-cpf", `${kept}.new`, "-C", root, "--numeric-owner", "."]);
  renameSync(`${kept}.new`, kept);
  writeFileSync(stamp, wanted);
}

function rank(file: string): number {
  return file.startsWith("base-files_") ? 0 : 1;
}

/** What the packages' scripts would have left behind, as far as a node needs it. */
export function setUp(root: string, epoch: number): void {
  const at = (path: string) => join(root, path);
  const copy = (from: string, to: string) => {
    mkdirSync(dirname(at(to)), { recursive: true });
    copyFileSync(at(from), at(to));
  };
  const link = (to: string, from: string) => {
    rmSync(at(from), { recursive: true, force: true });
    mkdirSync(dirname(at(from)), { recursive: true });
    symlinkSync(to, at(from));
  };
  // base-files, base-passwd, libc-bin
  copy("usr/share/libc-bin/nsswitch.conf", "etc/nsswitch.conf");
  copy("usr/share/base-files/profile", "etc/profile");
  copy("usr/share/base-files/dot.profile", "root/.profile");
  link("../run", "var/run");
  link("../run/lock", "var/lock");
  chmodSync(at("root"), 0o700);
  for (const path of ["tmp", "var/tmp"]) chmodSync(at(path), 0o1777);
  // mawk: `update-alternatives`
  link("/etc/alternatives/awk", "usr/bin/awk");
  link("/usr/bin/mawk", "etc/alternatives/awk");
  // tzdata
  link("/usr/share/zoneinfo/Etc/UTC", "etc/localtime");
  // openssh-server: ucf
  copy("usr/share/openssh/sshd_config", "etc/ssh/sshd_config");
  trustAuthorities(root);
  // libpam-runtime is in scripts/image/root/etc/pam.d: what `pam-auth-update` makes of "unix" and "systemd".
  runOfImage(root, epoch, "systemd-sysusers");
  // dbus: only the bus itself may start services as their users.
  const group = /^messagebus:[^:]*:(\d+)/m.exec(readFileSync(at("etc/group"), "utf8"))?.[1];
  if (group === undefined) throw new Error("dbus' group was not made");
  run("chown", [`0:${group}`, at("usr/lib/dbus-1.0/dbus-daemon-launch-helper")]);
  chmodSync(at("usr/lib/dbus-1.0/dbus-daemon-launch-helper"), 0o4754);
  for (const path of ["etc/passwd-", "etc/group-", "etc/shadow-", "etc/gshadow-", "etc/.pwd.lock"])
    rmSync(at(path), { force: true });
}

/** ca-certificates: all of Mozilla's authorities, in one file and by their own names. */
function trustAuthorities(root: string): void {
  const from = join(root, "usr/share/ca-certificates/mozilla");
  const to = join(root, "etc/ssl/certs");
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from).sort();
  writeFileSync(
    join(to, "ca-certificates.crt"),
    names.map((name) => `${readFileSync(join(from, name), "utf8").trimEnd()}\n`).join(""),
  );
}

/** Runs one of the image's own programs on the image, by way of QEMU where this machine is another; days that it notes are those of the image. */
export function runOfImage(root: string, epoch: number, program: string, ...args: string[]): string {
  const path = join(root, "usr/bin", program);
  const [first = "", ...rest] = process.arch === "arm64" ? [path] : ["qemu-aarch64-static", "-L", root, path];
  return run(first, [...rest, `--root=${root}`, ...args], { env: { SOURCE_DATE_EPOCH: String(epoch) } });
}
