import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, utimesSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Silence } from './silence'

/** How often a process says that its folder is in use, and after which silence it is not (milliseconds). */
const usual = { touch: 60_000, dead: 900_000 }

/**
 * Gives this process a folder of its own for its temporary files, below the data and for nobody else's eyes, and takes
 * away those that dead processes left: a kill between upload and redaction leaves an original behind. Whoever asks for
 * the machine's temporary folder from now on (its threads and children, too) gets this one.
 */
export function openWorkFolder(data: string, times = usual): string {
  const all = join(data, 'work')
  mkdirSync(all, { recursive: true, mode: 0o700 })
  const own = join(all, nameOf(process.pid))
  mkdirSync(own, { recursive: true, mode: 0o700 })
  process.env.TMPDIR = own
  process.once('exit', () => rmSync(own, { recursive: true, force: true }))
  const others = new Silence()
  sweep(all, others, times.dead)
  const look = (): void => {
    touch(own)
    sweep(all, others, times.dead)
  }
  setInterval(look, times.touch).unref()
  return own
}

/** Machine and process: the number of a process says nothing in another container, nor where it is given a second time. */
const nameOf = (pid: number): string => [hostname(), spaceOf(), pid, startOf(pid)].join('~')

function spaceOf(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')
  } catch {
    return '' // not Linux
  }
}

function touch(folder: string): void {
  try {
    const now = new Date()
    utimesSync(folder, now, now)
  } catch {} // somebody took it away: what needs it next says so
}

function sweep(all: string, others: Silence, dead: number): void {
  const [here, elsewhere]: [string[], { id: string; sign: number }[]] = [[], []]
  for (const name of readdirSync(all)) {
    const [host, space] = name.split('~')
    if (host === hostname() && space === spaceOf()) here.push(name)
    else elsewhere.push({ id: name, sign: statSync(join(all, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 })
  }
  const gone = here.filter((name) => name !== nameOf(Number(name.split('~')[2])))
  for (const [name, { silent }] of others.observe(elsewhere)) if (silent >= dead) gone.push(name)
  for (const name of gone) rmSync(join(all, name), { recursive: true, force: true })
}

/** When a process began, in ticks since the machine did; '' for one that does not live. */
function startOf(pid: number): string {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0) ? '0' : ''
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

/** A folder for temporary files that is gone after the work; what is in it is for this user alone. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'stpa-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Of each file in such a folder. */
export const privateFile = { mode: 0o600 } as const
