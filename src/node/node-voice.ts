import type { EventLog } from "../domain/event-log.js";
import type { Utterance } from "../domain/voice.js";
import type { Clock } from "../ports/clock.js";
import type { Random } from "../ports/random.js";
import type { Coordinates } from "../sensing/percepts/sun.js";
import { Voice, type VoiceParts } from "../voice/voice.js";

/** Degrees that the sun moves on in an hour. */
const HOUR_ANGLE = 15;

/** What a node needs to speak. */
export interface NodeVoiceParts extends VoiceParts {
  readonly random: Random;
  /** Does it live in a time whose hour means something? Asked when it speaks. */
  readonly knowsTime: (clock: Pick<Clock, "quality">) => boolean;
}

export interface NodeVoiceWorld {
  readonly clock: Clock;
  readonly events: EventLog;
  readonly place: Coordinates | undefined;
  readonly arousal: () => number;
}

/** The voice of a node: it hears all that happens there, and what it says happens there too. */
export function nodeVoice({ random, knowsTime, ...parts }: NodeVoiceParts, world: NodeVoiceWorld): Voice {
  const { clock, events, place, arousal } = world;
  const voice = new Voice({
    ...{ ...parts, arousal },
    draw: () => random.next(),
    sunAhead: () => (knowsTime(clock) ? (place?.longitude ?? 0) / HOUR_ANGLE : undefined),
    say: (utterance) => say(utterance, events),
  });
  events.listen(voice.hear);
  return voice;
}

function say(heard: Utterance, events: EventLog): void {
  const { at, line, notes } = heard;
  if (line !== undefined)
    events.tell(at, { type: "voice", line: "forest", text: `${line.inhaled}\n${line.exhaled}`, heard });
  const names = [...new Set(notes.map(({ spike }) => spike.electrode))];
  events.tell(at, { type: "voice", line: "notes", text: `♪ ${names.join(" ")}`, heard });
}
