import type { AddressProblem } from "../../language/catalogue/web.js";

/** Where the page itself came from. */
export interface Place {
  readonly protocol: string;
  readonly host: string;
  /** With its question mark. */
  readonly search: string;
}

/** The broker that `?broker=` names, or the one that handed out the page; or what is wrong with it. */
export function brokerAddress({
  protocol,
  host,
  search,
}: Place): { readonly url: string } | { readonly problem: AddressProblem } {
  const named = new URLSearchParams(search).get("broker");
  if (named === null) {
    if (host === "") return { problem: "no-server" };
    return { url: `${protocol === "https:" ? "wss" : "ws"}://${host}/` };
  }
  const url = tryUrl(named);
  if (url === undefined || !["ws:", "wss:"].includes(url.protocol)) return { problem: "no-web-socket-url" };
  if (url.username !== "" || url.password !== "") return { problem: "user-in-url" };
  if (protocol === "https:" && url.protocol === "ws:") return { problem: "insecure" };
  return { url: url.href };
}

function tryUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
