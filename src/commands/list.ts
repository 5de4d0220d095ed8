import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import type { CommandEntry } from "./cli/command.js";

export const COMMANDS: readonly CommandEntry[] = [
  { name: "run", summary: "run the node", load: async () => (await import("./run.js")).run },
  {
    name: "replay",
    summary: "live through a recording, alone and as fast as it goes",
    load: async () => (await import("./replay.js")).replay,
  },
  {
    name: "detect",
    summary: "the spikes of a recording, as CSV",
    load: async () => (await import("./detect.js")).detect,
  },
  {
    name: "glyphs",
    summary: "the glyphs of a recording, as CSV",
    load: async () => (await import("./glyphs.js")).glyphs,
  },
  {
    name: "read",
    summary: "what the Spiralformer reads in a recording, as CSV",
    load: async () => (await import("./read.js")).read,
  },
  {
    name: "voice",
    summary: "let a recording speak: words, a score and its sound",
    load: async () => (await import("./voice.js")).voice,
  },
  {
    name: "stats",
    summary: "spikes, words and complexity of a recording, and its picture",
    load: async () => (await import("./stats.js")).stats,
  },
  {
    name: "check",
    summary: "check the files of a card",
    load: async () => (await import("./check.js")).makeCheck(await kinds(), await files()),
  },
  {
    name: "schema",
    summary: "JSON Schema of the card's files",
    load: async () => (await import("./schema.js")).makeSchema(await kinds(), await files()),
  },
  {
    name: "export",
    summary: "the raw signal that a node kept, as a recording",
    load: async () => (await import("./export.js")).exportCommand,
  },
  {
    name: "fsck",
    summary: "check and repair the state, or export it",
    load: async () => (await import("./fsck.js")).fsck,
  },
  {
    name: "watch",
    summary: "a grove in a terminal, or one node closely",
    load: async () => (await import("./watch.js")).watch,
  },
  {
    name: "energy",
    summary: "where the energy goes, and how long the battery lasts",
    load: async () => (await import("./energy.js")).energy,
  },
  {
    name: "doctor",
    summary: "what this board has and can do",
    load: async () =>
      (await import("./doctor.js")).doctorCommand({
        inspectCard: await (await import("./doctor/inspect-card.js")).cardInspector(),
      }),
  },
  {
    name: "calibrate",
    summary: "offset, gain, noise, drift and hum of a converter",
    load: async () =>
      (await import("./calibrate.js")).makeCalibrate(
        (await import("./calibrate/the-machine.js")).theMachine(await kinds(), await files()),
      ),
  },
  {
    name: "contact",
    summary: "does each electrode touch? live, in one word",
    load: async () =>
      (await import("./contact.js")).makeContact(
        (await import("./calibrate/the-machine.js")).theMachine(await kinds(), await files()),
      ),
  },
  {
    name: "first-boot",
    summary: "tell a new board what its card says",
    load: async () => (await import("./first-boot.js")).firstBoot,
  },
  {
    name: "update",
    summary: "install a signed release, and try it",
    load: async () => (await import("./update.js")).update,
  },
  {
    name: "system",
    summary: "another Debian beside the one that runs, and the way back",
    load: async () => (await import("./system.js")).system,
  },
  {
    name: "visit",
    summary: "somebody is there: an access point with a page, and the harvest",
    load: async () => (await import("./visit.js")).visitCommand,
  },
  {
    name: "completion",
    summary: "what teaches a shell to complete andas: bash, zsh, fish",
    load: async () => (await import("./completion.js")).makeCompletion(COMMANDS),
  },
  {
    name: "bench",
    summary: "the project's own measurements, as JSON",
    load: async () => (await import("./bench.js")).bench,
  },
];

async function kinds(): Promise<readonly DeviceKind[]> {
  return (await import("../../devices/all.js")).allKinds;
}

async function files(): Promise<Files> {
  return new (await import("../ports/os/files.js")).OsFiles();
}
