import type { ReflexWords } from "../catalogue/reflexes.js";

export const reflexes: ReflexWords = {
  surge: "bursts on several electrodes at once",
  burst: "a burst of spikes",
  handled: "something touches the electrodes",
  unwell: "a device fails again and again: the node rests until it is well",
  gone: "nothing comes from an electrode any more: look at its converter and its wires",
  welcome: "you are welcome",
  backedUp: "backup completed",
};
