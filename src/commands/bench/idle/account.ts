import { readdir, readFile } from "node:fs/promises";

/** What a process and all that it started have used of the machine, by the kernel's own account. */
export interface Account {
  /** Seconds on a processor, of all threads, since each of them began. */
  readonly cpu: number;
  /** How often one of its threads slept and was woken. */
  readonly wakeups: number;
  /** Bytes of memory now, where what several processes share is divided among them (PSS). */
  readonly proportional: number;
  /** How many processes these are. */
  readonly processes: number;
}

/**
 * Of `pid` and its descendants. Time is counted in nanoseconds by the scheduler (Documentation/scheduler/sched-stats.rst, /proc/PID/task/TID/schedstat):
 * clock ticks of 10 ms would miss a process that is awake for one millisecond in a thousand. proc_pid_status(5) and smaps_rollup give the rest.
 * Who ends while it is asked counts for nothing. Linux only.
 */
export async function accountOf(pid: number): Promise<Account> {
  const own = await accountOfOne(pid);
  const children = (await read(`/proc/${pid}/task/${pid}/children`)).split(" ").filter((child) => child.trim() !== "");
  const theirs = await Promise.all(children.map((child) => accountOf(Number(child))));
  return [own, ...theirs].reduce(sum);
}

async function accountOfOne(pid: number): Promise<Account> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const threads = await Promise.all(
    tasks.map(async (task) => {
      const of = (name: string) => read(`/proc/${pid}/task/${task}/${name}`);
      const [schedule, status] = await Promise.all([of("schedstat"), of("status")]);
      const wakeups = Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(status)?.[1] ?? 0);
      return { cpu: Number(schedule.split(" ")[0]) / 1e9, wakeups };
    }),
  );
  const kilobytes = Number(/^Pss:\s*(\d+) kB/m.exec(await read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  return threads
    .map((thread) => ({ ...thread, proportional: 0, processes: 0 }))
    .reduce(sum, { cpu: 0, wakeups: 0, proportional: kilobytes * 1024, processes: tasks.length === 0 ? 0 : 1 });
}

function sum(a: Account, b: Account): Account {
  return {
    cpu: a.cpu + b.cpu,
    wakeups: a.wakeups + b.wakeups,
    proportional: a.proportional + b.proportional,
    processes: a.processes + b.processes,
  };
}

function read(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}
