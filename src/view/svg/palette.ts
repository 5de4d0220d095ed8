import type { Phase } from "../../domain/breath.js";
import type { GlyphName } from "../../domain/glyph.js";
import type { EventName } from "../../domain/reading.js";
import type { Wake } from "../../domain/wake.js";

/** Ink on paper: everything that is no data. */
export const INK = {
  strong: "#1f2a2e",
  plain: "#4d5a5f",
  faint: "#7c888c",
  line: "#dde3e3",
  paper: "#ffffff",
} as const;

export const TRACE = "#27434c";

/** Spikes up and down: blue-green and rust differ in every kind of colour vision, and their marks differ in shape as well. */
export const SPIKE = { up: "#0f7f76", down: "#b4532a" } as const;

/** How a glyph is painted: what lives has colour, what is quiet is grey-blue and deeper the longer it lasts, what is no life is sand. */
export interface Paint {
  readonly fill: string;
  readonly ink: string;
  /** Hatched: there was nothing to hear. */
  readonly hatch?: string;
}

/** In the order of the legend: life, quiet, the rest. */
export const GLYPH_PAINT: Readonly<Record<Exclude<GlyphName, "stir">, Paint>> = {
  burst: { fill: "#0f7f76", ink: "#ffffff" },
  train: { fill: "#4aa79b", ink: "#06302c" },
  spike: { fill: "#9ed3c6", ink: "#0b3d37" },
  rest: { fill: "#eaf0f4", ink: "#4d5f6d" },
  pause: { fill: "#d0dde7", ink: "#3b4f5f" },
  silence: { fill: "#adc2d3", ink: "#263c4d" },
  drift: { fill: "#d9cfe6", ink: "#4c3c63" },
  artefact: { fill: "#e8b9a6", ink: "#6b2c13" },
  settling: { fill: "#efe3c2", ink: "#64531d" },
  unheard: { fill: "#f6f6f4", ink: "#666c6c", hatch: "#c9cfcf" },
  gap: { fill: "#f0eeec", ink: "#5f5a55", hatch: "#a9a29b" },
};

/** The breath, as the live view colours it, but pale: it is the ground of the night and not its subject. */
export const BREATH: Readonly<Record<Phase, string>> = {
  inhale: "#9ed3c6",
  hold: "#ecd9a6",
  exhale: "#adc2d3",
  pause: "#d9cfe6",
};

/** Calls of the Spiralformer. Their rows tell them apart as well. */
export const CALL: Readonly<Record<Wake["mode"], string>> = {
  inhale: "#0f7f76",
  hold: "#9a7413",
  local: "#3f6f95",
  released: "#7c888c",
};

const LIFE = { fill: "#9ed3c6", ink: "#0b3d37" };
const BETWEEN = { fill: "#d9cfe6", ink: "#4c3c63" };

/** Readings by where they are heard: on electrodes, between them, in what is no life, nowhere. */
export const READING_PAINT: Readonly<Record<EventName, Pick<Paint, "fill" | "ink">>> = {
  quiet: { fill: "#d0dde7", ink: "#3b4f5f" },
  rhythm: LIFE,
  irregular: LIFE,
  burst: LIFE,
  artefact: { fill: "#e8b9a6", ink: "#6b2c13" },
  wave: BETWEEN,
  scatter: BETWEEN,
};

/** The readable sans of whatever system shows the picture. */
export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif";
