import { CliFailure } from '../cli-failure.js';

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
]);
const lost = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'UND_ERR_INFO', 'HPE_INVALID_EOF_STATE']);
const slow = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT']);

/** The innermost code of an error and its causes: the one that says what happened. */
function errorCode(error: unknown): string | undefined {
  let code: string | undefined;
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string') code = current.code;
    if (current instanceof AggregateError && current.errors.length > 0) return errorCode(current.errors[0]) ?? code;
  }
  return code;
}

/** A request that got no answer, as a sentence. Null when the error is none of the network's. */
export function networkFailure(error: unknown, url: string): CliFailure | null {
  const code = errorCode(error);
  if (code === undefined && !(error instanceof TypeError && error.message === 'fetch failed')) return null;
  const { host, origin } = new URL(url);
  const failure = (message: string, remedy: string, name: string) => new CliFailure(message, { code: name, remedy, cause: error });
  const checkUrl = `Check the address (BERTH_URL or \`berth login --url\`), and that the installation runs.`;
  if (code === undefined) return failure(`${origin} cannot be asked: ${error instanceof Error && error.cause instanceof Error ? error.cause.message : 'unknown reason'}.`, checkUrl, 'unreachable');
  if (code === 'ECONNREFUSED') return failure(`Nothing answers at ${origin}: the connection was refused.`, checkUrl, 'unreachable');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return failure(`The name ${host} cannot be resolved.`, checkUrl, 'unreachable');
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return failure(`There is no way to ${host} from this network.`, checkUrl, 'unreachable');
  if (slow.has(code)) return failure(`${host} did not answer in time.`, 'Try again; if it lasts, tell the operator.', 'unreachable');
  if (untrusted.has(code)) {
    return failure(`The certificate of ${host} is not signed by an authority that this computer trusts.`, 'Name the authority’s certificate: `berth login --ca FILE` or BERTH_CA=FILE. Verification is never switched off.', 'tls-untrusted');
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return failure(`The certificate of ${host} is not valid at this time.`, 'Check this computer’s clock; if it is right, tell the operator.', 'tls-expired');
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return failure(`The certificate that ${host} shows belongs to another name.`, checkUrl, 'tls-wrong-name');
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return failure(`${host} does not speak TLS as expected.`, 'Check whether the address must begin with http:// or https://.', 'tls-failed');
  if (lost.has(code)) return failure(`The connection to ${host} was lost.`, 'Try again.', 'connection-lost');
  return null;
}
