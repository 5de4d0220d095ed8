import type { VisitWords } from "../catalogue/visit.js";

const files = (n: number) => (n === 1 ? "one file" : `${n} files`);

export const visit: VisitWords = {
  title: ({ site, node }) => `What ${node} of the site ${site} heard and knows`,
  whatIsWhat: [
    "signal: the electrodes in mV, a file for each day (UTC) and device. Any spreadsheet opens it; times are UTC.",
    "moments: the signal around moments that the node found worth keeping.",
    "state.json: what it knows: threads, insights, and what was not told to its broker yet.",
    "A file that ends in .part is not whole: leave it.",
  ],
  isWhole: (n) => `All is here: ${files(n)}.`,
  notWhole: "Not all is here yet: it is being written, or was broken off. The next visit goes on.",
  leftOut: (names) => `Left out, for want of room or because it could not be read: ${names.join(", ")}.`,
  heading: ({ site, node }) => `Visit: ${node} of the site ${site}`,
  minutesLeft: (minutes) =>
    minutes <= 1
      ? "The visit ends within a minute."
      : `The visit ends in ${minutes} minutes, or when the button is held once more.`,
  harvestBegins: "The harvest begins.",
  harvestGoes: ({ files: done, of }) => `The harvest is under way: ${done} of ${files(of)}. Leave the stick in.`,
  harvestIsOnStick: (n) => `The harvest is on the stick, ${files(n)}: you may pull it out.`,
  harvestIsOnCard: (n) =>
    `The harvest is on the card, ${files(n)} in andas/harvest. Put a USB stick in to have it there too.`,
  harvestFailed: (why) => `The harvest did not succeed: ${why}.`,
  contact: "How the electrodes touch",
  livePage: "The live page of this node",
  noLivePage:
    "There is no live page here: it wants the node's own broker, with its page switched on (embedded_broker, page) in node.json.",
};
