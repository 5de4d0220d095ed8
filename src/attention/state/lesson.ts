import type { Insight } from "../../domain/insight.js";

/** Learning the same id again strengthens the insight; or, with `against`, weakens it. */
export type Lesson = Pick<Insight, "id" | "kind" | "subject" | "sentence" | "data"> & {
  readonly against?: true;
  /** In sightings; 1 unless said. */
  readonly weight?: number;
};
