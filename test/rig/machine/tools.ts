import { has, run, Unavailable } from "./run.js";
import type { Target } from "./target.js";

/** Programs of this machine, and Debian's packages that they are in. */
function toolsFor({ qemu, qemuPackage }: Target): Record<string, string> {
  return {
    [qemu]: qemuPackage,
    mosquitto: "mosquitto",
    "dpkg-deb": "dpkg",
    depmod: "kmod",
    cpio: "cpio",
    mke2fs: "e2fsprogs",
  };
}

/**
 * Installs what is missing, as root or with a sudo that asks nothing.
 * @throws Unavailable that says what to install, where it cannot
 */
export function installTools(target: Target): void {
  const missing = Object.entries(toolsFor(target)).flatMap(([program, name]) => (has(program) ? [] : [name]));
  if (missing.length === 0) return;
  const advice = `the rig needs ${missing.join(", ")}: apt-get install --no-install-recommends ${missing.join(" ")}`;
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  if (!has("apt-get") || (sudo.length > 0 && !has("sudo"))) throw new Unavailable(advice);
  const apt = (...args: string[]) => {
    const [program = "", ...rest] = [...sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y", ...args];
    return run(program, rest);
  };
  console.log(`installing ${missing.join(", ")} …`);
  try {
    apt("update");
    apt("install", "--no-install-recommends", ...missing);
  } catch (error) {
    throw new Unavailable(advice, { cause: error });
  }
}
