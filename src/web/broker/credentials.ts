import type { Credentials } from "./connection.ts";

/** Kept for each broker until the tab is closed, and told to no other. */
function key(url: string): string {
  return `andas:${url}`;
}

export function keepCredentials(url: string, credentials: Credentials): void {
  sessionStorage.setItem(key(url), JSON.stringify(credentials));
}

export function keptCredentials(url: string): Credentials | undefined {
  const kept: unknown = JSON.parse(sessionStorage.getItem(key(url)) ?? "null");
  if (typeof kept !== "object" || kept === null || !("username" in kept) || !("password" in kept)) return undefined;
  return { username: String(kept.username), password: String(kept.password) };
}

export function forgetCredentials(url: string): void {
  sessionStorage.removeItem(key(url));
}
