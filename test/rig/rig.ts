// `npm run test:rig -- [--arch x64|arm64] [--minutes N]`: the node on a real kernel, in a machine of software.
import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { observer, startMosquitto } from "../mqtt/real-brokers.js";
import { BUTTON, pullOf, setUp } from "./guest/board.js";
import { writeDisk } from "./machine/card-disk.js";
import { guestRoot } from "./machine/guest-root.js";
import { CACHE } from "./machine/places.js";
import { targetOf } from "./machine/target.js";
import { installTools } from "./machine/tools.js";
import { socketOf, VirtualMachine, versionOf } from "./machine/virtual-machine.js";
import { BAND_MV, HEARERS, theCard } from "./the-card.js";
import { LineLogger } from "./world/line-logger.js";
import { SpikerBoxBoard } from "./world/spikerbox-board.js";

const { values } = parseArgs({
  options: {
    arch: { type: "string", default: "x64" },
    /** How long it listens. */
    minutes: { type: "string", default: "2" },
  },
});
