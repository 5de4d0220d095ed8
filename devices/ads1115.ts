import { converterKind } from "./adc/kind.js";
import { type AdsConfig, adsKind } from "./ads1x15/card.js";
import { ADS1115 } from "./ads1x15/sheets.js";
import { takenAlert } from "./gpio-fields.js";

/** 16-bit ADC with a multiplexer and an amplifier on I2C: two differential pairs or four single inputs a chip. */
export const ads1115 = converterKind<AdsConfig>({
  kind: "ads1115",
  summary: "ADS1115, a 16-bit ADC on I2C: two differential pairs or four inputs",
  takes: takenAlert,
  ...adsKind(ADS1115),
});
