import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Cases } from './cases'
import { steepReadings } from './doubling'
import { Lane, lanes } from './lane'
import { readers } from './readers'
import { seedsOf } from './seeds'
import type { Answer } from './worker'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    reader: { type: 'string' },
    own: { type: 'boolean', default: false },
    doubling: { type: 'boolean', default: false },
  },
})
const [count, seed, first] = [Number(values.count), Number(values.seed), Number(values.from)]
const { seeds, places } = seedsOf(values.own, values.reader)
const cases = new Cases(seeds, seed)
/** Ended early (Ctrl C), a run tells what it has done. */
let end = first + count
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    end = next
  })

/** Cases of a long run between two signs of life. */
const sign = 50_000

/** Where the input of a finding is put. */
const folder = 'fuzz-findings'
const mostFindings = 50
const batch = 100

const totals = new Map(Object.keys(readers).map((name) => [name, { read: 0, refused: 0, findings: 0 }]))
/** What may be wrong, by the first word of a finding. */
const sorts = new Map(['crash', 'hang', 'memory', 'disagreement', 'unsound success'].map((sort) => [sort, 0]))
let found = 0

function finding(number: number, message: string): void {
  const { reader, seed: name, bytes } = cases.at(number)
  const counts = totals.get(reader)
  if (counts) counts.findings++
  const sort = message.slice(0, message.indexOf(':'))
  sorts.set(sort, (sorts.get(sort) ?? 0) + 1)
  if (++found > mostFindings) return
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${reader}-${seed}-${number}`)
  writeFileSync(file, bytes)
  const options = [values.own && '--own', values.reader && `--reader ${values.reader}`, seed !== 1 && `--seed ${seed}`]
  const command = ['npm run fuzz --', `--from ${number} --count 1`, ...options.filter(Boolean)].join(' ')
  console.log(`FOUND ${reader}, case ${number}, from ${name}: ${message}\n  input: ${file}\n  again: ${command}`)
}

function answer({ read, refused, findings }: Answer): void {
  for (const [reader, more] of Object.entries(read)) add(reader, 'read', more)
  for (const [reader, more] of Object.entries(refused)) add(reader, 'refused', more)
  for (const { number, message } of findings) finding(number, message)
}

function add(reader: string, what: 'read' | 'refused', more: number): void {
  const counts = totals.get(reader)
  if (counts) counts[what] += more
}

async function double(): Promise<never> {
  let steep = 0
  const runs = await steepReadings(seeds, ({ reader, seed: name, word, found: what }) => {
    steep++
    const told = typeof what === 'string' ? what : `${what.map((time) => time.toFixed(3)).join(', ')} s`
    console.log(`STEEP ${reader}, ${name}, ${JSON.stringify(word)} repeated to 1, 4, 16, 64 kB: ${told}`)
  })
  console.log(`${runs} readings of growing inputs from ${seeds.length} seeds (${places}): ${steep} steep`)
  process.exit(steep > 0 ? 1 : 0)
}

if (values.doubling) await double()

let next = first
async function work(lane: Lane): Promise<void> {
  while (next < end) {
    const from = next
    next = Math.min(end, from + batch)
    if (from > first && (from - first) % sign === 0) console.log(`${from - first} of ${count} cases begun`)
    await lane.run({ from, to: next })
  }
  lane.end()
}

const start = Date.now()
const all = Array.from({ length: lanes }, () => new Lane({ seeds, seed }, { answer, finding }))
await Promise.all(all.map(work))
for (const [reader, { read, refused, findings }] of totals)
  if (read + refused + findings > 0) console.log(`${reader}: ${read} read, ${refused} refused, ${findings} findings`)
const seconds = ((Date.now() - start) / 1000).toFixed(0)
console.log([...sorts].map(([sort, times]) => `${sort}: ${times}`).join(', '))
console.log(
  `${end - first} cases from ${seeds.length} seeds (${places}), seed ${seed}, ${seconds} s: ${found} findings`,
)
process.exit(found > 0 ? 1 : 0)
