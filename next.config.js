/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  distDir: process.env.STPA_PAGES || '.next', // see scripts/place.mjs
  // `npm test` checks the types, of the tests too: who only starts the program need not wait for that.
  typescript: { ignoreBuildErrors: true, tsconfigPath: process.env.STPA_TSCONFIG || 'tsconfig.json' },
  // Which program it is, as scripts/build.mjs says (lib/node/program.ts); run from its sources, it has no names.
  env: Object.fromEntries(
    ['STPA_VERSION', 'STPA_SOURCES', 'STPA_READER'].map((name) => [name, process.env[name] ?? '']),
  ),
  images: { unoptimized: true }, // there are none to be made smaller: nobody is to ask for it
  serverExternalPackages: ['@resvg/resvg-js'],
  // Next keeps a copy of each body for the proxy and cuts it off at 10 MB, silently: our own limit must come first
  // (lib/server/requestPolicy.ts).
  experimental: { proxyClientMaxBodySize: '40mb' },
}
