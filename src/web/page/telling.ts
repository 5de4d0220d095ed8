import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { tellingIn } from "../model/telling.ts";
import { ENGLISH } from "../words/english.ts";

/** The words of the chosen language and the times of who reads, for whatever is drawn. */
export const Telling = createContext(tellingIn(ENGLISH));

export function useTelling() {
  return useContext(Telling);
}
