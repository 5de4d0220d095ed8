import { AndasError } from "../domain/errors.js";

/** Who the node is on the broker. */
export interface Identity {
  /** `[a-z0-9-]+` */
  readonly site: string;
  readonly node: string;
  /** For people. */
  readonly name?: string;
}

const ID = /^[a-z0-9-]+$/;
/** Wildcards, and what MQTT forbids in a topic's name (3.1.1, 4.7.3). */
const FORBIDDEN = /[+#\0]/;
const LONGEST = 65_535;

/** The node's root: everything it says and hears lies below, but for Home Assistant's own topics. */
export function rootOf({ site, node }: Identity): string {
  for (const id of [site, node]) {
    if (!ID.test(id)) throw new AndasError("config", `"${id}" cannot be a site or node id: use a-z, 0-9 and - only`);
  }
  return `andas/1/${site}/${node}`;
}

/** Can something be published here? */
export function isTopic(topic: string): boolean {
  return topic !== "" && !FORBIDDEN.test(topic) && Buffer.byteLength(topic) <= LONGEST;
}

/**
 * One level of a topic out of a name that others chose.
 * @throws AndasError `internal` if the name would change the tree's shape.
 */
export function level(name: string): string {
  if (name.includes("/")) throw new AndasError("internal", `"${name}" cannot be one level of a topic: it has a slash`);
  return levels(name);
}

/** The same for a name that may have levels of its own: `electrode/e1`. */
export function levels(name: string): string {
  if (name === "" || FORBIDDEN.test(name) || name.startsWith("/") || name.endsWith("/") || name.includes("//")) {
    throw new AndasError("internal", `"${name}" cannot be part of a topic: it is empty, or has + # or NUL in it`);
  }
  return name;
}
