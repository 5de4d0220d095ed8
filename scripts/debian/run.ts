import { spawnSync } from "node:child_process";

/** Megabytes of answer that a program may give. */
const MOST = 64 * 2 ** 20;

/**
 * Runs a program to its end.
 * @returns what it said on stdout
 * @throws Error with what it said on stderr, if it failed or is not there
 */
export function run(
  program: string,
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string; cwd?: string } = {},
): string {
  const { env, input, cwd } = options;
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    maxBuffer: MOST,
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin`, LC_ALL: "C", ...env },
    ...(input !== undefined && { input }),
    ...(cwd !== undefined && { cwd }),
  });
  if (error) throw new Error(`${program} cannot be run: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.join(" ").slice(0, 300)} failed:\n${stderr.trim()}`);
  return stdout;
}

/** What the rig is made of is not here and cannot be got: no fault of the node. */
export class Unavailable extends Error {}

/** Is there such a program? */
export function has(program: string): boolean {
  return spawnSync("sh", ["-c", `PATH=$PATH:/usr/sbin:/sbin command -v ${program}`]).status === 0;
}
