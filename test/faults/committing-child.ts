import { writeSync } from "node:fs";
import { OsFiles } from "../../src/ports/os/files.js";
import { OsProcesses } from "../../src/ports/os/processes.js";
import { Store } from "../../src/storage/store.js";

/** Commits as fast as it can until it is killed, and says each number on stdout once it is safe. */
const [folder = "."] = process.argv.slice(2);
const store = new Store({
  files: new OsFiles(),
  processes: new OsProcesses(),
  folder,
  defaults: { n: 0, ballast: "" },
});
await store.open();
for (;;) {
  store.state.n++;
  store.state.ballast = `${store.state.n} `.repeat(500 + (store.state.n % 500));
  await store.commit();
  writeSync(1, `${store.state.n}\n`);
}
