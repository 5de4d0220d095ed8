import type { VisitWords } from "../catalogue/visit.js";

const files = (n: number) => (n === 1 ? "en fil" : `${n} filer`);

export const visit: VisitWords = {
  title: ({ site, node }) => `Vad ${node} på platsen ${site} har hört och vet`,
  whatIsWhat: [
    "signal: elektroderna i mV, en fil för varje dygn (UTC) och apparat. Alla kalkylprogram öppnar den; tiderna är UTC.",
    "moments: signalen kring stunder som noden fann värda att spara.",
    "state.json: vad den vet: trådar, insikter och det som ännu inte har berättats för dess förmedlare.",
    "En fil som slutar på .part är inte hel: låt den vara.",
  ],
  isWhole: (n) => `Allt finns här: ${files(n)}.`,
  notWhole: "Allt finns inte här än: det skrivs just nu, eller avbröts. Nästa besök fortsätter.",
  leftOut: (names) => `Utelämnat, av brist på utrymme eller för att det inte gick att läsa: ${names.join(", ")}.`,
  heading: ({ site, node }) => `Besök: ${node} på platsen ${site}`,
  minutesLeft: (minutes) =>
    minutes <= 1
      ? "Besöket slutar inom en minut."
      : `Besöket slutar om ${minutes} minuter, eller när knappen hålls inne en gång till.`,
  harvestBegins: "Skörden börjar.",
  harvestGoes: ({ files: done, of }) => `Skörden pågår: ${done} av ${files(of)}. Låt minnet sitta i.`,
  harvestIsOnStick: (n) => `Skörden ligger på USB-minnet, ${files(n)}: det går bra att dra ut det.`,
  harvestIsOnCard: (n) =>
    `Skörden ligger på kortet, ${files(n)} i andas/harvest. Sätt i ett USB-minne för att få den där också.`,
  harvestFailed: (why) => `Skörden lyckades inte: ${why}.`,
  contact: "Hur elektroderna sitter",
  livePage: "Nodens levande sida",
  noLivePage:
    "Här finns ingen levande sida: den kräver nodens egen förmedlare, med sidan påslagen (embedded_broker, page) i node.json.",
};
