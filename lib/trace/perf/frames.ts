import type { TraceSink } from '../model'

/** A frame of a stack, innermost first: `ffffffff81b97 iowrite16+0xc ([kernel.kallsyms])`. */
export type Frame = { readonly name: string; readonly isKernel: boolean }

/** Whose a stack is. */
export type StackOwner = { readonly line: number; readonly command: string; readonly pid: number }

const offset = /\+0x[0-9a-f]+$/

/**
 * The frame that a text is: an address and, each where -F has it, name (with its offset), object in brackets (with an
 * offset, too). '[unknown]' where -F has no names.
 */
export function frameOf(text: string): Frame | undefined {
  const trimmed = text.slice(0, 8_000).trim()
  const address = /^[0-9a-f]{1,16}(?= |$)/.exec(trimmed)?.[0]
  if (address === undefined) return undefined
  const told = trimmed.slice(address.length).replace(/(?<=\))\+0x[0-9a-f]+$/, '')
  const from = told.endsWith(')') ? objectAt(told) : told.length
  const name = told.slice(0, from).trim().replace(offset, '')
  return { name: name === '' ? '[unknown]' : name, isKernel: isOfKernel(address, told.slice(from + 2, -1)) }
}

/** Where ` (object)` begins; the end where there is none. A deleted one has brackets of its own, C++ names have some, too. */
function objectAt(text: string): number {
  const whole = text.endsWith(' (deleted))') ? text.slice(0, -' (deleted))'.length) : text.slice(0, -1)
  const from = whole.lastIndexOf(' (')
  if (from >= 0 && !/[()]/.test(whole.slice(from + 2))) return from
  const path = text.indexOf(' (/')
  return path < 0 ? text.length : path
}

/** Kernel addresses of 64 bits are in the upper half; modules and images are named as such. */
function isOfKernel(address: string, object: string): boolean {
  if (address.length === 16 && address >= 'ffff') return true
  return /^\[(?:kernel|guest\.kernel)\b|\.ko(?:\.\w+)?$|\/vmlinux/.test(object)
}

/** Gives the functions of a stack: each was seen once, however often it calls itself. */
export function giveFrames(stack: readonly Frame[], owner: StackOwner, sink: TraceSink): void {
  const seen = new Set<string>()
  for (const [depth, { name, isKernel }] of stack.entries()) {
    if (name === '[unknown]' || seen.has(name)) continue
    seen.add(name)
    const above = stack[depth + 1]?.name ?? ''
    const caller = above === '[unknown]' ? '' : above
    const self = depth === 0 ? 1 : 0
    sink.symbol?.({ ...owner, name, caller, isKernel, count: 1, self, seconds: undefined })
  }
}
