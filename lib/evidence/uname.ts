import type { Reading } from './reading'

const kernelVersion = /^\d+\.\d[\w.+~-]*$/
const architecture =
  /^(x86_64|i[3-6]86|aarch64|arm\w*|ppc\w*|riscv\w*|s390x?|mips\w*|loongarch\w*|sparc\w*|m68k|alpha)$/

/** Facts of what `uname -a` prints, `Linux vm 6.18.44 #1 SMP … x86_64 GNU/Linux`, or of a part of it. */
export function readUname(reading: Reading, text: string): void {
  const words = text.trim().split(/\s+/).slice(0, 40)
  const at = words.findIndex((word) => kernelVersion.test(word))
  if (at < 0) return
  reading.fact('kernel', words[at] ?? '')
  const node = words[at - 1]
  if (node !== undefined && node !== 'Linux') reading.fact('machine', node)
  const machine = words.slice(at + 1).find((word) => architecture.test(word))
  if (machine !== undefined) reading.fact('architecture', machine)
}
