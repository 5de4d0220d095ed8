import { AndasError, messageOf, systemCode } from "../../domain/errors.js";

/** CONNACK codes of MQTT 3.1.1 (1 to 5) and 5 (from 128), by what somebody can do about them. */
const NOT_AUTHORIZED = [4, 5, 134, 135, 140];
const WRONG_VERSION = [1, 132];
const CLIENT_ID = [2, 133];
const BUSY = [3, 136, 137, 151, 159];

/** A connection that was closed before the broker said anything. */
export const NO_ANSWER = "closed before an answer";

/** Why there is no connection, in one line that says what to do. */
export function connectProblem(url: string, error: unknown): AndasError {
  return new AndasError("broker", explain(url, error), error);
}

function explain(url: string, error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === "number") return explainRefusal(url, code, messageOf(error));
  const system = systemCode(error) ?? "";
  if (system === "ECONNREFUSED") return `no broker listens at ${url}: start it, or set another "broker" in node.json`;
  if (system === "ENOTFOUND" || system === "EAI_AGAIN")
    return `nobody knows where ${url} is: check the name in node.json ("broker") and the network's DNS`;
  if (/^(EHOST|ENET|EADDRNOTAVAIL|ETIMEDOUT)/.test(system))
    return `${url} cannot be reached (${system}): check the network and "broker" in node.json`;
  if (system === "CERT_NOT_YET_VALID" || system === "CERT_HAS_EXPIRED")
    return `the certificate of ${url} is not valid at this node's time (${system}): check the clock, then the certificate`;
  if (/ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_|HANDSHAKE_FAILURE)/.test(system))
    return `${url} wants a certificate of this node that it knows (${system}): check "cert" and "key" under "broker" in node.json`;
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|ERR_OSSL)/.test(system))
    return `TLS with ${url} failed (${system}): check "ca" and the host's name under "broker" in node.json`;
  const message = messageOf(error);
  if (message === "connack timeout")
    return `${url} did not answer in time: check the network, and that an MQTT broker listens there`;
  if (message === NO_ANSWER || system === "ECONNRESET" || system === "EPIPE")
    return `${url} closed the connection without an answer: check the port, and whether it wants mqtts:// or credentials`;
  return `${url} cannot be used as a broker (${message.split("\n")[0]}): check "broker" in node.json`;
}

function explainRefusal(url: string, code: number, message: string): string {
  if (NOT_AUTHORIZED.includes(code))
    return `the broker at ${url} does not let this node in (not authorized): check the file that "credentials" in node.json names`;
  if (WRONG_VERSION.includes(code)) return `the broker at ${url} speaks neither MQTT 5 nor 3.1.1: it needs an update`;
  if (CLIENT_ID.includes(code))
    return `the broker at ${url} does not accept this node's id: choose another site or node id`;
  if (BUSY.includes(code)) return `the broker at ${url} is busy or closing (code ${code}): the next breath tries again`;
  return `the broker at ${url} refused the connection (code ${code}, ${message}): look into the broker's log`;
}

/** Could an older version of MQTT help? Old brokers refuse version 5 in all these ways. */
export function mayBeVersion(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === "number") return [1, 129, 130, 132].includes(code);
  return messageOf(error) === NO_ANSWER || code === "ECONNRESET";
}

/** The broker took the connection, but not this. */
export function refusal(what: string, error: unknown): AndasError {
  return new AndasError(
    "broker",
    `the broker refuses ${what} (${messageOf(error)}): check the node's rights there`,
    error,
  );
}

/** No broker that is asked so will ever take it. */
export function tooLarge(topic: string, bytes: number, most: number): AndasError {
  return new AndasError(
    "too-large",
    `a message of ${bytes} bytes on ${topic} is not sent, ${most} are the most that this broker takes: make it smaller, or let the broker take more`,
  );
}

/** Session taken over: another client has come with this node's id. Who comes back at once throws that one out, for ever. */
export const TAKEN_OVER = 142;

/** MQTT 5 tells why it closes (3.14.2.1); that the session was taken over is what a person must hear about. */
export function closingReason(code: number | undefined): string {
  if (code === TAKEN_OVER)
    return "the broker closed the connection: another client uses this node's id, give one of them another";
  return `the broker closed the connection (code ${code ?? 0})`;
}
