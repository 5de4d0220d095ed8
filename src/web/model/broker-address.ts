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
}: Place): { readonly url: string } | { readonly problem: string } {
  const named = new URLSearchParams(search).get("broker");
  if (named === null) {
    if (host === "")
      return { problem: "This page came from no server: name a broker, ?broker=wss://broker.example:8084/mqtt" };
    return { url: `${protocol === "https:" ? "wss" : "ws"}://${host}/` };
  }
  const url = tryUrl(named);
  if (url === undefined || !["ws:", "wss:"].includes(url.protocol))
    return { problem: "A browser speaks to ws:// and wss:// alone: write ?broker=wss://broker.example:8084/mqtt" };
  if (url.username !== "" || url.password !== "")
    return { problem: "Leave user and password out of the address: the page asks for them, and keeps them to itself." };
  if (protocol === "https:" && url.protocol === "ws:")
    return { problem: "This page came over https: its broker must be reached by wss://, not ws://" };
  return { url: url.href };
}

function tryUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
