/** How quick that is which an electrode is put into: it sets time scales, never millivolts. */
export type Profile = "fungus" | "plant" | "fast";

/** When a device is listened to. See the breath: `continuous` misses nothing, `inhale` and `sentinel` rest between breaths. */
export const LISTENINGS = ["continuous", "inhale", "sentinel"] as const;
export type Listening = (typeof LISTENINGS)[number];

/** One measured channel: a differential pair, in millivolts. */
export interface Electrode {
  /** `[a-z0-9-]+`, unique on the node; the `<electrode>` of the MQTT tree. */
  readonly name: string;
  /** The device it hangs on, and the channel of that device. */
  readonly device: string;
  readonly channel: string;
  readonly profile: Profile;
  /** Same medium, no organism: what it shows is not life. */
  readonly control: boolean;
}

/** Does a card that writes `channel` mean the one called `name`? It may write a column as it stands in a recording's header. */
export function meansChannel(channel: string, name: string): boolean {
  return channel === name || nameFrom(channel, "") === name;
}

/** An electrode's (or node's, or site's) name out of any text: lower case, other characters to `-`. */
export function nameFrom(text: string, otherwise: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" ? otherwise : name;
}
