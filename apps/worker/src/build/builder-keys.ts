import { webcrypto } from 'node:crypto';
import { openBytes, sealBytes } from '@berth/sealing';
import type { BuilderTls } from '@berth/k8s-adapter';
import 'reflect-metadata'; // x509 needs it before it is loaded
import * as x509 from '@peculiar/x509';

/** How long a builder's certificates are valid, and how long before their end they are replaced, in days. */
export const validDays = 90;
export const renewDays = 30;

const dayMs = 86_400_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const crypto = webcrypto as unknown as Parameters<typeof x509.X509CertificateGenerator.create>[1] & typeof webcrypto;

interface Pair {
  privateKey: webcrypto.CryptoKey;
  publicKey: webcrypto.CryptoKey;
}

const newPair = async (): Promise<Pair> => (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as Pair;

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

const serialNumber = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0]! &= 0x7f;
  bytes[0]! |= 0x40;
  return Buffer.from(bytes).toString('hex');
};

/**
 * A CA of the builder's own, a server certificate for `hosts` and a client certificate, all ECDSA P-256. The CA's key is
 * thrown away: nothing else can ever be signed by it, and a renewal makes everything anew.
 */
export async function makeBuilderKeys(hosts: readonly string[], now: Date): Promise<{ tls: BuilderTls; expiresAt: Date }> {
  const notBefore = new Date(now.getTime() - 300_000); // for clocks that are behind
  const notAfter = new Date(now.getTime() + validDays * dayMs);
  const [authority, server, client] = await Promise.all([newPair(), newPair(), newPair()]);
  const issuer = 'CN=Berth builder CA';
  const ca = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: issuer,
      notBefore,
      notAfter,
      keys: authority,
      signingAlgorithm: algorithm,
      extensions: [new x509.BasicConstraintsExtension(true, 0, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true)],
    },
    crypto,
  );
  const issue = (subject: string, pair: Pair, usage: x509.ExtendedKeyUsage, names: readonly string[]): Promise<x509.X509Certificate> =>
    x509.X509CertificateGenerator.create(
      {
        serialNumber: serialNumber(),
        subject,
        issuer,
        notBefore,
        notAfter,
        publicKey: pair.publicKey,
        signingKey: authority.privateKey,
        signingAlgorithm: algorithm,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([usage]),
          ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value })))] : []),
        ],
      },
      crypto,
    );
  const [serverCertificate, clientCertificate] = await Promise.all([
    issue('CN=buildkitd', server, x509.ExtendedKeyUsage.serverAuth, hosts),
    issue('CN=build', client, x509.ExtendedKeyUsage.clientAuth, []),
  ]);
  return {
    tls: {
      caCertificate: ca.toString('pem'),
      serverCertificate: serverCertificate.toString('pem'),
      serverKey: await keyPem(server.privateKey),
      clientCertificate: clientCertificate.toString('pem'),
      clientKey: await keyPem(client.privateKey),
    },
    expiresAt: notAfter,
  };
}

const contextOf = (tenantId: string): string => `builder-keys:${tenantId}`;

/** Seals a builder's keys for its row. */
export const sealBuilderKeys = (installationKey: Uint8Array, tenantId: string, tls: BuilderTls): Uint8Array<ArrayBuffer> =>
  new Uint8Array(sealBytes(installationKey, Buffer.from(JSON.stringify(tls)), contextOf(tenantId)));

/** Opens what `sealBuilderKeys` made. Throws SealBroken. */
export const openBuilderKeys = (installationKey: Uint8Array, tenantId: string, sealed: Uint8Array): BuilderTls =>
  JSON.parse(openBytes(installationKey, sealed, contextOf(tenantId)).toString()) as BuilderTls;
