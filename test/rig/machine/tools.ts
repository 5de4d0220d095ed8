import { installPrograms } from "../../../scripts/debian/tools.js";
import type { Target } from "./target.js";

/** Installs the programs that the rig needs of this machine. @throws Unavailable that says what to install, where it cannot */
export function installTools({ qemu, qemuPackage }: Target): void {
  installPrograms("the rig", {
    [qemu]: qemuPackage,
    mosquitto: "mosquitto",
    "dpkg-deb": "dpkg",
    depmod: "kmod",
    cpio: "cpio",
    mke2fs: "e2fsprogs",
  });
}
