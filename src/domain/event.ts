import type { Alert } from "./alert.js";
import type { Breath } from "./breath.js";
import type { Glyph } from "./glyph.js";
import type { Insight } from "./insight.js";
import type { ThreadChange } from "./intention.js";
import type { Morning } from "./morning.js";
import type { Percept } from "./percept.js";
import type { Reading } from "./reading.js";
import type { RecordingPart } from "./recording-part.js";
import type { Action } from "./reflex.js";
import type { SignalStretches } from "./signal-stretches.js";
import type { Spike } from "./spike.js";
import type { Thread } from "./thread.js";
import type { Seconds } from "./time.js";
import type { Utterance } from "./voice.js";

/**
 * Everything that happens in a node, in the order in which it happens. The view shows it, MQTT tells it, `replay --json`
 * prints it: whoever wants to know what a node does listens to this and to nothing else.
 */
export type NodeEvent = { readonly at: Seconds; readonly seq: number } & Happening;

export type Happening =
  | {
      readonly type: "sample-gap";
      readonly device: string;
      readonly reason: string;
      /** Rows or reads lost so far on this device. */
      readonly lost: number;
    }
  | { readonly type: "spike"; readonly spike: Spike }
  | { readonly type: "glyph"; readonly glyph: Glyph }
  | { readonly type: "percept"; readonly percept: Percept }
  | { readonly type: "reflex"; readonly reflex: string; readonly action: Action; readonly percept: string }
  | {
      readonly type: "thread";
      readonly change: ThreadChange;
      readonly thread: Thread;
      readonly percept?: string;
      readonly into?: string;
    }
  /**
   * Said to people. `line` names who says it: the kind of a thread; `forest` and `notes` are the voice's own words and tones, and bring
   * what they rest on.
   */
  | { readonly type: "voice"; readonly line: string; readonly text: string; readonly heard?: Utterance }
  | { readonly type: "reading"; readonly reading: Reading }
  /** A part of the raw signal, for who asked. */
  | { readonly type: "recording"; readonly recording: RecordingPart }
  /** What an electrode heard, in short. */
  | { readonly type: "trace"; readonly trace: SignalStretches }
  | { readonly type: "breath"; readonly breath: Breath }
  | { readonly type: "insight"; readonly insight: Insight; readonly forgotten?: true }
  /** The page of the day; `page` as a person reads it, a line each. */
  | { readonly type: "morning"; readonly morning: Morning; readonly page: readonly string[] }
  | { readonly type: "commit"; readonly bytes: number; readonly commits: number }
  | { readonly type: "alert"; readonly alert: Alert };

export type NodeEventType = Happening["type"];
export type NodeListener = (event: NodeEvent) => void;
