import { z } from 'zod';
import { route } from './route.js';
import { meSchema, newTokenSchema, tokenSchema } from './schemas.js';
import { email, id, page, pageQuery, role, time } from './values.js';
import { tenantSlug } from '@berth/domain';

/** Login, tokens, and what the caller is. */
export const accountRoutes = {
  getHealth: route({ method: 'GET', path: '/health', tag: 'Platform', access: 'public', summary: 'The process runs', status: 200, response: z.object({ status: z.literal('ok') }) }),
  getReady: route({ method: 'GET', path: '/ready', tag: 'Platform', access: 'public', summary: 'Database and queue answer', status: 200, response: z.object({ status: z.literal('ready'), checks: z.record(z.string(), z.string()) }), errors: ['unavailable'] }),
  getBerthFileSchema: route({ method: 'GET', path: '/v1/berth-file-schema', tag: 'Platform', access: 'public', summary: 'The JSON Schema of berth.yaml', description: 'For editors: name its address in the file’s first line, as `berth init` does.', status: 200, response: z.record(z.string(), z.unknown()) }),
  logIn: route({ method: 'POST', path: '/v1/login', tag: 'Account', access: 'public', summary: 'Log in with a password', description: 'Sets the session cookie `__Host-berth_session`.', body: z.object({ email, password: z.string().min(1).max(256) }), status: 200, response: meSchema, errors: ['wrong-credentials', 'too-many-attempts'] }),
  logOut: route({ method: 'POST', path: '/v1/logout', tag: 'Account', access: 'user', summary: 'End the session, or revoke the token that is used', status: 204, response: null }),
  getMe: route({ method: 'GET', path: '/v1/me', tag: 'Account', access: 'user', summary: 'Who am I', status: 200, response: meSchema }),
  listTokens: route({ method: 'GET', path: '/v1/tokens', tag: 'Account', access: 'user', summary: 'List my API tokens', query: pageQuery, status: 200, response: page(tokenSchema) }),
  createToken: route({ method: 'POST', path: '/v1/tokens', tag: 'Account', access: 'user', summary: 'Make an API token', body: z.object({ name: z.string().trim().min(1).max(80), tenant: tenantSlug.optional().describe('Limits the token to one tenant.'), role: role.optional().describe('Limits the token to this role.'), expiresAt: time.optional() }), status: 201, response: newTokenSchema, errors: ['not-found'] }),
  deleteToken: route({ method: 'DELETE', path: '/v1/tokens/{token}', tag: 'Account', access: 'user', summary: 'Revoke an API token', params: z.object({ token: id }), status: 204, response: null, errors: ['not-found'] }),
  startDeviceLogin: route({ method: 'POST', path: '/v1/device', tag: 'Account', access: 'public', summary: 'Begin a login that a browser finishes (RFC 8628)', body: z.object({ clientName: z.string().trim().min(1).max(80) }), status: 201, response: z.object({ deviceCode: z.string(), userCode: z.string(), verificationUri: z.url(), verificationUriComplete: z.url(), expiresIn: z.number().int().describe('Seconds.'), interval: z.number().int().describe('Seconds between polls.') }), errors: ['too-many-attempts'] }),
  pollDeviceLogin: route({ method: 'POST', path: '/v1/device/token', tag: 'Account', access: 'public', summary: 'Ask whether the browser has finished', body: z.object({ deviceCode: z.string().min(1).max(128) }), status: 200, response: z.object({ state: z.enum(['pending', 'slow_down', 'approved', 'denied', 'expired']).describe('`slow_down`: asked before the interval was over, which is longer from now on.'), token: z.string().nullable().describe('Set once, when approved.'), interval: z.number().int().describe('Seconds to wait before asking again.') }), errors: ['too-many-attempts', 'not-found'] }),
  answerDeviceLogin: route({ method: 'POST', path: '/v1/device/answer', tag: 'Account', access: 'user', summary: 'Allow or deny a waiting login', body: z.object({ userCode: z.string().min(1).max(16), allow: z.boolean() }), status: 200, response: z.object({ clientName: z.string(), state: z.enum(['approved', 'denied']) }), errors: ['not-found', 'role-missing', 'too-many-attempts'] }),
};
