import { allKinds } from "../../../devices/all.js";
import { loadCard } from "../../config/load-card.js";
import { printProblem } from "../../config/written/problem.js";
import { brokerAddress } from "../../node/connect.js";
import { OsFiles } from "../../ports/os/files.js";
import type { InspectCard, WiredDevice } from "./checks.js";

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
    const { node, devices, electrodes, rest } = good.configuration;
    const wired = devices.flatMap(({ name, kind, listening, config }): WiredDevice[] => {
      const found = allKinds.find((one) => one.kind === kind);
      const probe = found?.probe;
      if (probe === undefined) return [];
      const use = { listening, electrodes: electrodes.filter(({ device }) => device === name) };
      const doubts = found?.doubts?.(config, use) ?? [];
      return [{ name, doubts: doubts.map(({ message }) => message), probe: (openI2c) => probe(config, openI2c) }];
    });
    const named = new Set(devices.map(({ kind }) => kind));
    return {
      status: "healthy",
      text: `${node.site}/${node.node}, in order`,
      wired,
      packages: allKinds.filter(({ kind }) => named.has(kind)).flatMap(({ packages }) => packages),
      alarm: rest.alarm,
      ...(node.supply && { supply: node.supply }),
      ...(node.broker && {
        broker: {
          address: brokerAddress(node.broker.url, good.secrets, node.broker.serverName),
          identity: { site: node.site, node: node.node },
        },
      }),
    };
  };
}
