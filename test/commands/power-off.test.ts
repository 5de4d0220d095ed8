import assert from "node:assert/strict";
import { test } from "node:test";
import { powerOff } from "../../src/commands/run/power-off.js";
import { isAndasError } from "../../src/domain/errors.js";
import { silentLog } from "../../src/ports/log.js";
import { FakePrograms } from "../fakes/fake-programs.js";

test("the board is switched off through systemd, and where this user may not, what lets it is said", async () => {
  const programs = new FakePrograms();
  await assert.rejects(powerOff(programs, silentLog), (error) => {
    assert.ok(isAndasError(error, "device"));
    assert.match(
      error.message,
      /systemctl is not installed\): let the node's user do it, with systemd\/andas-poweroff/,
    );
    return true;
  });
  programs.answers.set("systemctl poweroff", "");
  await powerOff(programs, silentLog);
});
