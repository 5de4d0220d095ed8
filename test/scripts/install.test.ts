import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { CHECKOUT, run, textOf } from "./checkout.js";

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ hasInstallScript: z.boolean().optional(), resolved: z.string().optional() }),
  ),
});
const lock = lockSchema.parse(JSON.parse(textOf("package-lock.json")));

test("whatever npm installs, onnxruntime-node downloads no CUDA libraries", () => {
  assert.equal(
    lock.packages["node_modules/onnxruntime-node"]?.hasInstallScript,
    undefined,
    'npm wrote `"hasInstallScript": true` below node_modules/onnxruntime-node into package-lock.json: take that line out again',
  );
  const { allowScripts } = z
    .object({ allowScripts: z.record(z.string(), z.boolean()) })
    .parse(JSON.parse(textOf("package.json")));
  const scripts = Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  assert.deepEqual(
    {
      ...Object.fromEntries(scripts.map(([path]) => [path.replace("node_modules/", ""), true])),
      "onnxruntime-node": false,
    },
    allowScripts,
    "every package that compiles when it is installed is named in `allowScripts`, and no other",
  );
});

test("the lock file names no registry", () => {
  const resolved = Object.values(lock.packages).flatMap((entry) => entry.resolved ?? []);
  assert.deepEqual(resolved, []);
});

test("npm knows every setting of the project, so it starts without a warning", () => {
  const { stderr } = run(CHECKOUT, "npm", "run");
  assert.doesNotMatch(stderr, /unknown project config/i);
});

test("an older Node.js is refused in one line that names the one to install", () => {
  const asIf = (version: string) =>
    run(
      CHECKOUT,
      process.execPath,
      "--input-type=module",
      "--eval",
      `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });
       Object.defineProperty(process, "version", { value: "v${version}" });
       const { makeFresh } = await import("${pathToFileURL(join(CHECKOUT, "scripts", "fresh.mjs"))}");
       makeFresh();`,
    );
  for (const version of ["18.20.4", "20.14.0"])
    assert.deepEqual(asIf(version), {
      code: 1,
      stdout: "",
      stderr:
        `andas: andas needs Node.js 20.19 or newer, this is v${version}: ` +
        "install it from https://nodejs.org or your distribution\n",
    });
});
