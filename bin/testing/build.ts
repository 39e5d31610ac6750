import { execFileSync } from 'node:child_process'

/** Before the unit tests: the bundle that the tests of the command line start, made from the sources of now. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--no-pages'], { stdio: 'inherit' })
}
