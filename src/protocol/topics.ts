import { AndasError } from "../domain/errors.js";

/** Who the node is on the broker. */
export interface Identity {
  /** `[a-z0-9-]+` */
  readonly site: string;
  readonly node: string;
  /** For people. */
  readonly name?: string;
}

/** Topics of which a node has one. */
const SINGLE = {
  state: "$state",
  description: "$description",
  breath: "breath",
  health: "health",
  threads: "threads",
  morning: "morning",
  hold: "hold",
  "config-desired": "config/desired",
  "config-reported": "config/reported",
  mailbox: "mailbox",
} as const;

/** Topics of which there are several: a name stands behind the slash. */
const NAMED = {
  last: "last",
  spike: "spike",
  glyph: "glyph",
  percept: "percept",
  reading: "reading",
  recording: "recording",
  trace: "trace",
  reflex: "reflex",
  voice: "voice",
  insight: "insight",
  alert: "alert",
  command: "cmd",
  result: "res",
  log: "log",
} as const;

export type SingleTopic = keyof typeof SINGLE;
export type NamedTopic = keyof typeof NAMED;
export type TopicKind = SingleTopic | NamedTopic;

/** All of them. */
export const TOPIC_KINDS: readonly TopicKind[] = [...keysOf(SINGLE), ...keysOf(NAMED)];

/** A topic below a node's root. Of a percept the name is its source, which may have levels of its own: `electrode/e1`. */
export type Topic =
  | { readonly kind: SingleTopic; readonly name?: never }
  | { readonly kind: NamedTopic; readonly name: string };

/** A whole topic, and whose it is. */
export interface NodeTopic {
  readonly site: string;
  readonly node: string;
  readonly topic: Topic;
}

const ID = /^[a-z0-9-]+$/;
/** Wildcards, and what MQTT forbids in a topic's name (3.1.1, 4.7.3). */
const FORBIDDEN = /[+#\0]/;
/** In bytes of UTF-8 (3.1.1, 1.5.3). */
const LONGEST = 65_535;
const VERSION_ROOT = "andas/1";

/** What all nodes of a site lie below. */
export function siteRoot(site: string): string {
  return `${VERSION_ROOT}/${id(site)}`;
}

/**
 * The node's root: everything it says and hears lies below, but for Home Assistant's own topics.
 * @throws AndasError `config` for what cannot be an id
 */
export function rootOf({ site, node }: Pick<Identity, "site" | "node">): string {
  return `${siteRoot(site)}/${id(node)}`;
}

/** The identifier that a node connects with. */
export function clientId({ site, node }: Pick<Identity, "site" | "node">): string {
  return `andas-${site}-${node}`;
}

/**
 * A topic as it is written below the root: `spike/e1`.
 * @throws AndasError `internal` if the name would change the tree's shape
 */
export function writeTopic(topic: Topic): string {
  if (topic.name === undefined) return SINGLE[topic.kind];
  const name = topic.kind === "percept" ? levels(topic.name) : oneLevel(topic.name);
  return `${NAMED[topic.kind]}/${name}`;
}

/** How the topics of a kind are written, a name in pointed brackets; for those who read a list. */
export function topicPattern(kind: TopicKind, name = "name"): string {
  return isSingle(kind) ? SINGLE[kind] : `${NAMED[kind]}/<${name}>`;
}

const KIND_OF_SINGLE = new Map<string, SingleTopic>(keysOf(SINGLE).map((kind) => [SINGLE[kind], kind]));
const KIND_OF_NAMED = new Map<string, NamedTopic>(keysOf(NAMED).map((kind) => [NAMED[kind], kind]));

/** What `writeTopic` wrote; undefined for anything else. Never throws. */
export function readTopic(below: string): Topic | undefined {
  const single = KIND_OF_SINGLE.get(below);
  if (single !== undefined) return { kind: single };
  const slash = below.indexOf("/");
  const kind = KIND_OF_NAMED.get(below.slice(0, Math.max(0, slash)));
  const name = below.slice(slash + 1);
  if (kind === undefined || !isLevels(name) || (kind !== "percept" && name.includes("/"))) return undefined;
  return { kind, name };
}

/** A whole topic, of whatever node; undefined for what is none of ours. Never throws. */
export function readNodeTopic(whole: string): NodeTopic | undefined {
  const [, site, node, below] = /^andas\/1\/([a-z0-9-]+)\/([a-z0-9-]+)\/(.+)$/s.exec(whole) ?? [];
  const topic = below === undefined ? undefined : readTopic(below);
  return site === undefined || node === undefined || topic === undefined ? undefined : { site, node, topic };
}

/** What a node subscribes for its mailbox. */
export function mailboxFilters(root: string): string[] {
  return [`${NAMED.command}/+`, SINGLE.hold, SINGLE["config-desired"], SINGLE.mailbox].map(
    (below) => `${root}/${below}`,
  );
}

/** What a node subscribes to overhear a peer of its site (`+`: all), to get its answers, and to know its breath where that matters. */
export function peerFilters(site: string, node: string, breath = false): string[] {
  const root = `${siteRoot(site)}/${node}`;
  const filters = [`${root}/${NAMED.percept}/#`, `${root}/${NAMED.result}/listen`];
  return breath ? [...filters, `${root}/${SINGLE.breath}`] : filters;
}

/** May an answer go there? Anywhere but into the tree of a node, and there on `res/<name>` alone. */
export function isAnswerTopic(topic: string): boolean {
  if (!isTopic(topic) || topic.startsWith("$")) return false;
  return !topic.startsWith(`${VERSION_ROOT}/`) || readNodeTopic(topic)?.topic.kind === "result";
}

/** Can something be published here? */
export function isTopic(topic: string): boolean {
  return topic !== "" && !FORBIDDEN.test(topic) && new TextEncoder().encode(topic).length <= LONGEST;
}

function id(text: string): string {
  if (ID.test(text)) return text;
  throw new AndasError("config", `"${text}" cannot be a site or node id: use a-z, 0-9 and - only`);
}

/** One level of a topic, out of a name that others chose. */
function oneLevel(name: string): string {
  if (name.includes("/")) throw new AndasError("internal", `"${name}" cannot be one level of a topic: it has a slash`);
  return levels(name);
}

function levels(name: string): string {
  if (isLevels(name)) return name;
  throw new AndasError("internal", `"${name}" cannot be part of a topic: it is empty, or has + # or NUL in it`);
}

function isLevels(name: string): boolean {
  return name !== "" && !FORBIDDEN.test(name) && !name.startsWith("/") && !name.endsWith("/") && !name.includes("//");
}

function isSingle(kind: TopicKind): kind is SingleTopic {
  return kind in SINGLE;
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record).filter((key): key is Key => key in record);
}
