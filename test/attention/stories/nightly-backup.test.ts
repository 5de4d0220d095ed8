import assert from "node:assert/strict";
import { test } from "node:test";
import { HOUR, MINUTE } from "../../../src/domain/time.js";
import { aNode, deedsIn } from "./a-node.js";

/** Minutes from dawn (06:00) to three in the night. */
const NIGHT = (21 * HOUR) / MINUTE;

test("a story of the night: the backup is made at its hour, told for the log, and nobody thinks about it", async () => {
  const node = await aNode();
  assert.deepEqual(deedsIn(node.waits(NIGHT - 1)), []);
  assert.deepEqual(deedsIn(node.waits(NIGHT + 1)), ["backup backup"]);

  // The hands say that it is done.
  node.hears(NIGHT + 1, "reflex/backup", "backed-up", {
    intensity: 0.1,
    tags: ["routine"],
    data: { text: "backup completed" },
  });
  assert.equal(node.state.pool.at(-1)?.data.text, "backup completed");
  assert.deepEqual(node.threads, []);
  assert.deepEqual(deedsIn(node.waits(NIGHT + 60)), [], "once a night");
  assert.deepEqual(deedsIn(node.waits(NIGHT + 24 * 60 + 1)), ["backup backup"], "every night");
});
