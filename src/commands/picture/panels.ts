import { openRecording } from "../../../devices/recording/reader.js";
import type { Spike } from "../../domain/spike.js";
import { openBytes } from "../../ports/os/open-bytes.js";
import { ColumnTrace } from "../../view/svg/column-trace.js";
import type { TracePanel } from "../../view/svg/trace-panel.js";
import { PLOT_WIDTH } from "../../view/svg/trace-picture.js";
import type { Opened } from "../recording/sense.js";
import type { Kept } from "./kept.js";
import type { Stretch } from "./stretch.js";

/** Samples further apart than so many usual steps have a hole between them. */
const PATIENCE = 10;

/** A panel for each electrode: its trace in that stretch, with what was found in it. */
export async function panels({ opened, spikes, glyphs }: Kept, stretch: Stretch): Promise<TracePanel[]> {
  const traces = await tracesOf(opened, stretch);
  return opened.electrodes.map(({ electrode: { name } }, i) => {
    const own = spikes.filter(({ electrode }) => electrode === name);
    return {
      electrode: name,
      note: noteOn(within(own, stretch)),
      trace: traces[i]!,
      spikes: own,
      glyphs: glyphs.filter(({ electrode }) => electrode === name),
    };
  });
}

/** The spikes that peak in a stretch. */
export function within(spikes: readonly Spike[], { from, to }: Stretch): Spike[] {
  return spikes.filter(({ peak }) => peak >= from && peak < to);
}

/** Reads the recording once more, for the traces of a stretch. Memory is that of the picture. */
async function tracesOf({ recording, electrodes }: Opened, { from, to }: Stretch): Promise<ColumnTrace[]> {
  const reader = await openRecording(openBytes, recording);
  const traces = electrodes.map(() => new ColumnTrace(from, to, PLOT_WIDTH, PATIENCE / reader.rate));
  try {
    for (;;) {
      let more = reader.next();
      if (typeof more !== "boolean") more = await more;
      const { time, values } = reader.row;
      if (!more || time > to) break;
      if (Number.isNaN(time)) continue;
      for (const [i, { index }] of electrodes.entries()) traces[i]?.push(time, values[index]!);
    }
  } finally {
    await reader.close();
  }
  return traces;
}

function noteOn(spikes: readonly Spike[]): string {
  const up = spikes.filter(({ polarity }) => polarity === 1).length;
  return spikes.length === 0 ? "no spikes" : `${up} up, ${spikes.length - up} down`;
}
