import type { ReflexWords } from "../catalogue/reflexes.js";

export const reflexes: ReflexWords = {
  surge: "bursts on several electrodes at once",
  burst: "a burst of spikes",
  handled: "something touches the electrodes",
  unwell: "a device fails again and again: the node rests until it is well",
  welcome: "you are welcome",
  backedUp: "backup completed",
};
