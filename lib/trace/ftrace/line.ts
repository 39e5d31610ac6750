import { decimalOf } from '@/lib/text/number'

/** A line of a kernel trace: who, when, and what stands behind the colon. */
export type EventLine = {
  readonly processor: number
  readonly command: string
  readonly pid: number
  /** Seconds of the trace's clock; undefined where it counts something else. */
  readonly at: number | undefined
  readonly rest: string
}

/**
 * `comm-pid (tgid) [cpu] flags time: …` of ftrace and trace-cmd, and the latency format `comm-pid cpuflags time: …`. The
 * name of a command may hold blanks, hyphens and brackets. What it matches is short, so it is run on a line's beginning only.
 */
const head =
  /^\s{0,20}(\S.{0,20}?)-(\d{1,10})\s{1,20}(?:\(\s{0,10}[\d-]{1,10}\)\s{1,10})?(?:\[(\d{1,6})\]\s{1,6}(?:[^\s:]{4,7}\s{1,6})?|(\d{1,4}?)[^\s:]{4,7}\s{1,10})(\d{1,20}(?:\.\d{1,9})?)(us)?[+!#*@$=]?\s{0,4}:\s?/

export function readEventLine(text: string): EventLine | undefined {
  const match = head.exec(text.slice(0, 200))
  if (!match) return undefined
  const [whole, command = '', pid = '0', processor, shortProcessor = '0', time = '', micro] = match
  const at = micro ? Number(time) / 1e6 : time.includes('.') ? decimalOf(time) : undefined
  const cpu = Number(processor ?? shortProcessor)
  return { command, pid: Number(pid), processor: cpu, at, rest: text.slice(whole.length) }
}

/** Events that were lost, as ftrace (`CPU:2 [LOST 11745 EVENTS]`) and trace-cmd (`CPU:0 [12 EVENTS DROPPED]`) tell. */
export function lostOf(text: string): number | undefined {
  const [, lost, dropped] =
    /^\s{0,20}CPU:\s?\d{1,6} \[(?:LOST (\d{1,15}) EVENTS|(?:(\d{1,15}) )?EVENTS DROPPED)\]/.exec(text) ?? []
  if (lost !== undefined || dropped !== undefined) return Number(lost ?? dropped)
  return /^\s{0,20}CPU:\s?\d{1,6} \[EVENTS DROPPED\]/.test(text) ? 1 : undefined
}

/** `# entries-in-buffer/entries-written: 37337/42212   #P:2`: how many were overwritten before they were read. */
export function overwrittenOf(text: string): number {
  const [, kept, written] = /^# entries-in-buffer\/entries-written: (\d{1,15})\/(\d{1,15})/.exec(text) ?? []
  return Math.max(0, Number(written ?? 0) - Number(kept ?? 0))
}
