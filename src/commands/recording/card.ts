import { allKinds } from "../../../devices/all.js";
import type { RecordingOptions } from "../../../devices/recording/format/begin.js";
import type { RecordingColumn } from "../../../devices/recording/row/column.js";
import { optionsOf, type RecordingConfig } from "../../../devices/recording.js";
import { resolveCard } from "../../config/resolve-card.js";
import type { BreathSettings } from "../../domain/breath.js";
import { type Electrode, meansChannel } from "../../domain/electrode.js";
import type { GlyphBook } from "../../domain/glyph-settings.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import { catalogueOf } from "../../language/catalogue-of.js";
import { withRecording } from "../../node/plan-devices.js";
import { OsFiles } from "../../ports/os/files.js";
import type { Io } from "../cli/command.js";
import { stderrLog } from "../cli/stderr-log.js";

/** How a recording is to be listened to. */
export interface RecordingCard {
  readonly recording: RecordingOptions;
  readonly glyphs: GlyphBook;
  /** Those that the card lists for its recording; without any, every column is one. */
  readonly electrodes: readonly Electrode[];
  readonly breath: BreathSettings;
  /** In the card's language. */
  readonly words: Catalogue;
}

/**
 * What a card says of a recording: its columns and unit, the electrodes on it, the bounds of glyphs. What the command line says
 * comes first; without a folder there is nothing but that.
 * @throws AndasError `config`
 */
export async function recordingCard(
  folder: string | undefined,
  recording: RecordingOptions,
  io: Io,
): Promise<RecordingCard> {
  const log = stderrLog(io, "warn");
  const card = await resolveCard({ folder, stateFolder: undefined, files: new OsFiles(), kinds: allKinds, log });
  const { devices, electrodes, glyphs, breath, node } = withRecording(card.configuration, recording);
  const words = catalogueOf(node.language);
  if (folder === undefined) return { recording, glyphs, electrodes: [], breath, words };
  const written = devices[0]?.config as RecordingConfig | undefined;
  const { file } = recording;
  return {
    recording: written === undefined ? { file } : { ...optionsOf(written), file },
    glyphs,
    electrodes,
    breath,
    words,
  };
}

/** The card's electrode on this column, named there as in the file's header or as the electrode would be called. */
export function onColumn(
  { name }: Pick<RecordingColumn, "name">,
  electrodes: readonly Electrode[],
): Electrode | undefined {
  return electrodes.find(({ channel }) => meansChannel(channel, name));
}
