import type { FirstBootWords } from "../catalogue/first-boot.js";

export const firstBoot: FirstBootWords = {
  title: "Vad datorn fick veta av sitt minneskort",
  isCalled: ({ site, node }) => `Datorn är ${node} på platsen ${site}.`,
  hostname: (name) => `I nätverket heter den ${name}.`,
  timezone: (name) => `Dess tidszon är ${name}.`,
  wifi: ({ ssid, country }) => `Den ansluter till wifi ${ssid} (land ${country}).`,
  noWifi: "Den ansluter till inget wifi: en kabel, eller inget alls.",
  accessPoint: (ssid) => `Ett besök öppnar wifi ${ssid}, för den som kan dess lösenord.`,
  noAccessPoint: "Ett besök öppnar inget wifi: inget lösenord för det är angivet.",
  secretMoved: (file) =>
    `Hemligheten i ${file} har flyttats in i systemet, och stjärnor står i dess ställe på minneskortet.`,
  mayLogIn: (keys) => `Den som har ${keys === 1 ? "nyckeln" : `en av ${keys} nycklar`} får logga in över SSH.`,
  nobodyMayLogIn: "Ingen får logga in över SSH.",
  badCard: (faults) => `boot.json är fel, och inget av den togs upp: ${faults}. Rätta den, och starta om.`,
  failed: (why) =>
    `Något gick fel: ${why}. Nästa start fortsätter härifrån; säger den samma sak igen, så skriv om kortet.`,
  done: "Allt är gjort: noden börjar.",
};
