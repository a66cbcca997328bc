import { connect as connectHttp2, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import type { Protocol } from '@berth/domain';
import { answerMs, askUrl, CertificateRefused, isCertificateError, keptBytes, verifier, type UrlAnswer, type UrlTarget } from './ask-url.js';

/** How an app is asked for an answer of its own: one that speaks gRPC by that, every other by a plain request. */
export const askerFor = (protocol: Protocol | undefined): typeof askUrl => (protocol === 'grpc' ? askGrpc : askUrl);

/** gRPC's own word for "nobody is there to answer": what proxies say for an app that is away. */
const unavailable = 14;

/** Asks a public URL as a gRPC client; gives it `patienceMs` to answer. Rejects with CertificateRefused or the connection's error. */
export async function askGrpc(target: UrlTarget, signal: AbortSignal, patienceMs = answerMs): Promise<UrlAnswer> {
  const at = target.address.lastIndexOf(':');
  const authority = target.port === 443 ? target.host : `${target.host}:${target.port}`;
  const session = connectHttp2(`https://${authority}`, {
    createConnection: () =>
      connectTls({
        host: target.address.slice(0, at).replace(/^\[|\]$/g, ''),
        port: Number(target.address.slice(at + 1)),
        servername: target.host,
        ALPNProtocols: ['h2'],
        ...(target.ca === null ? {} : { ca: target.ca }),
      }),
  });
  try {
    return await checkHealth(session, AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]));
  } catch (error) {
    throw isCertificateError(error as Error) ? new CertificateRefused((error as Error).message, { cause: error }) : error;
  }
}

/**
 * Asks for the health of the whole server, and ends the session. Any gRPC status is the app's own answer, also "no such
 * method" from an app without a health service, and counts as 200; UNAVAILABLE counts as 503. What is no gRPC keeps its
 * HTTP status. Rejects with the connection's error.
 */
export async function checkHealth(session: ClientHttp2Session, signal: AbortSignal): Promise<UrlAnswer> {
  return new Promise<UrlAnswer>((resolve, reject) => {
    session.on('error', reject);
    const asked = session.request({ ':method': 'POST', ':path': '/grpc.health.v1.Health/Check', 'content-type': 'application/grpc', te: 'trailers', 'user-agent': verifier }, { signal });
    let headers: IncomingHttpHeaders & { ':status'?: number } = {};
    let grpcStatus: string | undefined;
    let text = '';
    asked.setEncoding('latin1');
    asked.on('response', (given) => (headers = given));
    asked.on('trailers', (given) => (grpcStatus = String(given['grpc-status'] ?? '')));
    asked.on('data', (chunk: string) => (text = (text + chunk).slice(0, keptBytes)));
    asked.on('error', reject);
    asked.on('close', () => reject(new Error('the connection was closed without an answer')));
    asked.on('end', () => {
      const code = grpcStatus || headers['grpc-status'];
      const status = headers[':status'] ?? 0;
      if (code === undefined || code === '') resolve({ status, text });
      else resolve({ status: Number(code) === unavailable ? 503 : 200, text: `gRPC status ${String(code)}` });
    });
    asked.end(Buffer.alloc(5)); // one message without a field
  }).finally(() => session.destroy());
}
