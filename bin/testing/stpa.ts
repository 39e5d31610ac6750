import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const program = fileURLToPath(new URL('../stpa.js', import.meta.url))
export const root = fileURLToPath(new URL('../..', import.meta.url))

export type Run = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** Runs the built command as a user would, in a process of its own, with an optional standard input. */
export function stpa(args: readonly string[], input?: string | Uint8Array): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: 'pipe' })
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.stdin.on('error', () => {}) // it may refuse before it has read all
    child.stdin.end(input)
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    )
  })
}

/** A folder for the files of a test, removed after them. */
export function scratch(): {
  path: (name: string) => string
  put: (name: string, content: string | Uint8Array) => string
} {
  const folder = mkdtempSync(join(tmpdir(), 'stpa-command-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const path = (name: string) => join(folder, name)
  return {
    path,
    put: (name, content) => {
      writeFileSync(path(name), content)
      return path(name)
    },
  }
}
