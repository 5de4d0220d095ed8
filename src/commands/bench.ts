import type { CliCommand } from "./command.js";

export const bench: CliCommand = {
  name: "bench",
  summary: "the project's own measurements, as JSON",
  help: "",
  options: {},
  words: { atLeast: 0, atMost: 1 },
  async run() {
    return 0;
  },
};
