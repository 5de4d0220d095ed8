/** A version as releases carry it: three numbers, `0.3.0`. Nothing else may follow: a name of it is a folder's name. */
export const VERSION = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/;

/** Below 0 where `a` came before `b`, above 0 where it came after, 0 where they are the same. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [a, b].map((version) => version.split(".").map(Number));
  for (const i of [0, 1, 2]) {
    const difference = (one?.[i] ?? 0) - (other?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
