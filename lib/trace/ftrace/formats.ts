import { isBlank } from '../lineReader'
import type { TraceFormat } from '../model'
import { KernelTrace } from './kernelTrace'
import { readEventLine } from './line'

const read: TraceFormat['read'] = (sink, options) => new KernelTrace(sink, options)

/** At least 60 of 100 lines are events. */
function isKernelTrace(head: readonly string[]): boolean {
  const told = head.filter((line) => !isBlank(line) && !line.startsWith('#'))
  return told.length > 0 && told.filter((line) => readEventLine(line) !== undefined).length >= 0.6 * told.length
}

export const traceCmd: TraceFormat = {
  name: 'traceCmd',
  title: 'trace-cmd report: events of the kernel',
  recognise: (head) => head.slice(0, 20).some((line) => /^cpus=\d+$/.test(line)),
  read,
}

export const functionTracer: TraceFormat = {
  name: 'functionTracer',
  title: 'ftrace function: functions of the kernel and who called them',
  recognise: (head) => head.some((line) => /^# tracer: function\s*$/.test(line)),
  read,
}

export const ftrace: TraceFormat = {
  name: 'ftrace',
  title: 'ftrace: events of the kernel',
  recognise: (head) => head.some((line) => /^# tracer: [\w-]+\s*$/.test(line)) || isKernelTrace(head),
  read,
}
