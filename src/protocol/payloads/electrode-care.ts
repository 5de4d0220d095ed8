import type { MeasuredCalibration } from "../../domain/calibration.js";
import type { ContactFigures } from "../../domain/contact.js";
import type { Facts } from "../../domain/percept.js";

/** An electrode's contact as it is told. In mV, to three digits; null where it cannot be known. */
export function contactFacts({ contact, noise, hum, drift, settling, missing, jumps }: ContactFigures): Facts {
  return {
    ...{ contact, settling, noise_mv: digits(noise), drift_mv_min: digits(drift) },
    ...{ hum_mv: hum === undefined ? null : digits(hum), missing: digits(missing), jumps },
  };
}

/** What a channel was found to be off by, as it is told. */
export function calibrationFacts(measured: MeasuredCalibration): Facts {
  const { offset_mv, gain, known_mv, noise_mv, drift_mv_min, hum_mv } = measured;
  return {
    ...{ offset_mv, gain, known_mv, noise_mv: digits(noise_mv), drift_mv_min: digits(drift_mv_min) },
    hum_mv: hum_mv === null ? null : digits(hum_mv),
  };
}

function digits(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : null;
}
