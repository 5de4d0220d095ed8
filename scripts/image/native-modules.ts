import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../debian/run.js";
import { fileOf, type Packages } from "./packages.js";

/** Packages of npm that bring no program for arm64: where its source is, and what the program is called. */
const COMPILED = [
  { name: "epoll", source: "src/epoll.cc", program: "epoll" },
  { name: "i2c-bus", source: "src/i2c.cc", program: "i2c" },
] as const;

/**
 * `node_modules` of this checkout for boards: what comes compiled for arm64 is taken as it is, and what would be compiled at its installation is
 * compiled here, by a compiler for arm64, against the headers of the very Node.js that is in the image.
 * @returns a folder that `scripts/release.mjs --modules` takes
 */
export function nativeModules(project: string, packages: Packages, cache: string): string {
  const from = join(project, "node_modules");
  const folder = join(cache, "node_modules");
  const headerFiles = ["libnode-dev", "libuv1-dev"].map((name) => fileOf(packages, name));
  const stamp = join(folder, ".made-of");
  const wanted = JSON.stringify([headerFiles, readFileSync(join(project, "package-lock.json"), "utf8"), from]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const headers = join(cache, "headers");
  rmSync(headers, { recursive: true, force: true });
  for (const file of headerFiles) run("dpkg-deb", ["-x", file, headers]);
  const compiled: readonly string[] = COMPILED.map(({ name }) => name);
  for (const name of readdirSync(from))
    if (!compiled.includes(name) && !name.startsWith(".")) symlinkSync(join(from, name), join(folder, name));
  for (const { name, source, program } of COMPILED) {
    const at = join(folder, name);
    cpSync(join(from, name), at, { recursive: true });
    rmSync(join(at, "build"), { recursive: true, force: true });
    mkdirSync(join(at, "build", "Release"), { recursive: true });
    console.log(`compiling ${name} for arm64 …`);
    run(
      "aarch64-linux-gnu-g++",
      [
        ...["-shared", "-fPIC", "-std=gnu++17", "-O2", "-w", "-fno-rtti", "-fno-exceptions", "-s"],
        // As node-gyp builds an addon (common.gypi); no path of this machine goes into it.
        ...[`-DNODE_GYP_MODULE_NAME=${program}`, "-DUSING_UV_SHARED=1", "-DUSING_V8_SHARED=1"],
        ...["-DV8_DEPRECATION_WARNINGS=1", "-DBUILDING_NODE_EXTENSION", "-D_FILE_OFFSET_BITS=64"],
        ...[
          `-I${join(headers, "usr/include/node")}`,
          `-I${join(headers, "usr/include")}`,
          `-I${join(from, "nan")}`,
          `-ffile-prefix-map=${at}=.`,
        ],
        ...[source, "-o", `build/Release/${program}.node`],
      ],
      { cwd: at },
    );
  }
  writeFileSync(stamp, wanted);
  return folder;
}
