import { connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import type { Protocol } from '@berth/domain';
import { answerMs, askUrl, CertificateRefused, isCertificateError, keptBytes, verifier, type UrlAnswer, type UrlTarget } from './ask-url.js';

/** How an app is asked for an answer of its own: one that speaks gRPC by that, every other by a plain request. */
export const askerFor = (protocol: Protocol | undefined): typeof askUrl => (protocol === 'grpc' ? askGrpc : askUrl);

/** gRPC's own word for "nobody is there to answer": what proxies say for an app that is away. */
const unavailable = 14;

/**
 * Asks a public URL as a gRPC client: for the health of the whole server. Any gRPC status is the app's own answer, also
 * "no such method" from an app without a health service, and counts as 200; UNAVAILABLE counts as 503. What is no gRPC
 * keeps its HTTP status. Rejects with CertificateRefused or the connection's error.
 */
export async function askGrpc(target: UrlTarget, signal: AbortSignal): Promise<UrlAnswer> {
  const at = target.address.lastIndexOf(':');
  const until = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
  return new Promise((resolve, reject) => {
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
    const end = (): void => session.destroy();
    const fail = (error: Error): void => {
      end();
      reject(isCertificateError(error) ? new CertificateRefused(error.message, { cause: error }) : error);
    };
    session.on('error', fail);
    const asked = session.request({ ':method': 'POST', ':path': '/grpc.health.v1.Health/Check', 'content-type': 'application/grpc', te: 'trailers', 'user-agent': verifier }, { signal: until });
    let headers: IncomingHttpHeaders & { ':status'?: number } = {};
    let grpcStatus: string | undefined;
    let text = '';
    asked.setEncoding('latin1');
    asked.on('response', (given) => (headers = given));
    asked.on('trailers', (given) => (grpcStatus = String(given['grpc-status'] ?? '')));
    asked.on('data', (chunk: string) => (text = (text + chunk).slice(0, keptBytes)));
    asked.on('error', fail);
    asked.on('close', () => fail(new Error('the connection was closed without an answer')));
    asked.on('end', () => {
      end();
      const code = grpcStatus || headers['grpc-status'];
      const status = headers[':status'] ?? 0;
      if (code === undefined || code === '') resolve({ status, text });
      else resolve({ status: Number(code) === unavailable ? 503 : 200, text: `gRPC status ${String(code)}` });
    });
    asked.end(Buffer.alloc(5)); // one message without a field
  });
}
