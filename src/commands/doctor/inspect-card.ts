import { allKinds } from "../../../devices/all.js";
import { loadCard } from "../../config/load-card.js";
import { printProblem } from "../../config/written/problem.js";
import { brokerAddress } from "../../node/connect.js";
import { OsFiles } from "../../ports/os/files.js";
import type { InspectCard } from "./checks.js";

/** What the doctor wants to know of a card: is it in order, what does it load, where does it send? */
export async function cardInspector(): Promise<InspectCard> {
  const files = new OsFiles();
  return async (folder) => {
    const { good, problems } = await loadCard({ folder, files, kinds: allKinds });
    if (good === undefined) {
      const first = problems[0];
      const more = problems.length > 1 ? ` (and ${problems.length - 1} more: andas check --config ${folder})` : "";
      return { status: "warning", text: `${first ? printProblem(first) : "is not in order"}${more}`, packages: [] };
    }
    const { node, devices } = good.configuration;
    const named = new Set(devices.map(({ kind }) => kind));
    return {
      status: "healthy",
      text: `${node.site}/${node.node}, in order`,
      packages: allKinds.filter(({ kind }) => named.has(kind)).flatMap(({ packages }) => packages),
      ...(node.broker && {
        broker: {
          address: brokerAddress(node.broker.url, good.secrets, node.broker.serverName),
          identity: { site: node.site, node: node.node },
        },
      }),
    };
  };
}
