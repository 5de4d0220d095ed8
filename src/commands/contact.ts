import type { CalibrateParts } from "./calibrate/parts.js";
import { type CliCommand, NO_WORDS } from "./cli/command.js";
import { needed, Options } from "./cli/options.js";
import { asJson, asLine, Changes, Live } from "./contact/pages.js";
import { Probe } from "./contact/probe.js";

/** `andas contact`: does the needle touch? */
export function makeContact(parts: CalibrateParts): CliCommand {
  return {
    name: "contact",
    isLive: true,
    about: [
      "For who kneels in the wood and pushes a needle in: each electrode's contact in one word, anew each second, by its noise, hum, drift and leaps of " +
        "the last half minute. `good`; `loose`: it comes and goes, fasten the wire; `dry`: push deeper, or wet it; `off`: nothing touches.",
      "A needle that was just put in settles for minutes: that is said, and no fault.",
    ],
    options: {
      config: { value: "DIR", help: "the card's folder", offers: "folders" },
      seconds: { value: "N", help: "end after so long (default: till Ctrl-C)" },
      json: { help: 'a line whenever a word changes: {"v":1,"electrode","contact","noise_mv",…,"flashes"}' },
    },
    words: NO_WORDS,
    notes: [
      "Stop the node first: two programs would take each other's readings. A running node tells the same on `cmd/electrode.check`.",
    ],
    async run(args, io) {
      const options = new Options(args);
      const seconds = options.positive("seconds") ?? Number.POSITIVE_INFINITY;
      const configuration = await parts.card(needed(options.text("config"), "config", "contact"));
      const probes = parts.plan(configuration).map((planned) => new Probe(planned));
      const page = options.has("json") ? new Changes(io, asJson) : io.terminal ? new Live(io) : new Changes(io, asLine);
      try {
        for (const probe of probes) await probe.start();
        for (let second = 0; second < seconds && !io.signal.aborted; second++) {
          await parts.pass(1, io.signal);
          await page.show(probes.flatMap((probe) => probe.look()));
        }
      } finally {
        for (const probe of probes) await probe.stop();
      }
      return 0;
    },
  };
}
