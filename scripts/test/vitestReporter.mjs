// Writes what a run of Vitest came to, as JSON, to the file of STPA_TEST_REPORT: counts, and each skip with its reason.
import { writeFileSync } from 'node:fs'

function skipOf(test, module) {
  const { note } = test.result()
  return `${module.relativeModuleId}: ${test.fullName}${note ? ` (${note})` : ''}`
}

export default class {
  onTestRunEnd(modules, errors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()].map((test) => ({ test, module })))
    const inState = (state) => tests.filter(({ test }) => test.result().state === state)
    // A file that cannot be loaded has no tests to fail.
    const broken = modules.filter((module) => module.errors().length > 0)
    const failed = inState('failed').length + broken.length + errors.length
    const skipped = inState('skipped').map(({ test, module }) => skipOf(test, module))
    writeFileSync(process.env.STPA_TEST_REPORT, JSON.stringify({ passed: inState('passed').length, failed, skipped }))
  }
}
