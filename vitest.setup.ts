import { format } from 'node:util'
import { afterEach } from 'vitest'

/** Whatever a test makes the program complain about fails it: a complaint is either a defect or data to assert on. */
const complaints: string[] = []

for (const level of ['error', 'warn'] as const) {
  const print = console[level].bind(console)
  console[level] = (...values: unknown[]) => {
    complaints.push(format(...values))
    print(...values)
  }
}

afterEach(() => {
  const [first] = complaints.splice(0)
  if (first !== undefined) throw new Error(`The console was written to: ${first}`)
})
