/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { globalNotFound: false },
  serverExternalPackages: ['@resvg/resvg-js'],
}
