import { type CardContent, listAt, valueAt } from "../written/content.js";
import { type Problem, printPath } from "../written/problem.js";

/** Neighbours that will never be heard. The node lives with that, and a card may have been copied from node to node: no fault. */
export function peerWarnings({ files: { node } }: CardContent): Problem[] {
  const peers = listAt(node, "peers");
  const warning = (path: readonly PropertyKey[], message: string): Problem => ({
    file: "node.json",
    path: printPath(path),
    message,
  });
  const warnings = peers.flatMap((peer, i) => {
    if (peer !== valueAt(node, ["node"])) return [];
    return [warning(["peers", i], "is this node itself, which is no neighbour of its own; leave it out")];
  });
  if (peers.length > 0 && valueAt(node, ["broker"]) === undefined) {
    const message =
      'are heard at a broker that all share, and without "broker" this node opens its own, which only this machine can reach; ' +
      "name the shared one, or leave peers out";
    warnings.push(warning(["peers"], message));
  }
  return warnings;
}
