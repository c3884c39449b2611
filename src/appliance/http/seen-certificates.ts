/** What is known of the certificates of servers, from connections that were opened anyway. */
import type { TLSSocket } from 'node:tls';

export interface SeenCertificate {
  /** Until when it is valid (epoch ms). */
  expires: number;
  /** When it was seen (epoch ms). */
  seenAt: number;
}

/** By server, as `host:port`. */
export type SeenCertificates = Map<string, SeenCertificate>;

/** Those of this process: a second config node, or a deploy, connects to the same server. */
export const seenCertificates: SeenCertificates = new Map();

/**
 * @returns until when the certificate of a connection is valid (epoch ms); undefined for a resumed TLS
 *   session, which shows none, and where the certificate has no readable date.
 */
export function expiryOf(socket: TLSSocket): number | undefined {
  if (socket.isSessionReused()) return undefined;
  const expires = Date.parse(socket.getPeerCertificate().valid_to ?? '');
  return Number.isNaN(expires) ? undefined : expires;
}
