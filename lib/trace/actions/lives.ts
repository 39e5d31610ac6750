import type { TraceProcess } from '../action'
import { unknownProcess } from '../model'
import { argumentAt } from './arguments'
import { didReturn, type Effect } from './draft'
import { give, givenByRequest, ofChild } from './given'
import { requestName } from './ioctl'
import { child } from './names'
import type { ProcessTable } from './processes'
import { signalName } from './symbols'

const exec: Effect = (draft, _files, processes) => {
  draft.isNoise = false
  if (didReturn(draft)) processes.executed(draft.running, draft.call)
}

/** A new thread is plumbing of the runtime; a new process is a step. */
const fork: Effect = (draft, files, processes) => {
  draft.resource = child
  const isThread = processes.fork(draft.running, draft.call)
  draft.isNoise = isThread
  if (didReturn(draft)) give(draft, files, ofChild(draft.call), true)
  if (isThread) draft.verb = 'thread'
}

/** The first exit_group is the process's; exit ends a thread, and the process with its last one. */
const exit: Effect = (draft) => {
  const { running, call } = draft
  const status = Number.parseInt(argumentAt(call.args, 0), call.args.startsWith('0x') ? 16 : 10) || 0
  draft.verb = `exit(${status})`
  if (running.process.pid === unknownProcess) {
    if (status !== 0) draft.error = `exit ${status}`
    return // one of perhaps several
  }
  draft.isNoise = running.isExiting || (call.name === 'exit' && running.threads.size > 1)
  if (draft.isNoise) return
  running.isExiting = true
  running.process.exit = String(status)
  if (status !== 0) draft.error = `exit ${status}`
}

/** How a child ended: `[{WIFEXITED(s) && WEXITSTATUS(s) == 3}]`, or waitid's `{si_code=CLD_KILLED, …, si_status=SIGKILL}`. */
const wait: Effect = (draft) => {
  const { args, result } = draft.call
  draft.resource = child
  // WNOHANG, and no child has changed.
  draft.isNoise = didReturn(draft) && result === '0' && draft.call.name !== 'waitid'
  if (!didReturn(draft)) return
  const [, exited, killed] = /WEXITSTATUS\(s\) == (\d+)|WTERMSIG\(s\) == (\w+)/.exec(args) ?? []
  const [, code, status] = /si_code=CLD_(\w+),.{0,100}?si_status=(\w+)/.exec(args) ?? []
  const exitStatus = exited ?? (code === 'EXITED' ? status : undefined)
  const signal = killed ?? (code === 'KILLED' || code === 'DUMPED' ? status : undefined)
  if (signal !== undefined) draft.error = signal
  else if (exitStatus !== undefined && exitStatus !== '0') draft.error = `exit ${exitStatus}`
}

const kill: Effect = (draft, _files, processes) => {
  // `10321<t>` with -Y.
  const pid = Number.parseInt(argumentAt(draft.call.args, 0), draft.call.args.startsWith('0x') ? 16 : 10)
  draft.verb = `kill ${signalName(argumentAt(draft.call.args, 1))}`
  draft.resource = { kind: 'process', name: targetName(draft.running.process, pid, processes), device: '' }
}

function targetName(own: TraceProcess, pid: number, processes: ProcessTable): string {
  if (pid === own.pid) return 'self'
  if (own.parentId > 0 && pid === own.parentPid) return 'parent'
  return processes.nameOf(pid) || 'process'
}

const ioctl: Effect = (draft, files) => {
  const request = requestName(argumentAt(draft.call.args, 1))
  draft.verb = request
  draft.isNoise ||= files.noise.isCall('ioctl', request)
  givenByRequest(draft, files)
}

export const lifeEffects: Readonly<Record<string, Effect>> = { exec, fork, exit, wait, kill, ioctl }
