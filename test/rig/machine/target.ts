/** One kind of machine that the rig boots: everything that differs between two is a figure here. */
export interface Target {
  /** As Node and npm call it. */
  readonly arch: "x64" | "arm64";
  /** As Debian calls it. */
  readonly debian: "amd64" | "arm64";
  readonly qemu: string;
  /** Debian's package of `qemu`. */
  readonly qemuPackage: string;
  readonly machine: readonly string[];
  /** The serial port that the kernel writes to. */
  readonly console: string;
}

const TARGETS: readonly Target[] = [
  {
    arch: "x64",
    debian: "amd64",
    qemu: "qemu-system-x86_64",
    qemuPackage: "qemu-system-x86",
    // With newer ones V8 uses AVX, which costs QEMU three times as much as what it saves.
    machine: ["-M", "q35", "-cpu", "Nehalem"],
    console: "ttyS0",
  },
  {
    arch: "arm64",
    debian: "arm64",
    qemu: "qemu-system-aarch64",
    qemuPackage: "qemu-system-arm",
    machine: ["-M", "virt", "-cpu", "cortex-a53"],
    console: "ttyAMA0",
  },
];

/** @throws Error that names those that there are */
export function targetOf(arch: string): Target {
  const found = TARGETS.find((target) => target.arch === arch);
  if (found) return found;
  throw new Error(`--arch ${arch}: give one of ${TARGETS.map((target) => target.arch).join(", ")}`);
}
