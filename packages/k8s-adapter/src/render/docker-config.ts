/** The data of a `kubernetes.io/dockerconfigjson` Secret. Throws SyntaxError when the text is not JSON. */
export function dockerConfigData(dockerConfig: string, key: '.dockerconfigjson' | 'config.json'): Record<string, string> {
  JSON.parse(dockerConfig);
  return { [key]: encode(dockerConfig) };
}

/** Text as a Secret's `data` wants it. */
export const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
