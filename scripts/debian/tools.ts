import { has, run, Unavailable } from "./run.js";

/**
 * Installs what is missing of programs of this machine, each with Debian's package that it is in, as root or with a sudo that asks nothing.
 * @throws Unavailable that says what to install, where it cannot
 */
export function installPrograms(who: string, programs: Readonly<Record<string, string>>): void {
  const missing = Object.entries(programs).flatMap(([program, name]) => (has(program) ? [] : [name]));
  if (missing.length === 0) return;
  const advice = `${who} needs ${missing.join(", ")}: apt-get install --no-install-recommends ${missing.join(" ")}`;
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  if (!has("apt-get") || (sudo.length > 0 && !has("sudo"))) throw new Unavailable(advice);
  const apt = (...args: string[]) => {
    const [program = "", ...rest] = [...sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y", ...args];
    return run(program, rest);
  };
  console.log(`installing ${missing.join(", ")} …`);
  try {
    apt("update");
    apt("install", "--no-install-recommends", ...missing);
  } catch (error) {
    throw new Unavailable(advice, { cause: error });
  }
}
