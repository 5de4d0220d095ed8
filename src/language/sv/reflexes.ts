import type { ReflexWords } from "../catalogue/reflexes.js";

export const reflexes: ReflexWords = {
  surge: "skurar på flera elektroder på en gång",
  burst: "en skur av spikar",
  handled: "något rör vid elektroderna",
  unwell: "en enhet krånglar gång på gång: noden vilar tills allt är väl",
  gone: "det kommer inget från en elektrod längre: se efter omvandlaren och trådarna",
  welcome: "var så god",
  backedUp: "säkerhetskopian är klar",
};
