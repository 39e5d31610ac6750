import { type JsonObject, lineOf, member, objectOf, readJsonRoot, textIn } from '../../json'
import type { Reading } from '../../reading'
import type { EvidenceFormat } from '../types'
import { figureOf, measured, timeOf } from './figures'

function readThread(reading: Reading, id: string, thread: JsonObject, unit: 1e-6 | 1e-9): void {
  const line = lineOf(thread)
  const time = (name: string) => timeOf(reading, textIn(thread, name), unit, line)
  const processor = figureOf(reading, textIn(thread, 'cpu'), line)
  const of = processor === undefined ? `thread ${id}` : `thread ${id}, CPU ${processor}`
  const overflows = figureOf(reading, textIn(thread, 'overflow') || textIn(thread, 'overflows'), line)
  const latency = {
    ...{ count: figureOf(reading, textIn(thread, 'cycles'), line), min: time('min'), average: time('avg') },
    ...{ max: time('max'), overflows },
  }
  measured(reading, { suite: 'cyclictest', of, latency, line, duration: undefined })
}

/** What `cyclictest --json=FILE` writes (rt-tests 2; rt-utils.c, rt_write_json). */
export const cyclictestJson: EvidenceFormat = {
  name: 'cyclictestJson',
  title: 'cyclictest --json: latencies of threads',
  recognise: ({ text }) => /"rt_test_version:?"\s{0,9}:/.test(text) && /"num_threads"\s{0,9}:/.test(text),
  read(text, reading) {
    const root = objectOf(readJsonRoot(text, reading))
    const system = objectOf(member(root, 'sysinfo'))
    // Some versions write the colon into the names of the first two.
    const own = (name: string) => textIn(root, name) || textIn(root, `${name}:`)
    reading.fact('tool', `cyclictest ${own('rt_test_version')}`.trim())
    reading.fact('subject', own('cmdline'))
    reading.fact('kernel', textIn(system, 'release'))
    reading.fact('architecture', textIn(system, 'machine'))
    reading.fact('machine', textIn(system, 'nodename'))
    reading.fact('date', textIn(root, 'start_time'))
    const unit = /^(?:1|true)$/.test(textIn(root, 'resolution_in_ns')) ? 1e-9 : 1e-6
    const threads = objectOf(member(root, 'thread'))
    for (const [id, value] of Object.entries(threads ?? {})) {
      const thread = objectOf(value)
      if (thread) readThread(reading, id, thread, unit)
      else reading.skipped(lineOf(threads), `"thread" ${id} is no object.`)
    }
  },
}
