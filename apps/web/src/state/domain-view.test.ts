import { expect, test } from 'vitest';
import type { Domain } from '../api/types.ts';
import { domainView } from './domain-view.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const certificate = (days: number, leftOut: string | null = null): Domain['certificate'] => ({ names: ['shop.example.org'], issuer: 'R12', validUntil: new Date(now + days * 86_400_000).toISOString(), leftOut });

test.each<[string, Pick<Domain, 'state' | 'certificate' | 'next'>, string, string]>([
  ['nobody has proven it', { state: 'pending', certificate: null, next: 'Set the TXT record.' }, 'wait', 'Proof wanted'],
  ['it was proven', { state: 'verified', certificate: null, next: 'Give it one.' }, 'half', 'Verified, without a certificate'],
  ['it has a certificate', { state: 'verified', certificate: certificate(80), next: null }, 'live', 'Verified'],
  ['its certificate is for another tenant’s host', { state: 'verified', certificate: certificate(80, 'it is for bank.example.org, too'), next: 'Give it one without that name.' }, 'half', 'Verified, its certificate is not shown'],
  ['its certificate ends', { state: 'verified', certificate: certificate(5), next: 'Give it a new one.' }, 'half', 'Verified, its certificate ends soon'],
  ['its certificate ended', { state: 'verified', certificate: certificate(-1), next: 'Give it a new one.' }, 'down', 'Verified, its certificate has ended'],
  ['its certificate ended since the API was asked', { state: 'verified', certificate: certificate(0), next: null }, 'down', 'Verified, its certificate has ended'],
])('when %s', (_, domain, flag, words) => expect(domainView(domain, now)).toMatchObject({ flag, words }));
