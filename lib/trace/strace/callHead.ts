import { argumentsEnd } from './ending'

/** An event by itself, not the rest of one that was cut. */
export const isEvent = /^(?:\w+\(|<\.\.\. |--- |\+\+\+ )/
export const resumedForm = /^<\.\.\. (\w+) resumed> ?/
/** `<pid changed to 8715 ...>`: a thread's execve takes over the leader's number. */
export const unfinished = /<(?:unfinished|detached|pid changed to (\d{1,7})) \.\.\.>$/

/** Program output may look like a call; what begins as arguments do, and has no end or nothing behind it, was cut off. */
export function isCutOff(text: string, from: number, open: number): boolean {
  if (!/^[a-z_]\w*\((?:$|["A-Z\d{[~<(&-])/.test(text.slice(from, open + 2))) return false
  const close = argumentsEnd(text, open + 1)
  return close < 0 || /^ +(?:= ?)?$/.test(text.slice(close + 1))
}

/** The `(` behind the name of a call; -1 when the text does not begin as one. Before 4.8 a number was `SYS_397`. */
export function nameEnd(text: string, from: number): number {
  const start = text.startsWith('SYS_', from) ? from + 4 : from
  for (let at = start; at < from + 40; at++) {
    const code = text.charCodeAt(at)
    const isName = (code >= 97 && code <= 122) || code === 95 || (code >= 48 && code <= 57 && at > from)
    if (!isName) return code === 40 && at > start ? at : -1
  }
  return -1
}
