import { GLYPHS } from "../../src/domain/glyph.js";
import { EVENTS, type EventName } from "../../src/domain/reading.js";
import type { Reader, ReaderAnswer, ReaderCall } from "../../src/spiralformer/model/reader.js";

const CHANNELS = 8;

/** A reader that reads whatever it was told to, keeps the calls, and can lose them or keep one waiting. */
export class FakeReader implements Reader {
  readonly name = "fake 00000000";
  /** It is no process. */
  readonly pid = undefined;
  trouble: string | undefined;
  /** All calls, lost ones included. */
  readonly calls: ReaderCall[] = [];
  /** What it reads in the calls to come, and how sure it is of that. */
  says: EventName = "quiet";
  sure = 0.9;
  /** So many of the next calls are lost. */
  loses = 0;
  /** While set, a call is answered after this only. */
  busy: Promise<void> | undefined;
  proved = 0;
  closed = false;

  async prove(): Promise<void> {
    this.proved++;
  }

  async read(call: ReaderCall): Promise<ReaderAnswer | undefined> {
    this.calls.push(call);
    await this.busy;
    if (this.loses === 0) return this.#answer();
    this.loses--;
    return undefined;
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** Every glyph is as likely as every other to follow. */
  #answer(): ReaderAnswer {
    const event = new Float32Array(EVENTS.length).fill((1 - this.sure) / (EVENTS.length - 1));
    event[EVENTS.indexOf(this.says)] = this.sure;
    const following = new Float32Array(CHANNELS * GLYPHS.length).fill(1 / GLYPHS.length);
    return { event, following, embedding: Float32Array.of(0.6, 0.8), milliseconds: 0.25 };
  }
}
