import { request } from 'node:https';
import { TLSSocket } from 'node:tls';

export interface UrlTarget {
  /** Host name as in the URL; sent as Host and as SNI, and checked against the certificate. */
  host: string;
  port: number;
  path: string;
  /** `host:port` that is dialled. */
  address: string;
  /** PEM of the CA to trust; null for the public ones. */
  ca: string | null;
}

export interface UrlAnswer {
  status: number;
  /** First part of the body. */
  text: string;
}

/** The certificate is not one for this host by a CA that is trusted. */
export class CertificateRefused extends Error {
  override readonly name = 'CertificateRefused';
}

/** As whom Berth asks an app. */
export const verifier = 'berth-verify';
export const answerMs = 5_000;
export const keptBytes = 2_048;

/** Asks a public URL through the cluster's ingress, with the certificate checked; gives it `patienceMs` to answer. Rejects with CertificateRefused or the connection's error. */
export async function askUrl(target: UrlTarget, signal: AbortSignal, patienceMs = answerMs): Promise<UrlAnswer> {
  const at = target.address.lastIndexOf(':');
  const defaultPort = target.port === 443;
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: target.address.slice(0, at).replace(/^\[|\]$/g, ''),
        port: Number(target.address.slice(at + 1)),
        path: target.path,
        servername: target.host,
        headers: { host: defaultPort ? target.host : `${target.host}:${target.port}`, 'user-agent': verifier, accept: '*/*' },
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
        ...(target.ca === null ? {} : { ca: target.ca }),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > keptBytes) response.destroy();
        });
        response.on('close', () => resolve({ status: response.statusCode ?? 0, text: text.slice(0, keptBytes) }));
        response.on('error', () => {}); // 'close' follows
      },
    );
    asked.on('error', (error: NodeJS.ErrnoException) => reject(isCertificateError(error) ? new CertificateRefused(error.message, { cause: error }) : error));
    asked.on('socket', (socket) => socket instanceof TLSSocket && socket.setNoDelay(true));
    asked.end();
  });
}

export function isCertificateError(error: NodeJS.ErrnoException): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|ALTNAME/.test(error.code ?? '');
}
