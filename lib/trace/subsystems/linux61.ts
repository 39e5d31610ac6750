import type { KernelTables } from './kernelTables'

/** Tables of Debian's Linux 6.1.192, loaded when they are asked for: 240 kB, in the browser too. */
export async function loadLinux61(): Promise<KernelTables> {
  const [{ loadTables }, provenance, calls, ioctls, devices, files] = await Promise.all([
    import('./kernelTables'),
    import('./tables/linux-6.1/provenance.json'),
    import('./tables/linux-6.1/calls.json'),
    import('./tables/linux-6.1/ioctls.json'),
    import('./tables/linux-6.1/devices.json'),
    import('./tables/linux-6.1/files.json'),
  ])
  return loadTables({
    provenance: provenance.default,
    calls: calls.default,
    ioctls: ioctls.default,
    devices: devices.default,
    files: files.default,
  })
}
