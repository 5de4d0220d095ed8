/** An MQTT connection and no more: what is queued, repeated or counted is decided by those who use it. */
export interface Wire {
  /** Connects once, or throws an AndasError `broker`; tries nothing by itself again. */
  connect(options: WireOptions): Promise<void>;
  readonly connected: boolean;
  /** Resolves on PUBACK (QoS 1) or when written (QoS 0); throws if the connection goes first. */
  publish(topic: string, payload: string, options: { qos: 0 | 1; retain: boolean }): Promise<void>;
  /** Subscribes at QoS 1; what comes in goes to `onMessage` of the options. */
  subscribe(filters: readonly string[]): Promise<void>;
  /** A clean DISCONNECT: the will is not sent. Never throws; does nothing when not connected. */
  disconnect(): Promise<void>;
}

export interface WireOptions {
  readonly clientId: string;
  readonly will: { readonly topic: string; readonly payload: string };
  onMessage(message: Incoming): void;
  /** The connection went without `disconnect` having been called. */
  onLost(reason: string): void;
}

export interface Incoming {
  readonly topic: string;
  readonly payload: string;
  readonly retained: boolean;
  /** MQTT 5: where the answer should go, and what to send back with it. */
  readonly responseTopic?: string;
  readonly correlation?: Uint8Array;
}
