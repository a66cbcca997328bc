import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

export interface TestCertificate {
  /** PEM of the authority that signed it. */
  ca: string;
  certificate: string;
  key: string;
}

/** A certificate with these names (`DNS:shop.example.org`), signed by an authority of its own. */
export function testCertificate(names: string[], { subject = '/', days = 90 }: { subject?: string; days?: number } = {}): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'berth-certificate-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  try {
    openssl('req', '-x509', ...curve, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '400', '-subj', '/CN=Authority of a test');
    openssl('req', ...curve, '-keyout', 'own.key', '-out', 'own.csr', '-subj', subject);
    writeFileSync(join(folder, 'names'), names.length > 0 ? `subjectAltName=${names.join(',')}\n` : '');
    openssl('x509', '-req', '-in', 'own.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'own.pem', '-days', String(days), '-extfile', 'names');
    return { ca: read('ca.pem'), certificate: read('own.pem'), key: read('own.key') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
