/** An MQTT connection and no more: what is queued, repeated or counted is decided by those who use it. */
export interface Wire {
  /** Connects once, or throws an AndasError `broker`; tries nothing by itself again. */
  connect(options: WireOptions): Promise<Welcome>;
  readonly connected: boolean;
  /**
   * Resolves on PUBACK (QoS 1) or when written (QoS 0). Throws an AndasError `broker` if the connection goes first, or if the
   * broker refuses the message; `connected` tells which. Throws an AndasError `too-large` for what the broker will never take.
   */
  publish(topic: string, payload: string, options: PublishOptions): Promise<void>;
  /** Subscribes at QoS 1; what comes in goes to `onMessage` of the options. Throws like `publish`. */
  subscribe(filters: readonly string[]): Promise<void>;
  /** A clean DISCONNECT: the will is not sent. Never throws; does nothing when not connected. */
  disconnect(): Promise<void>;
}

export interface PublishOptions {
  readonly qos: 0 | 1;
  readonly retain: boolean;
  /** MQTT 5: what the asker wants back with the answer. Left out where the broker speaks an older version. */
  readonly correlation?: Uint8Array;
}

/** What the broker said on CONNECT. */
export interface Welcome {
  /** It still had our session. If not, it may be a new broker, and what it retained may be gone as well. */
  readonly remembered: boolean;
}

export interface WireOptions {
  readonly clientId: string;
  /** Published by the broker, QoS 1 and retained, when the connection goes without `disconnect`; without it nobody is told. */
  readonly will?: { readonly topic: string; readonly payload: string };
  /** A message came. Where it gives a promise, the broker is told that it arrived (PUBACK) once that has resolved, and not before. */
  onMessage(message: Incoming): Promise<void> | undefined;
  /** The connection went without `disconnect` having been called. `code` is what an MQTT 5 broker gave for it. */
  onLost(reason: string, code?: number): void;
}

export interface Incoming {
  readonly topic: string;
  readonly payload: string;
  readonly retained: boolean;
  /** By which the broker counts it until it is acknowledged, and whether it was handed over before (DUP); absent at QoS 0. */
  readonly delivery?: { readonly id: number; readonly again: boolean };
  /** MQTT 5: where the answer should go, and what to send back with it. */
  readonly responseTopic?: string;
  readonly correlation?: Uint8Array;
}
