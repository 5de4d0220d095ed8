import type { IncomingMessage } from "node:http";
import { get, type RequestOptions } from "node:https";
import { AndasError, isAndasError, messageOf } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";
import type { Download } from "../download.js";

export interface HttpsLimits {
  /** Without a byte for so long, the connection is made anew. */
  readonly silence: Seconds;
  /** So often in a row without a byte in between; then it is given up. */
  readonly attempts: number;
  /** So many bytes at most. */
  readonly bytes: number;
}

/** A mobile network in a forest needs patience; a release has 25 MB. */
const USUAL: HttpsLimits = { silence: 60, attempts: 5, bytes: 256 << 20 };
const MOST_REDIRECTS = 5;

/** Downloads over HTTPS, and over nothing else, wherever a server sends us. */
export class HttpsDownload implements Download {
  readonly #limits: HttpsLimits;
  readonly #tls: Pick<RequestOptions, "ca">;

  /** @param tls an authority of one's own; without it, those that Node.js knows */
  constructor(limits: Partial<HttpsLimits> = {}, tls: Pick<RequestOptions, "ca"> = {}) {
    this.#limits = { ...USUAL, ...limits };
    this.#tls = tls;
  }

  async *read(url: string): AsyncGenerator<Uint8Array> {
    let done = 0;
    let failed = 0;
    for (;;) {
      try {
        for await (const bytes of this.#from(url, done)) {
          done += bytes.length;
          failed = 0;
          if (done > this.#limits.bytes)
            throw refused(`the server has more than ${this.#limits.bytes >> 20} MB there: is it a bundle of andas?`);
          yield bytes;
        }
        return;
      } catch (error) {
        if (isAndasError(error)) throw error;
        if (++failed >= this.#limits.attempts)
          throw refused(
            `the server does not answer any more (${messageOf(error)}): try again when the network is better`,
            error,
          );
      }
    }
  }

  /** From byte `from` on, once. */
  async *#from(url: string, from: number): AsyncGenerator<Uint8Array> {
    const response = await this.#open(url, from);
    try {
      let skip = from > 0 && response.statusCode === 200 ? from : 0;
      let left = Number(response.headers["content-length"] ?? Number.NaN);
      for await (const chunk of response) {
        const bytes: Uint8Array = chunk;
        left -= bytes.length;
        // A server that knows no ranges begins anew.
        if (skip < bytes.length) yield bytes.subarray(skip);
        skip = Math.max(0, skip - bytes.length);
      }
      if (left > 0) throw new Error("the connection ended too early");
    } finally {
      response.destroy();
    }
  }

  async #open(url: string, from: number): Promise<IncomingMessage> {
    let at = url;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      if (!URL.canParse(at) || new URL(at).protocol !== "https:")
        throw refused("releases come over https alone: give an address that begins with https://");
      const response = await this.#ask(at, from);
      const { statusCode = 0, headers } = response;
      if (statusCode === 200 || statusCode === 206) return response;
      response.destroy();
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined)
        at = new URL(headers.location, at).href;
      else if (statusCode >= 500) throw new Error(`it answers ${statusCode}`);
      else throw refused(`the server answers ${statusCode}: is the address right?`);
    }
    throw refused("the server sends us in circles: give the address where the bundle lies");
  }

  #ask(url: string, from: number): Promise<IncomingMessage> {
    const headers = from > 0 ? { range: `bytes=${from}-` } : {};
    return new Promise((resolve, reject) => {
      const timeout = this.#limits.silence * 1000;
      const request = get(url, { ...this.#tls, headers, timeout, agent: false }, resolve);
      request.on("timeout", () => request.destroy(new Error(`silent for ${this.#limits.silence} s`)));
      request.on("error", reject);
    });
  }
}

function refused(message: string, cause?: unknown): AndasError {
  return new AndasError("release", message, cause);
}
