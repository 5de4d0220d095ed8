/** What the machine itself needs of the kernel, by name; what these need comes with them. */
export const MACHINE_MODULES = [
  "virtio_pci",
  "virtio_blk",
  "virtio_net",
  "virtio_console",
  "virtio_rng",
  "ext4",
  "9p",
  "9pnet_virtio",
  "xhci_pci",
  "ftdi_sio",
] as const;

/** What is a board to the node: a bus, converters on it, a header. `board.ts` loads them. */
export const BOARD_MODULES = ["i2c-dev", "i2c-stub", "gpio-sim"] as const;

/** Debian's packages that the guest lives on. */
export const PACKAGES = ["busybox", "kmod", "udev", "gpiod", "nodejs"] as const;
