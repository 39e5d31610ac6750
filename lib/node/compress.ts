import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'

const compress = promisify(gzip)

/** Off the main thread. Level 4: three quarters of what level 6 saves in half its time. */
export async function gzipped(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await compress(bytes, { level: constants.Z_BEST_SPEED + 3 }))
}
