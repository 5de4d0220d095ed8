import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.js";

const RELEASE = "trixie";
const MIRROR = "http://deb.debian.org/debian";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * Debian's packages of another release, and perhaps of another architecture, than this machine's: by its own apt, with sources, lists and downloads
 * in a folder of ours. Nothing is installed, and this machine's configuration stays as it is.
 */
export class Debian {
  readonly #folder: string;
  readonly #env: Record<string, string>;

  constructor(folder: string, architecture: string) {
    this.#folder = folder;
    const config = join(folder, "apt.conf");
    this.#env = { APT_CONFIG: config };
    mkdirSync(join(folder, "lists/partial"), { recursive: true });
    mkdirSync(join(folder, "archives/partial"), { recursive: true });
    writeFileSync(join(folder, "status"), "");
    writeFileSync(
      join(folder, "sources.list"),
      [RELEASE, `${RELEASE}-backports`]
        .map((suite) => `deb [signed-by=${KEYRING}] ${MIRROR} ${suite} main\n`)
        .join(""),
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

  /** Asks what there is today. */
  update(): void {
    if (!existsSync(KEYRING))
      throw new Error(`${KEYRING} is missing: apt-get install debian-archive-keyring`);
    this.#run("apt-get", "-qq", "update");
  }

  /** The version that stands behind `linux-image-ARCHITECTURE` of the backports today, such as `7.3.4+deb13-amd64`. */
  newestKernel(architecture: string): string {
    const shown = this.#run("apt-cache", "show", `linux-image-${architecture}/${RELEASE}-backports`);
    const version = /^Depends:.*\blinux-image-(\S+)/m.exec(shown)?.[1];
    if (version === undefined) throw new Error(`${RELEASE}-backports has no linux-image-${architecture}:\n${shown}`);
    return version;
  }

  has(name: string): boolean {
    return this.#run("apt-cache", "search", "--names-only", `^${name.replaceAll("+", "\\+")}$`).trim() !== "";
  }

  /** Downloads packages and all that they depend on; what is there already is not asked for again. @returns paths */
  download(...names: string[]): string[] {
    const install = (...how: string[]) => this.#run("apt-get", "-qq", "-y", ...how, "install", ...names);
    install("--download-only");
    // What is there is not listed: so it looks for it elsewhere.
    const files = install("--print-uris", "-o", "Dir::Cache::archives=/nowhere/");
    const archives = join(this.#folder, "archives");
    return [...files.matchAll(/^'[^']+' (\S+\.deb) /gm)].map(([, file]) => join(archives, file ?? ""));
  }

  #run(program: string, ...args: string[]): string {
    return run(program, args, { env: this.#env });
  }
}
