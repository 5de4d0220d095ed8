import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { messageOf } from "../../src/domain/errors.js";
import { run, Unavailable } from "./run.js";

const RELEASE = "trixie";
const MIRROR = "http://deb.debian.org/debian";
/** Debian's suites, and where they are. */
const SUITES = [
  [MIRROR, RELEASE],
  [MIRROR, `${RELEASE}-updates`],
  [MIRROR, `${RELEASE}-backports`],
  ["http://deb.debian.org/debian-security", `${RELEASE}-security`],
] as const;
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * Debian's packages of another release, and perhaps of another architecture, than this machine's: by its own apt, with sources, lists and downloads
 * in a folder of ours. Nothing is installed, and this machine's configuration stays as it is.
 */
export class Debian {
  readonly #folder: string;
  readonly #env: Record<string, string>;

  constructor(folder: string, architecture: string, components = "main") {
    this.#folder = folder;
    const config = join(folder, "apt.conf");
    this.#env = { APT_CONFIG: config };
    mkdirSync(join(folder, "lists/partial"), { recursive: true });
    mkdirSync(join(folder, "archives/partial"), { recursive: true });
    writeFileSync(join(folder, "status"), "");
    writeFileSync(
      join(folder, "sources.list"),
      SUITES.map(([mirror, suite]) => `deb [signed-by=${KEYRING}] ${mirror} ${suite} ${components}\n`).join(""),
    );
    writeFileSync(
      config,
      `Dir::State "${folder}";
Dir::State::lists "${folder}/lists";
Dir::State::status "${folder}/status";
Dir::Cache "${folder}";
Dir::Etc::sourcelist "${folder}/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Architecture "${architecture}";
APT::Architectures { "${architecture}"; };
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
`,
    );
  }

  /** Asks what there is today. @throws Unavailable */
  update(): void {
    if (!existsSync(KEYRING)) throw new Unavailable(`${KEYRING} is missing: apt-get install debian-archive-keyring`);
    try {
      // Else a list that cannot be had is a warning.
      this.#run("apt-get", "-qq", "-o", "APT::Update::Error-Mode=any", "update");
    } catch (error) {
      throw new Unavailable(`Debian's packages at ${MIRROR} cannot be had: ${messageOf(error)}`, { cause: error });
    }
  }

  /** The kernel that stands behind `linux-image-ARCHITECTURE` of the backports today, and the packages that it is in. */
  newestKernel(architecture: string): { version: string; packages: string[] } {
    const shown = this.#run("apt-cache", "show", `linux-image-${architecture}/${RELEASE}-backports`);
    const version = /^Depends:.*\blinux-image-([^\s,]+)/m.exec(shown)?.[1];
    if (version === undefined) throw new Error(`${RELEASE}-backports has no linux-image-${architecture}:\n${shown}`);
    // Since 7.0 the image's package holds nothing, and depends on those that do.
    const depends = /^Depends: (.*)$/m.exec(this.#run("apt-cache", "show", `linux-image-${version}`))?.[1] ?? "";
    const parts = depends.split(/[\s,]+/).filter((name) => name.startsWith("linux-") && name.endsWith(`-${version}`));
    return { version, packages: parts.length > 0 ? parts : [`linux-image-${version}`] };
  }

  /** Downloads packages and all that they depend on; what is there already is not asked for again. @returns paths */
  download(names: readonly string[]): string[] {
    const install = (...how: string[]) => this.#run("apt-get", "-qq", "-y", ...how, "install", ...names);
    // What is there already is not listed: so it looks for it elsewhere.
    const uris = install("--print-uris", "-o", "Dir::Cache::archives=/nowhere/");
    const files = [...uris.matchAll(/^'[^']+' (\S+\.deb) /gm)].map(([, file = ""]) =>
      join(this.#folder, "archives", file),
    );
    if (!files.every((file) => existsSync(file))) install("--download-only");
    return files;
  }

  /** What Debian says of packages that were downloaded: a paragraph of its index for each, with the file's SHA-256. */
  describe(files: readonly string[]): string {
    const names = files.map((file) => {
      const [name = "", version = ""] = basename(file).split("_");
      return `${name}=${decodeURIComponent(version)}`;
    });
    return this.#run("apt-cache", "show", "--no-all-versions", ...names);
  }

  #run(program: string, ...args: string[]): string {
    return run(program, args, { env: this.#env });
  }
}
