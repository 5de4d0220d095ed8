/** What is heard of every node of a broker: what its card, or its line, needs. */
export const OF_ALL: readonly string[] = ["$state", "$description", "breath", "health", "insight/+", "alert/+"].map(
  (below) => `andas/1/+/+/${below}`,
);

/** All that one node tells. @param key `site/node` */
export function filterOf(key: string): string {
  return `andas/1/${key}/#`;
}
