import { eachLine } from '../lines'
import type { Reading } from '../reading'
import type { EvidenceFormat } from './types'

const set = /^(CONFIG_\w{1,200})=(.*)$/
const notSet = /^# (CONFIG_\w{1,200}) is not set\s*$/
/** `# Linux/x86 6.18.44 Kernel Configuration`; before 3.0 `# Linux kernel version: 2.6.32`. */
const header = /^# Linux(?:\/(\S+))?(?: kernel version:)? (\d\S*)(?: Kernel Configuration)?\s*$/
const known = /^([ymn]|-?\d+|0x[0-9a-fA-F]+|"(?:[^"\\]|\\.)*")$/

function readLine(reading: Reading, line: string, number: number): void {
  const [, name, value] = set.exec(line) ?? []
  const [, unset] = notSet.exec(line) ?? []
  if (name !== undefined && value !== undefined) {
    const text = value.trim()
    if (!known.test(text))
      reading.repaired(number, `${name}: "${text.slice(0, 80)}" is no value of Kconfig; kept as it stands.`)
    reading.option(name, { isSet: text !== 'n', value: text, line: number })
  } else if (unset !== undefined) reading.option(unset, { isSet: false, value: 'n', line: number })
  else if (!/^\s*(#.*)?$/.test(line)) reading.unknown(number, line)
}

/** A kernel's configuration: what is set, and what is expressly not set. What is not mentioned was never asked. */
export const kernelConfig: EvidenceFormat = {
  name: 'kernelConfig',
  title: 'kernel configuration (.config)',
  recognise: ({ lines }) =>
    lines.filter((line) => set.test(line) || notSet.test(line)).length > (lines.length > 20 ? 5 : 0),
  read(text, reading) {
    let [version, local] = ['', '']
    eachLine(text, reading, (line, number) => {
      const [, architecture, found] = header.exec(line) ?? []
      if (found !== undefined && version === '') {
        version = found
        reading.fact('architecture', architecture ?? '')
      }
      local = /^CONFIG_LOCALVERSION="([^"]{0,60})"/.exec(line)?.[1] ?? local
      readLine(reading, line, number)
    })
    // The version that `uname -r` then prints.
    if (version !== '') reading.fact('kernel', `${version}${local}`)
    reading.fact('tool', 'Kconfig')
  },
}
