import { checkServerIdentity, connect, type PeerCertificate } from 'node:tls';
import type { UrlTarget } from './ask-url.js';

export interface ShownCertificate {
  /** True when it names this host, whatever else is wrong with it. */
  isForHost: boolean;
  names: string[];
  /** Whom it is for, by whom it is signed, and until when, in one line. */
  text: string;
}

const answerMs = 5_000;

/**
 * The certificate that is shown for a host whose own was refused; null when none comes. Nothing is sent: the connection
 * is unverified, and ends with the handshake.
 */
export async function describeCertificate({ host, address }: Pick<UrlTarget, 'host' | 'address'>): Promise<ShownCertificate | null> {
  const at = address.lastIndexOf(':');
  return new Promise((resolve) => {
    const socket = connect({ host: address.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(address.slice(at + 1)), servername: host, rejectUnauthorized: false, timeout: answerMs });
    const end = (shown: ShownCertificate | null): void => {
      resolve(shown);
      socket.destroy();
    };
    socket.once('secureConnect', () => end(shownBy(host, socket.getPeerCertificate())));
    socket.once('error', () => end(null));
    socket.once('timeout', () => end(null));
  });
}

function shownBy(host: string, certificate: PeerCertificate): ShownCertificate | null {
  if (Object.keys(certificate).length === 0) return null;
  const names = (certificate.subjectaltname ?? '').split(', ').filter((name) => name.startsWith('DNS:')).map((name) => name.slice(4));
  const nameOf = (subject: PeerCertificate['subject'] | undefined): string => [subject?.CN ?? subject?.O ?? 'nobody'].flat().join(', ');
  const shownNames = names.length > 0 ? names : [nameOf(certificate.subject)];
  return {
    isForHost: checkServerIdentity(host, certificate) === undefined,
    names: shownNames,
    text: `the certificate is for ${shownNames.join(', ')}, signed by ${nameOf(certificate.issuer)}, valid from ${certificate.valid_from} to ${certificate.valid_to}`,
  };
}
