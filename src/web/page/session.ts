import type { Facts } from "../../domain/percept.js";
import { decode } from "../../protocol/payloads/decode.js";
import { readNodeTopic } from "../../protocol/topics.js";
import { Connection, type Credentials, type Link, pageId } from "../broker/connection.ts";
import { forgetCredentials, keepCredentials, keptCredentials } from "../broker/credentials.ts";
import { unpack } from "../broker/unpack.ts";
import { Asks } from "../model/asks.ts";
import { filterOf, OF_ALL } from "../model/filters.ts";
import { Grove } from "../model/grove.ts";
import { NodeDetail } from "../model/node-detail.ts";
import { Speaker } from "../sound/speaker.ts";
import { after, now } from "./clock.ts";

/** Between two drawings: a grove of hundreds has news in every frame, and nobody reads so fast. */
const REST_S = 0.1;

/** The node that is looked at, and all that is kept of it. */
export interface Looking {
  readonly key: string;
  readonly detail: NodeDetail;
  readonly asks: Asks;
}

/** What the page knows, and its way to the broker. Whatever comes, who listens is called ten times a second at most. */
export class Session {
  readonly url: string;
  readonly grove = new Grove();
  readonly #id = `page-${pageId()}`;
  #link: Link = { state: "connecting" };
  #looking: Looking | undefined;
  #connection: Connection;
  #listener: () => void = () => {};
  #willDraw = false;
  readonly #speaker = new Speaker();

  constructor(url: string) {
    this.url = url;
    this.#connection = this.#connect(keptCredentials(url));
  }

  get link(): Link {
    return this.#link;
  }

  get looking(): Looking | undefined {
    return this.#looking;
  }

  /** One listener: the page. */
  listen(listener: () => void): void {
    this.#listener = listener;
  }

  signIn(credentials: Credentials): void {
    keepCredentials(this.url, credentials);
    this.#connection.close();
    this.#connection = this.#connect(credentials);
  }

  /** Looks at one node closely, or at none. */
  look(key: string | undefined): void {
    if (this.#looking?.key === key) return;
    this.#speaker.close();
    if (this.#looking !== undefined) this.#connection.unsubscribe(filterOf(this.#looking.key));
    const [site = "", node = ""] = key?.split("/") ?? [];
    this.#looking =
      key === undefined ? undefined : { key, detail: new NodeDetail(), asks: new Asks({ site, node }, this.#id) };
    if (key !== undefined) this.#connection.subscribe(filterOf(key));
    this.#changed();
  }

  /** Gives the node that is looked at a word; false where there is no connection. */
  ask(name: string, said: string, body: Facts = {}): boolean {
    if (this.#looking === undefined || this.#link.state !== "open") return false;
    const { topic, payload } = this.#looking.asks.ask(name, said, body, now());
    this.#changed();
    return this.#connection.publish(topic, payload);
  }

  /** Is the voice of the node that is looked at heard? */
  get sounds(): boolean {
    return this.#speaker.isOpen;
  }

  sound(on: boolean): void {
    if (on) this.#speaker.open();
    else this.#speaker.close();
    this.#changed();
  }

  #connect(credentials: Credentials | undefined): Connection {
    const connection = new Connection({
      ...{ url: this.url, credentials },
      onLink: (link) => {
        if (link.state === "refused") forgetCredentials(this.url);
        this.#link = link;
        this.#changed();
      },
      onMessage: (topic, payload, retained) => this.#hear(topic, payload, retained),
    });
    connection.subscribe(...OF_ALL, ...(this.#looking ? [filterOf(this.#looking.key)] : []));
    return connection;
  }

  #hear(topic: string, payload: string, retained: boolean): void {
    this.grove.hear(topic, payload, { retained, at: now() });
    if (this.#looking !== undefined && topic.startsWith(`andas/1/${this.#looking.key}/`))
      this.#hearClosely(this.#looking, topic, payload);
    this.#changed();
  }

  #hearClosely({ key, detail, asks }: Looking, topic: string, payload: string): void {
    const whose = readNodeTopic(topic);
    const decoded = whose && decode(whose.topic, payload);
    if (whose === undefined || decoded === undefined) return;
    if (decoded.kind === "result") asks.hear(decoded.message);
    else if (decoded.kind === "recording") {
      const { value } = decoded.message;
      // What cannot be unpacked was damaged on its way; the rest of the dump is still worth drawing.
      unpack(value.data).then(
        (csv) => {
          detail.lay(value, csv);
          this.#changed();
        },
        () => {},
      );
    } else detail.hear(whose.topic, decoded, (notes) => this.#speaker.play(notes, this.#electrodesOf(key)));
  }

  #electrodesOf(key: string): number {
    return this.grove.get(key)?.description?.electrodes.length ?? 1;
  }

  #changed(): void {
    if (this.#willDraw) return;
    this.#willDraw = true;
    after(REST_S, () =>
      requestAnimationFrame(() => {
        this.#willDraw = false;
        this.#listener();
      }),
    );
  }
}
