import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

let root = import.meta.dirname;
while (!existsSync(join(root, "package.json"))) root = dirname(root);

const NEEDED = ["torch", "onnx", "onnxruntime", "numpy"];

/** What the training needs and python3 does not have here; undefined where it has everything. */
function missing(): string | undefined {
  const look = `import importlib.util as u; print(*(m for m in ${JSON.stringify(NEEDED)} if u.find_spec(m) is None))`;
  const { status, stdout } = spawnSync("python3", ["-c", look], { encoding: "utf8" });
  return status === 0 ? stdout.trim() || undefined : "python3";
}

test("what makes the models runs from data to cards, and PyTorch and ONNX say the same", (t) => {
  const lacking = missing();
  if (lacking !== undefined) {
    return t.skip(`needs PyTorch and what goes with it (missing here: ${lacking}): see models/training/README.md`);
  }
  const { status, stderr } = spawnSync("python3", ["-m", "unittest", "-v"], {
    cwd: join(root, "models", "training"),
    encoding: "utf8",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^Ran [1-9]\d* tests/m);
  assert.doesNotMatch(stderr, /skipped/);
});
