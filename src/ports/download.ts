/** Gets a file from afar. */
export interface Download {
  /**
   * Its bytes as they come. A connection that ends or stalls is made anew, from where it was.
   * @throws AndasError `release` where it cannot be had: an address that is not https, a server that refuses, is silent or has too much
   */
  read(url: string): AsyncIterable<Uint8Array>;
}
