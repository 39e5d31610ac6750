import { FileCounts, SourceFiles } from '../coverage'
import { type JsonObject, lineOf, member, numberIn, objectOf, objectsIn, readJson, textIn } from '../json'
import type { Reading } from '../reading'
import type { EvidenceFormat } from './types'

function readFile(reading: Reading, file: JsonObject, files: SourceFiles): void {
  const counts = new FileCounts()
  for (const line of objectsIn(reading, file, 'lines')) {
    const [number, count] = [numberIn(line, 'line_number'), numberIn(line, 'count')]
    if (number === undefined || count === undefined) {
      reading.skipped(lineOf(line), 'a line without its number or count.')
      continue
    }
    counts.sawLine(number, count > 0)
    // GCC 14 and later, with --conditions.
    for (const [at, told] of objectsIn(reading, line, 'conditions').entries())
      counts.sawConditions(`${number} ${at}`, {
        found: numberIn(told, 'count') ?? 0,
        hit: numberIn(told, 'covered') ?? 0,
      })
    for (const [at, branch] of objectsIn(reading, line, 'branches').entries())
      counts.sawBranch(`${number} ${at}`, (numberIn(branch, 'count') ?? 0) > 0)
  }
  for (const found of objectsIn(reading, file, 'functions')) {
    const name = textIn(found, 'name')
    // Functions of one name may stand in one file (templates): the line tells them apart.
    counts.sawFunction(`${name}:${textIn(found, 'start_line')}`, (numberIn(found, 'execution_count') ?? 0) > 0)
  }
  if (member(file, 'file') === undefined) reading.skipped(lineOf(file), 'a file without its name.')
  files.add(textIn(file, 'file'), lineOf(file), counts)
}

/** `gcov --json-format`, also of several files behind each other, also cut off: read as far as it goes. */
export const gcovJson: EvidenceFormat = {
  name: 'gcovJson',
  title: 'gcov JSON',
  recognise: ({ text }) =>
    /^\s*\{/.test(text) && /"gcc_version"|"format_version"/.test(text) && /"files"\s*:/.test(text),
  read(text, reading) {
    const files = new SourceFiles(reading)
    for (const value of readJson(text, reading)) {
      const root = objectOf(value)
      if (member(root, 'files') === undefined) {
        reading.unknown(lineOf(value), 'a JSON value without "files"')
        continue
      }
      reading.fact('tool', `gcov ${textIn(root, 'gcc_version')}`)
      for (const file of objectsIn(reading, root, 'files')) readFile(reading, file, files)
    }
    files.give()
  },
}
