import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeState } from "../../src/node/node-state.js";
import { Uplink } from "../../src/node/uplink.js";
import { LogOutbox } from "../../src/storage/outbox/log-outbox.js";
import { Sections } from "../../src/storage/sections.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { aNode, description, said, told } from "../mqtt/a-node.js";

test("what is said to the uplink while it is connected stands on log/<level>, with its time", async () => {
  const outbox = new LogOutbox({ files: new CrashFiles(), folder: "/s/outbox" });
  const { session, wire } = aNode({ outbox });
  const { electrodes: _, capabilities: __, ...about } = description;
  const radio = { up: async () => {}, down: async () => {} };
  const uplink = new Uplink({ session, outbox, radio, sleeps: true, state: nodeState(new Sections({})), about });
  uplink.log("warn", "said to nobody: the radio sleeps");
  await uplink.connect(1);
  uplink.log("warn", "the card is nearly full");
  await uplink.rest(() => 946_684_900);
  uplink.log("warn", "said to nobody again");
  assert.equal(told(wire).filter((topic) => topic.startsWith("log/")).length, 1);
  assert.deepEqual(said(wire, "log/warn"), {
    ...{ v: 1, at: "2000-01-01T00:00:00.000Z", tq: "simulated" },
    line: "the card is nearly full",
  });
});
