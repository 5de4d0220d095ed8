/**
 * What A. Adamatzky, "Language of fungi derived from their electrical spiking activity", R. Soc. Open Sci. 9:211926 (2022), says of
 * *Schizophyllum commune*. Its detector, its electrodes and its hours are others than ours: figures to stand beside, not to reach.
 * By algorithmic and Lempel-Ziv complexity it ranks this species first of four, but not as a ratio to chance, which ours is: so no
 * number of it stands beside ours.
 */
export const PUBLISHED = {
  species: "Schizophyllum commune",
  source: "Adamatzky 2022, R. Soc. Open Sci. 9:211926",
  intervalMin: 41,
  amplitudeUv: 30,
  a: { meanLength: 4.4, entropyBits: 2.3 },
  twoA: { entropyBits: 2.5 },
} as const;
