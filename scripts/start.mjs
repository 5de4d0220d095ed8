// `npm start`: a whole node, alone, in front of your eyes. Without a recording it lives in a simulated grove, 300 times
// faster than a forest; with one, as fast as the machine goes. A browser sees it at http://127.0.0.1:9001/. Every option of `andas run` may follow `--`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { makeFresh, root } from "./fresh.mjs";

makeFresh();
const given = process.argv.slice(2);
const has = (option) => given.some((arg) => arg === option || arg.startsWith(`${option}=`));
// Another show each day, and the same all day: its number is said on the screen.
const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");
const seed = ["--seed", "--recording", "--config"].some(has) ? [] : ["--seed", today];
const speed = has("--speed") || has("--config") ? [] : ["--speed", has("--recording") ? "max" : "300"];

// Relative paths are meant from where the user stands, which npm keeps in INIT_CWD.
const child = spawn(
  process.execPath,
  [join(root, "dist", "andas", "andas.js"), "run", "--page", ...speed, ...seed, ...given],
  {
    stdio: "inherit",
    cwd: process.env.INIT_CWD ?? process.cwd(),
  },
);
// The node is told of Ctrl-C by the terminal itself, and of the rest by us (a closed terminal may say so twice); it exhales
// once and ends, and so do we.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
