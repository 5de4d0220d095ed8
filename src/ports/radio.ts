/** The radio, or whatever carries the network. A wired or simulated node has one that does nothing. */
export interface Radio {
  up(): Promise<void>;
  down(): Promise<void>;
}
