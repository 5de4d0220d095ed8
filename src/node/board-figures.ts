import type { BoardPower } from "../domain/board-power.js";

/** What a board draws that nobody measured, by the name in its device tree; nothing of others. */
const TABLE: readonly { readonly model: RegExp; readonly figures: BoardPower }[] = [
  // cnx-software.com, 2021-12-09: below 75 mA, tuned. Off and boot: Raspberry Pi documentation, power-supplies.adoc (Zero), 25 s assumed.
  { model: /Zero 2/, figures: { idleWatts: 0.375, offWatts: 0.275, bootJoules: 25, bootSeconds: 25 } },
  // Raspberry Pi documentation, power-supplies.adoc: 3B idle 0.30 A, halted 0.10 A, booting 0.35 A, at 5 V.
  { model: /Pi 3/, figures: { idleWatts: 1.5, offWatts: 0.5, bootJoules: 44, bootSeconds: 25 } },
  // The same of the 4B: 0.6, 0.023 and 0.7 A.
  { model: /Pi 4/, figures: { idleWatts: 3, offWatts: 0.115, bootJoules: 88, bootSeconds: 25 } },
  // Off: Raspberry Pi documentation, rtc.adoc, about 3 mA, with the EEPROM's lines; what it draws idle is not told: measure.
  { model: /Pi 5/, figures: { offWatts: 0.015, bootJoules: 75, bootSeconds: 25 } },
];

/** Halted, without the EEPROM's lines: jeffgeerling.com, 2023. */
const PI_5_HALTED = 1.4;

/**
 * @param model as `Host.model` tells it
 * @param cutsPower the board's EEPROM is set to switch it off when it is halted; undefined where nobody tells
 */
export function boardFigures(model: string | undefined, cutsPower: boolean | undefined): BoardPower {
  const found = TABLE.find((board) => model !== undefined && board.model.test(model))?.figures ?? {};
  return /Pi 5/.test(model ?? "") && cutsPower !== true ? { ...found, offWatts: PI_5_HALTED } : found;
}
