import { X509Certificate } from "node:crypto";
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect,
  type DetailedPeerCertificate,
  type TLSSocket,
} from "node:tls";
import { iso, type Seconds } from "../../domain/time.js";

/** What a system says whose clock is behind the broker's certificate: a board after a power cut, before any time server was heard. */
export const NOT_YET_VALID = "CERT_NOT_YET_VALID";
/** Longer chains are nobody's. */
const LONGEST_CHAIN = 8;

/**
 * A TLS connection whose certificates are judged at `now`, the node's own time, instead of the system's. Only for a system whose one
 * complaint is that they are not valid yet, and only by authorities that the card names: each certificate up to one of them must be
 * signed by the next, valid at `now`, and the first must be the host's.
 * @throws Error with a `code`, as TLS itself would
 */
export function connectByOurTime(
  options: ConnectionOptions & { readonly host: string; readonly servername: string },
  authorities: string,
  now: Seconds,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...options, rejectUnauthorized: false });
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      const peer = socket.getPeerCertificate(true);
      const problem =
        complaintOf(socket) ??
        checkServerIdentity(options.servername || options.host, peer) ??
        judge(peer, authorities, now);
      if (problem === undefined) {
        socket.off("error", reject);
        resolve(socket);
      } else {
        socket.destroy();
        reject(problem);
      }
    });
  });
}

/** All that the system itself has against it, but for its age. Node.js gives the code where the types say an error. */
function complaintOf({ authorized, authorizationError }: TLSSocket): Error | undefined {
  const code = String(authorizationError);
  return authorized || code === NOT_YET_VALID ? undefined : failure(code, "the system does not trust the certificate");
}

function judge(peer: DetailedPeerCertificate, pem: string, now: Seconds): Error | undefined {
  const authorities = (pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []).map(
    (text) => new X509Certificate(text),
  );
  let link = peer;
  for (let depth = 0; depth < LONGEST_CHAIN; depth++) {
    const certificate = new X509Certificate(link.raw);
    const age = judgeAge(certificate, now);
    if (age !== undefined) return age;
    const vouches = (one: X509Certificate) => certificate.checkIssued(one) && certificate.verify(one.publicKey);
    const authority = authorities.find((one) => one.ca && vouches(one));
    if (authority !== undefined) return judgeAge(authority, now);
    const issuer = new X509Certificate(link.issuerCertificate?.raw ?? link.raw);
    if (!issuer.ca || !vouches(issuer) || issuer.fingerprint256 === certificate.fingerprint256) break;
    link = link.issuerCertificate;
  }
  return failure("UNABLE_TO_GET_ISSUER_CERT", "no authority of the card's signed the certificate");
}

function judgeAge({ validFrom, validTo }: X509Certificate, now: Seconds): Error | undefined {
  if (now * 1000 < Date.parse(validFrom))
    return failure(NOT_YET_VALID, `not valid before ${validFrom}, and it is ${iso(now)}`);
  if (now * 1000 > Date.parse(validTo))
    return failure("CERT_HAS_EXPIRED", `valid till ${validTo}, and it is ${iso(now)}`);
  return undefined;
}

function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
