import type { AttentionSettings } from "../domain/attention-settings.js";
import type { BreathSettings } from "../domain/breath.js";
import type { Electrode, Listening } from "../domain/electrode.js";
import type { EnergySettings } from "../domain/energy.js";
import type { GlyphBook } from "../domain/glyph-settings.js";
import type { Language } from "../domain/language.js";
import type { Reflex } from "../domain/reflex.js";
import type { RestSettings } from "../domain/rest.js";
import type { Seconds } from "../domain/time.js";

/** The whole card in force, in the domain's words. Holds no secret: those travel apart, as `BrokerSecrets`. */
export interface Configuration {
  readonly node: NodeSettings;
  readonly devices: readonly DeviceSettings[];
  /** Those that the card lists. A device that none of them names gives all its channels, once it is started. */
  readonly electrodes: readonly Electrode[];
  readonly glyphs: GlyphBook;
  readonly breath: BreathSettings;
  /** `rest` of `breath.json`. */
  readonly rest: RestSettings;
  readonly reflexes: readonly Reflex[];
  readonly attention: AttentionSettings;
}

/** `node.json` in force. */
export interface NodeSettings {
  /** Both `[a-z0-9-]+`. */
  readonly site: string;
  readonly node: string;
  readonly name: string;
  /** In which it speaks to people. */
  readonly language: Language;
  readonly place?: Place;
  /** Other nodes of the site that are listened to: their ids, or `*` for all. */
  readonly peers: readonly string[];
  /** Where the second copy of the state goes; beside the state when absent. */
  readonly backup?: { readonly folder: string };
  /** What measures the supply; without it, what the kernel shows. */
  readonly supply?: SupplySettings;
  readonly energy: EnergySettings;
  /** How much raw signal is kept beside the state, in bytes; 0 for none. */
  readonly raw: { readonly keep: number };
  /** The signal is told with each exhale, in stretches so long; absent where it is not. */
  readonly trace?: { readonly every: Seconds };
  /** With what it speaks of what it hears; absent where it does not. Paths are relative to the card's folder. */
  readonly voice?: VoiceSettings;
  /** Absent: the node opens its own broker, on `embeddedBroker`'s ports. */
  readonly broker?: BrokerSettings;
  readonly embeddedBroker: EmbeddedBrokerSettings;
}

/** The voice: files or names of what is built in. */
export interface VoiceSettings {
  /** Those of the node's language when absent. */
  readonly words?: string;
  readonly scale: string;
  readonly mapping?: string;
  /** Speaks of simulated devices as well. */
  readonly demo: boolean;
}

/** A power board. Of `kernel` all but the battery goes unused, of `witty-pi-4` address and shunt. */
export interface SupplySettings {
  readonly chip: "kernel" | "ina219" | "ina226" | "witty-pi-4";
  readonly bus: number;
  readonly address: number;
  /** Ohms of the resistor that the current flows through. */
  readonly shunt: number;
  /** Volts when it is empty and when it is full. */
  readonly battery?: { readonly empty: number; readonly full: number };
}

/** The node's own broker. A port that is absent is the usual one, or the next that is free. */
export interface EmbeddedBrokerSettings {
  /** Where it listens. */
  readonly address: string;
  readonly port?: number | undefined;
  readonly websocketPort?: number | undefined;
  /** Browsers get the page on the WebSocket's port. */
  readonly page: boolean;
}

/** WGS 84, degrees and metres. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude?: number;
  readonly text?: string;
}

export interface BrokerSettings {
  /** `mqtt://`, `mqtts://`, `ws://` or `wss://`, without user and password. */
  readonly url: string;
  /** The name in its certificate, if it is not the one in the url. */
  readonly serverName?: string;
}

/** What only the connection to the broker may see, and the node's own broker where it is that: never echoed, logged or hashed. */
export interface BrokerSecrets {
  readonly username?: string;
  readonly password?: string;
  /** PEM texts. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface DeviceSettings {
  readonly name: string;
  /** One of the kinds that were handed in. */
  readonly kind: string;
  /** Absent: continuous up to 1 Hz, inhale above; the rate is known once the device is started. */
  readonly listening?: Listening;
  /** What the kind's schema made of the entry; `DeviceKind.create` takes it. */
  readonly config: unknown;
}
