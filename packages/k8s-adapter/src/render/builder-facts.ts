/** The port at which buildkitd listens, with mutual TLS alone. */
export const builderPort = 1234;

/** `app.kubernetes.io/component` of the pods in a build namespace. */
export const builderComponents = { builder: 'builder', build: 'build' } as const;

/** File names inside the TLS Secrets, as both sides read them. */
export const tlsFiles = { ca: 'ca.crt', certificate: 'tls.crt', key: 'tls.key' } as const;
