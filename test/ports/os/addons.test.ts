import assert from "node:assert/strict";
import { test } from "node:test";
import { type AndasError, isAndasError } from "../../../src/domain/errors.js";
import { addonError, loadAddon, tryAddonApart } from "../../../src/ports/os/addons.js";

test("a package that loads comes as `require` would give it", async () => {
  const { SerialPort } = (await loadAddon("serialport")) as { SerialPort: unknown };
  assert.equal(typeof SerialPort, "function");
});

test("a package that is not installed is said so, with the remedy, in this process and apart", async () => {
  for (const load of [loadAddon, tryAddonApart])
    await assert.rejects(load("andas-has-no-such-addon"), (error) => {
      assert.ok(isAndasError(error, "addon"));
      assert.match(error.message, /^andas-has-no-such-addon is not installed: run `apt-get install build-essential/);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });
});

test("a package that was not compiled, or for something else, is told apart from one that is not there", () => {
  const error = (message: string, code?: string): AndasError =>
    addonError("i2c-bus", Object.assign(new Error(message), code === undefined ? {} : { code }));
  assert.match(
    error("Could not locate the bindings file. Tried:\n → /app/build/i2c.node\n → …").message,
    /^i2c-bus does not load: .*`npm rebuild` \(Could not locate the bindings file\. Tried:\)$/,
  );
  assert.match(
    error("/app/i2c.node: invalid ELF header", "ERR_DLOPEN_FAILED").message,
    /^i2c-bus was compiled for another Node\.js or processor: run `npm rebuild i2c-bus`/,
  );
  assert.match(
    error("Cannot find module 'bindings'\nRequire stack: …", "MODULE_NOT_FOUND").message,
    /^i2c-bus does not load/,
    "it is there, a part of it is not",
  );
});

test("what a package does to its process stays apart", async () => {
  const dies = `data:text/javascript,process.kill(process.pid, "SIGILL"); await new Promise(() => setInterval(() => {}, 1000))`;
  await assert.rejects(tryAddonApart(dies), (error) => {
    assert.ok(isAndasError(error, "addon"));
    assert.match(error.message, /died with SIGILL while loading: this build does not fit this processor/);
    return true;
  });
  await tryAddonApart("data:text/javascript,export default 1");
});
