import { copyFileSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../scripts/debian/run.js";
import { LAYOUT, MIB, placesOf } from "../../src/release/system/layout.js";
import { otherSlot, partitionOf, usualSlot } from "../../src/release/system/slots.js";

/** What the firmware of a board would load. */
export interface StartFiles {
  readonly kernel: string;
  readonly initrd: string;
  /** The device tree of a Pi 3B. */
  readonly pi3: string;
  readonly commandLine: string;
}

/** A card of 4 GB that the image was written to, in the hands of somebody with a laptop: the first partition, and nothing else. */
export class FlashedCard {
  /** The whole card, a file. */
  readonly path: string;
  readonly #folder: string;

  private constructor(path: string, folder: string) {
    this.path = path;
    this.#folder = folder;
  }

  static flash(image: string, folder: string): FlashedCard {
    const path = join(folder, "card.img");
    rmSync(path, { force: true });
    run("cp", ["--sparse=always", image, path]);
    truncateSync(path, 4096 * MIB);
    return new FlashedCard(path, folder);
  }

  /** Saves a file in the folder `andas`. */
  write(name: string, content: unknown): void {
    const text = typeof content === "string" ? content : JSON.stringify(content, undefined, 2);
    run("mcopy", ["-n", "-o", "-i", this.#partition("card"), "-", `::andas/${name}`], { input: text, env: MTOOLS });
  }

  /** What stands in a file of the folder `andas`; undefined where there is none. */
  read(name: string): string | undefined {
    if (!this.list().includes(name)) return undefined;
    return run("mtype", ["-i", this.#partition("card"), `::andas/${name}`], { env: MTOOLS });
  }

  /** What lies in the folder `andas`. */
  list(): string[] {
    const shown = run("mdir", ["-b", "-i", this.#partition("card"), "::andas"], { env: MTOOLS });
    return [...shown.matchAll(/^::\/andas\/(.+?)\/?$/gm)].map(([, name = ""]) => name);
  }

  /**
   * Kernel and first root as files, which the board's firmware would load: of the slot that `autoboot.txt` names.
   * @param tryboot the start after `reboot "0 tryboot"`
   */
  startFiles(tryboot: boolean): StartFiles {
    const usual = usualSlot(run("mtype", ["-i", this.#partition("card"), "::autoboot.txt"], { env: MTOOLS })) ?? "a";
    const slot = tryboot ? otherSlot(usual) : usual;
    const from = this.#partition(`boot-${slot}`);
    const take = (name: string) => {
      const to = join(this.#folder, name);
      run("mcopy", ["-n", "-o", "-i", from, `::${name}`, to], { env: MTOOLS });
      return to;
    };
    const [kernel, initrd, pi3] = [take("vmlinuz"), take("initrd.img"), take("bcm2837-rpi-3-b.dtb")];
    // By hand what the firmware does by the filters in config.txt.
    const config = run("mtype", ["-i", from, "::config.txt"], { env: MTOOLS });
    const filter = new RegExp(`^\\[boot_partition=${partitionOf(slot, "boot").number}\\]\\ncmdline=(.*)$`, "m");
    const file = filter.exec(config)?.[1] ?? "cmdline.txt";
    return { kernel, initrd, pi3, commandLine: run("mtype", ["-i", from, `::${file}`], { env: MTOOLS }).trim() };
  }

  /** As it lies there now, to be looked at while the board goes on. */
  copy(name: string): string {
    const path = join(this.#folder, name);
    copyFileSync(this.path, path);
    return path;
  }

  #partition(name: string): string {
    const place = placesOf(LAYOUT).places.find((one) => one.name === name);
    return `${this.path}@@${(place?.at ?? 0) * MIB}`;
  }
}

/** A FAT of fewer heads than a floppy's is none to them. */
const MTOOLS = { MTOOLS_SKIP_CHECK: "1" };
