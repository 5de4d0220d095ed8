import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { messageOf } from "../../src/domain/errors.js";
import { keyId } from "../../src/release/signature.js";
import { LAYOUT, type Partition } from "../../src/release/system/layout.js";
import { run, Unavailable } from "../debian/run.js";
import { installPrograms } from "../debian/tools.js";
import { emptyFolder, layOutBoot, layOutSelector } from "./boot-files.js";
import { layOutCard } from "./card-files.js";
import { makeFileSystem } from "./file-systems.js";
import { assemble, sha256 } from "./image-file.js";
import { makeInitrd } from "./initrd.js";
import { listingOf, sizeOf } from "./listing.js";
import { nativeModules } from "./native-modules.js";
import { packagesIn } from "./packages.js";
import { CACHE, PROJECT } from "./places.js";
import { kernelFolder, layOut } from "./stage.js";

const HELP = `Usage: scripts/build-image [OPTION]...

Makes andas-VERSION.img.xz, which is written to an SD card of a Raspberry Pi Zero 2 W, 3, 4 or 5, with its SHA-256 and a list of what is in it.
It wants root, for the files in it belong to many, and installs the programs of Debian that it lacks. The same packages give the same bytes.

  --out DIR         where to put it (default: what $ANDAS_IMAGE_CACHE names, or ~/.cache/andas-image)
  --key FILE        a public key (PEM) whose releases the node takes by \`andas update\`; may be repeated
  --sign FILE       Ed25519 private key (PEM) that signs it, as scripts/release.mjs takes one: then \`andas system install\` takes the image where
                    its public half is trusted
  --newest          Debian's packages as they are today, instead of those of the last image
  --uncompressed    leave the image as it is too, beside its .xz; --no-xz: only so
  --modules         only make node_modules for boards, for scripts/release.mjs --modules, and print where they are
`;

/** Programs that it needs of this machine, and Debian's packages that they are in. */
const PROGRAMS = {
  "qemu-aarch64-static": "qemu-user-static",
  "aarch64-linux-gnu-g++": "g++-aarch64-linux-gnu",
  "dpkg-deb": "dpkg",
  depmod: "kmod",
  cpio: "cpio",
  mcopy: "mtools",
  "mkfs.fat": "dosfstools",
  xz: "xz-utils",
};
/** What a state begins with: the folders that /etc/fstab mounts elsewhere, and who may look into them beside root. */
const STATE = {
  ...{ andas: 0o750, "andas-releases": 0o750, "andas-ssh": 0o700 },
  ...{ networks: 0o700, credstore: 0o700, NetworkManager: 0o700, systemd: 0o755 },
};

try {
  await main();
} catch (error) {
  process.stderr.write(`andas: ${messageOf(error)}\n`);
  process.exitCode = error instanceof Unavailable ? 3 : 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      out: { type: "string", default: CACHE },
      key: { type: "string", multiple: true },
      sign: { type: "string" },
      newest: { type: "boolean", default: false },
      uncompressed: { type: "boolean", default: false },
      "no-xz": { type: "boolean", default: false },
      modules: { type: "boolean", default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  if (process.getuid?.() !== 0) throw new Unavailable("an image's files belong to many: run it as root");
  const begun = performance.now();
  const say = (what: string) => console.log(`${((performance.now() - begun) / 1000).toFixed(0)} s: ${what}`);
  installPrograms("the image", PROGRAMS);
  mkdirSync(CACHE, { recursive: true });

  const packages = packagesIn(CACHE, values.newest, Math.floor(Date.now() / 1000));
  const modules = nativeModules(PROJECT, packages, CACHE);
  if (values.modules) return console.log(modules);
  const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? packages.asked);

  const work = emptyFolder(join(CACHE, "work"));
  const root = join(work, "root");
  const release = join(work, "release");
  run(process.execPath, [join(PROJECT, "scripts/release.mjs"), "--modules", modules, "--folder", release]);
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")));
  const name = `andas-${version}`;
  layOut(root, {
    project: PROJECT,
    packages,
    cache: CACHE,
    release,
    keys: values.key ?? [],
    epoch,
    name: `${version} ${epoch}`,
  });
  const init = join(PROJECT, "scripts/image/initrd-init.sh");
  const initrd = makeInitrd(root, packages.kernel, init, work, new Date(1000 * epoch));
  say("the root is laid out");

  const folders: Record<Partition["name"], string> = {
    card: emptyFolder(join(work, "card")),
    "boot-a": emptyFolder(join(work, "boot-a")),
    "boot-b": emptyFolder(join(work, "boot-b")),
    "root-a": root,
    "root-b": emptyFolder(join(work, "root-b")),
    state: emptyFolder(join(work, "state")),
  };
  layOutSelector(folders.card, kernelFolder(root));
  layOutCard(join(folders.card, "andas"), PROJECT);
  layOutBoot(folders["boot-a"], kernelFolder(root), packages.kernel, initrd);
  for (const [folder, mode] of Object.entries(STATE)) mkdirSync(join(folders.state, folder), { mode });
  const fileOf = (partition: Partition) => join(work, `${partition.name}.img`);
  for (const partition of LAYOUT)
    makeFileSystem(fileOf(partition), partition, { folder: folders[partition.name], root, epoch });
  say("the file systems are made");

  const image = join(work, `${name}.img`);
  assemble(image, LAYOUT, fileOf);
  const sum = await sha256(image);
  say(`the image has SHA-256 ${sum}`);
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, `${name}.list`), listingOf(LAYOUT, { name: `${name}.img`, sha256: sum, packages, fileOf }));
  if (!values["no-xz"]) {
    // Blocks of a fixed size, so that as many threads as there are give the same bytes.
    run("xz", ["-T0", "-4", "--block-size=16MiB", "--keep", "--force", image]);
    const file = `${name}.img.xz`;
    moveTo(`${image}.xz`, join(out, file));
    writeSum(out, file, await sha256(join(out, file)), values.sign);
    say(`${join(out, file)}: ${sizeOf(join(out, file))}`);
  }
  if (values.uncompressed || values["no-xz"]) {
    moveTo(image, join(out, `${name}.img`));
    writeSum(out, `${name}.img`, sum, values.sign);
    say(join(out, `${name}.img`));
  }
  rmSync(work, { recursive: true });
}

/** A file's SHA-256 as `sha256sum` prints it, beside it, and who stands for that. */
function writeSum(folder: string, file: string, sum: string, signer: string | undefined): void {
  const text = `${sum}  ${file}\n`;
  writeFileSync(join(folder, `${file}.sha256`), text);
  if (signer === undefined) return;
  const key = createPrivateKey(readFileSync(signer));
  const signature = sign(null, Buffer.from(text), key).toString("base64");
  writeFileSync(join(folder, `${file}.sig`), `${JSON.stringify({ key: keyId(createPublicKey(key)), signature })}\n`);
}

/** Also from one disk to another. */
function moveTo(from: string, to: string): void {
  if (existsSync(to)) rmSync(to);
  try {
    renameSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
