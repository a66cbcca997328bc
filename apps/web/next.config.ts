import { join } from 'node:path';
import type { NextConfig } from 'next';

const root = join(import.meta.dirname, '../..');

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  outputFileTracingRoot: root,
  turbopack: { root },
  // `tsc -b` checks the types of the whole repository; a second check here would only make the build slower.
  typescript: { ignoreBuildErrors: true },
};

export default config;
