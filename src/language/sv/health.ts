import type { HaltReason } from "../../domain/rest.js";
import type { HealthWords } from "../catalogue/health.js";
import { grammar } from "./grammar.js";

const { fixed } = grammar;

/** Det som datorn stängs av för. */
const NEED: Readonly<Record<HaltReason, string>> = {
  battery: "batteriet är nästan tomt",
  supply: "spänningen har fallit för länge",
  heat: "processorn är för varm",
};

export const health: HealthWords = {
  temperature: (celsius) => `processorn har ${fixed(celsius, 0)} °C`,
  slowedAt: (celsius) => `processorn har ${fixed(celsius, 0)} °C och har saktats ner: ge den skugga eller luft`,
  slowed: "processorn har saktats ner: den är för varm, eller spänningen faller",
  supplySags: (since) => `spänningen faller sedan ${since}: se över kabel, batteri och solpanel`,
  supplySagged: "spänningen håller, men har fallit sedan starten: se över kabel, batteri och solpanel",
  supplyHolds: "spänningen håller",
  battery: ({ percent, volts }) => `${fixed(percent, 0)} % av batteriet är kvar (${fixed(volts, 2)} V)`,
  free: ({ of, percent }) => `${fixed(percent, 0)} % av ${of === "memory" ? "minnet" : "disken"} är ledigt`,
  diskFails: (errors) =>
    `disken har stött på ${errors} fel: kopiera det som finns på den och byt den, eller nollställ med fsck om det bara hände en gång`,
  clockFollows: "klockan följer en tidsserver",
  clockFollowsNot: "klockan följer ingen tidsserver",
  clockKept: "klockan följer ingen tidsserver, men hålls av en realtidsklocka",
  unknown: "det säger den här datorn inte",
  electrode: {
    "no-signal": "ingenting mäts: se över kabeln och omvandlaren",
    flat: "samma värde om och om igen: omvandlaren eller dess ledning är död",
    saturation:
      "vid gränsen av omvandlarens område: sänk förstärkningen, eller leta efter en likspänning eller en lös ledning",
    "lead-off": "mycket brusigare än förut, som en öppen ingång: elektroden har torkat, lossnat eller gått av",
    hum: "nätbrum viks in i bandet: skärma ledningen, flytta den från kablar, jorda den i en enda punkt",
    handling: "den hoppar hit och dit: något rör vid elektroden eller dess kabel",
    glitches: "enstaka värden hoppar: en glappkontakt, en dålig kontakt eller ett nätaggregat som slår om",
    clock: "tidsstämplar upprepas, går bakåt eller hoppar: se över loggerns klocka, och om den blev utan ström",
  },
  waitsForRestart: (parts) => `kortet har ändrats (${parts.join(", ")}): starta om noden så att det gäller`,
  signalBefore: "signalen före en inspelning",
  badCard: (faults) => `kortet är fel, det senaste riktiga gäller: ${faults}`,
  goesOff: (need, back) =>
    `${NEED[need]}: datorn stängs av${back === undefined ? ", och någon måste starta den igen" : `, och är tillbaka ${back}`}`,
  staysOn: (need) => `${NEED[need]}: datorn borde stängas av, men inget larm skulle starta den igen`,
  restTrouble: (fault) => `vilan är inte som den ska: ${fault}`,
  cameBack: ({ version, missed }) =>
    missed.length === 0
      ? `andas ${version} prövades och andades inte: utgåvan före den går igen`
      : `andas ${version} prövades och saknade något (${missed.join(", ")}): utgåvan före den går igen`,
  notKept: (reason) => `tillståndet kunde inte sparas: ${reason}`,
};
