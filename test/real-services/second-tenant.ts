import { api, get, installation, until } from './installation.js';

const operator = installation.BERTH_OPERATOR_TOKEN;
const password = 'a long enough password';

/** Makes a tenant with an owner, waits until it is active, and gives the owner's token. Delete it with `remove`. */
export async function newTenant(slug: string): Promise<{ token: string; remove: () => Promise<void> }> {
  const email = `owner@${slug}.example`;
  const created = await api('POST', '/v1/operator/tenants', { slug, owner: { email, password } }, operator);
  if (created.status !== 201) throw new Error(`tenant ${slug}: ${created.status} ${JSON.stringify(created.body)}`);
  await until(`${slug} active`, 60, async () => ((await api('GET', `/v1/operator/tenants/${slug}`, undefined, operator)).body.state === 'active' ? true : undefined));
  const login = await get(`${installation.BERTH_URL}/v1/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) });
  const cookie = login.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const token = await get(`${installation.BERTH_URL}/v1/tokens`, {
    method: 'POST',
    headers: { cookie, origin: new URL(installation.BERTH_URL).origin, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'test', tenant: slug }),
  });
  if (token.status !== 201) throw new Error(`token of ${slug}: ${login.status} ${token.status} ${token.text}`);
  return {
    token: (JSON.parse(token.text) as { secret: string }).secret,
    remove: async () => {
      await api('DELETE', `/v1/operator/tenants/${slug}?confirm=${slug}`, undefined, operator);
      await until(`${slug} gone`, 120, async () => ((await api('GET', `/v1/operator/tenants/${slug}`, undefined, operator)).status === 404 ? true : undefined), 1000);
    },
  };
}
