import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { isAndasError } from "../../../src/domain/errors.js";
import { OsPrograms } from "../../../src/ports/os/programs.js";

const programs = new OsPrograms();
const sh = (script: string) => ["sh", "-c", script];

/** Starts one, and gives what it printed and how it went once it is gone. */
function live(command: readonly string[]) {
  const lines: string[] = [];
  let firstLine: () => void;
  const spoke = new Promise<void>((resolve) => {
    firstLine = resolve;
  });
  const gone = new Promise<string>((resolve) => {
    running = programs.start(command, {
      line: (text) => {
        lines.push(text);
        firstLine();
      },
      ended: resolve,
    });
  });
  return { lines, spoke, gone, end: () => running?.end() };
}
let running: ReturnType<typeof programs.start> | undefined;

test("one that is asked gives what it printed, in plain English", async () => {
  assert.equal(await programs.ask(sh("echo $LC_ALL; echo two")), "C\ntwo\n");
});

test("one that is not installed, one that fails and one that fails silently are told apart", async () => {
  await assert.rejects(programs.ask(["andas-no-such-tool"]), (error) => {
    assert.ok(isAndasError(error, "addon"));
    assert.match(error.message, /^the program andas-no-such-tool is not installed/);
    return true;
  });
  await assert.rejects(programs.ask(sh("echo one >&2; echo no chip >&2; exit 3")), /^AndasError: no chip$/);
  await assert.rejects(programs.ask(sh("exit 3")), (error) => isAndasError(error, "device"));
});

test("one that goes on tells its lines, and how it went: by itself, with a complaint, or because it was asked to", async () => {
  const quick = live(sh("echo a; printf b"));
  assert.equal(await quick.gone, "ended with 0");
  assert.deepEqual(quick.lines, ["a", "b"]);
  assert.equal(await live(sh("echo busy >&2; exit 1")).gone, "busy");
  const patient = live(sh("echo here; exec sleep 100"));
  await patient.spoke;
  await patient.end();
  assert.equal(await patient.gone, "died with SIGTERM");
  await patient.end();
});

test("one that will not end is ended", async () => {
  const stubborn = live(sh("trap '' TERM; echo here; while :; do sleep 0.05; done"));
  await stubborn.spoke;
  await stubborn.end();
  assert.equal(await stubborn.gone, "died with SIGKILL");
});

test("one that cannot be started has ended", async () => {
  assert.match(await live(["andas-no-such-tool"]).gone, /andas-no-such-tool/);
});

test("a node that is killed leaves none behind", {
  skip: !existsSync("/usr/bin/setpriv") && "no setpriv",
}, async () => {
  const module = new URL("../../../src/ports/os/programs.js", import.meta.url).href;
  const script = `import(${JSON.stringify(module)}).then(({ OsPrograms }) => new OsPrograms().start(
    ["sh", "-c", "echo $$; exec sleep 100"], { line: (text) => console.log(text), ended: () => {} }))`;
  const node = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const pid = await new Promise<number>((resolve) => {
    node.stdout.once("data", (text) => resolve(Number(String(text))));
  });
  assert.ok(isAlive(pid));
  node.kill("SIGKILL");
  for (let tries = 0; tries < 100 && isAlive(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(isAlive(pid), false);
});

/** One that nobody has waited for yet is still listed, as a zombie. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
