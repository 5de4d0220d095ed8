import { converterKind } from "./adc/kind.js";
import { type AdsConfig, adsKind } from "./ads1x15/card.js";
import { ADS1015 } from "./ads1x15/sheets.js";
import { takenAlert } from "./gpio-fields.js";

/** The ADS1115's quicker sister: the same pins and registers, 12 bits. Too coarse for fungi, quick enough for what is fast. */
export const ads1015 = converterKind<AdsConfig>({
  kind: "ads1015",
  summary: "ADS1015, a 12-bit ADC on I2C: two differential pairs or four inputs, up to 3300 conversions a second",
  takes: takenAlert,
  ...adsKind(ADS1015),
});
