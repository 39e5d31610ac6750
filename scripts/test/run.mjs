// Runs one program of node_modules, quietly: what it printed is shown when it failed.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from '../place.mjs'

export function run(command, args, { env = {}, timeout } = {}) {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout }
    const child = spawn(command, args, options)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.on('error', ({ message }) => resolve({ ok: false, output: `${output}${message}\n` }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}

export const runNode = (script, args, options) =>
  run(process.execPath, [join(root, 'node_modules', script), ...args], options)

/** A program on the PATH, or undefined. */
export function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}
