import type { Seconds } from "../../src/domain/time.js";
import type { Neighbours } from "../../src/ports/neighbours.js";

/** Neighbours that remember what they were asked, and do nothing. */
export class FakeNeighbours implements Neighbours {
  readonly asked: { readonly seconds: Seconds; readonly reason: string }[] = [];

  ask(seconds: Seconds, reason: string): void {
    this.asked.push({ seconds, reason });
  }
}
