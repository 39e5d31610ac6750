import type { ElfFunction } from './symbols'

/**
 * A call site. `callee` is the address of a function, or '' for a call through a register or memory; `table` is then the
 * address of the table that it is indexed by (`call *0x402010(,%rax,8)`), where the instruction names one.
 */
export type ElfCall = {
  readonly caller: string
  readonly site: string
  readonly callee: string
  readonly table?: string
}

const header = /^([0-9a-f]{8,16}) <[^>]*>:$/
const instruction = /^\s*([0-9a-f]+):\s+(?:(?:notrack|bnd|data16|rex\S*|ds|cs)\s+)*([a-z][a-z0-9.]*)\s+(\S+)/

/** Instructions that go to another function: x86-64's call and jumps, arm64's branches. */
const calls = new Set(['call', 'callq', 'bl'])
const jumps = /^(j[a-z]+|jmpq|b|b\.[a-z]+)$/
const throughRegister = new Set(['blr', 'blraa', 'blraaz', 'blrab', 'blrabz'])

/**
 * Reads `objdump -d -w --no-show-raw-insn` line by line. Calls, and jumps to the first byte of another function (tail
 * calls), are certain; a call through a register or memory is recorded as unresolved; an address that is only taken
 * (lea, mov) is no call; `jmp __x86_return_thunk` is a return.
 */
export class CallReader {
  readonly #byAddress = new Map<string, ElfFunction>()
  readonly #starts: readonly string[]
  #caller: ElfFunction | undefined
  /** First address behind the caller; '' where its size is not known. */
  #end = ''

  constructor(functions: readonly ElfFunction[]) {
    for (const one of functions) this.#byAddress.set(one.address, one)
    this.#starts = functions.map((one) => one.address)
  }

  /** The call in a line, when there is one. */
  read(line: string): ElfCall | undefined {
    const start = header.exec(line)?.[1]
    if (start !== undefined) {
      this.#caller = this.#around(start.padStart(16, '0'))
      this.#end = this.#caller && this.#caller.size > 0 ? endOf(this.#caller) : ''
      return undefined
    }
    if (!this.#caller) return undefined
    const [, site, operation = '', argument = ''] = instruction.exec(line) ?? []
    if (site === undefined) return undefined
    const callee = this.#calleeOf(operation, argument, this.#caller)
    if (callee === undefined) return undefined
    const at = site.padStart(16, '0')
    // Behind the end stands code without a symbol: what the linker dropped of weak functions.
    if (this.#end !== '' && at >= this.#end) return undefined
    const found = { caller: this.#caller.address, site: at, callee }
    const table = callee === '' ? tableOf(argument) : undefined
    return table === undefined ? found : { ...found, table }
  }

  #calleeOf(operation: string, argument: string, caller: ElfFunction): string | undefined {
    const isCall = calls.has(operation)
    if ((isCall && argument.startsWith('*')) || throughRegister.has(operation)) return ''
    if ((!isCall && !jumps.test(operation)) || !/^(0x)?[0-9a-f]+$/.test(argument)) return undefined
    const target = this.#byAddress.get(argument.replace(/^0x/, '').padStart(16, '0'))
    if (!target || target.name === '__x86_return_thunk') return undefined
    return !isCall && target === caller ? undefined : target.address // a jump to its own start is a loop
  }

  /** The function that an address lies in: labels inside of one (assembly) begin no other. */
  #around(address: string): ElfFunction | undefined {
    const exact = this.#byAddress.get(address)
    if (exact) return exact
    let [low, high] = [0, this.#starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle] ?? '') <= address) low = middle + 1
      else high = middle
    }
    const before = this.#byAddress.get(this.#starts[low - 1] ?? '')
    const isInside =
      before !== undefined && BigInt(`0x${address}`) < BigInt(`0x${before.address}`) + BigInt(before.size)
    return isInside ? before : undefined
  }
}

const endOf = ({ address, size }: ElfFunction): string =>
  (BigInt(`0x${address}`) + BigInt(size)).toString(16).padStart(16, '0')

/** The table of `*0x402010(,%rax,8)`; addresses of the upper half are printed as negative numbers. */
function tableOf(argument: string): string | undefined {
  const [, sign, digits] = /^\*(-?)0x([0-9a-f]{5,16})\(,%\w+,8\)$/.exec(argument) ?? []
  if (digits === undefined) return undefined
  const value = BigInt(`0x${digits}`)
  return BigInt.asUintN(64, sign === '-' ? -value : value)
    .toString(16)
    .padStart(16, '0')
}
