import type { FirstBootWords } from "../catalogue/first-boot.js";

export const firstBoot: FirstBootWords = {
  title: "What this board was told by its card",
  isCalled: ({ site, node }) => `This board is ${node} of the site ${site}.`,
  hostname: (name) => `In the network it is called ${name}.`,
  timezone: (name) => `Its time zone is ${name}.`,
  wifi: ({ ssid, country }) => `It joins the Wi-Fi ${ssid} (country ${country}).`,
  noWifi: "It joins no Wi-Fi: a cable, or none at all.",
  accessPoint: (ssid) => `A visit opens the Wi-Fi ${ssid}, for who knows its password.`,
  noAccessPoint: "A visit opens no Wi-Fi: no password for it is given.",
  secretMoved: (file) => `The secret in ${file} was moved into the system, and stars stand in its place on this card.`,
  mayLogIn: (keys) => `Who holds ${keys === 1 ? "the key" : `one of ${keys} keys`} may log in over SSH.`,
  nobodyMayLogIn: "Nobody may log in over SSH.",
  badCard: (faults) =>
    `boot.json is wrong, and nothing of it was taken: ${faults}. Mend it, and start the board again.`,
  failed: (why) =>
    `Something went wrong: ${why}. The next start goes on from here; if it says this again, flash the card anew.`,
  done: "All of it is done: the node begins.",
};
