/** `p-9` before `p-10`: the shorter is the smaller number, and no id has to be read as one. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
