import {
  type JsonObject,
  lineOf,
  member,
  numberIn,
  objectOf,
  objectsIn,
  objectsOf,
  readJsonRoot,
  textIn,
} from '../json'
import type { Reading } from '../reading'
import { Verdict } from '../results/verdict'
import type { EvidenceFormat } from './types'

const verdictOf = (result: string): Verdict => Verdict.of('openqa', result)

function readJob(reading: Reading, job: JsonObject): void {
  const text = (name: string) => textIn(job, name)
  const settings = objectOf(member(job, 'settings'))
  const id = text('id')
  const name = text('name') || text('test') || `job ${id}`
  reading.fact(
    'subject',
    [textIn(settings, 'DISTRI'), textIn(settings, 'VERSION'), textIn(settings, 'BUILD')].filter(Boolean).join(' ') ||
      name,
  )
  reading.fact('architecture', textIn(settings, 'ARCH'))
  reading.fact('machine', textIn(settings, 'MACHINE') || textIn(settings, 'BACKEND'))
  reading.fact('date', text('t_finished') || text('t_started'))
  const [state, result] = [text('state'), text('result')]
  const isDone = state === '' || state === 'done'
  const duration = secondsBetween(text('t_started'), text('t_finished'))
  const reason = [isDone ? result : `${state}, ${result}`, text('reason')].filter(Boolean).join(': ')
  const verdict = isDone ? verdictOf(result) : verdictOf('not done').orWorse(verdictOf(result || 'none'))
  reading.record({
    suite: text('group'),
    case: name,
    verdict,
    ...(duration === undefined ? {} : { duration }),
    message: verdict.isPass ? '' : reason,
    place: id === '' ? '' : `tests/${id}`,
    line: lineOf(job),
    target: text('test'),
  })
  readModules(reading, job, name, id)
}

/** With the details (`/details`) the modules stand in `testresults`, with their steps. */
function readModules(reading: Reading, job: JsonObject, name: string, id: string): void {
  const detailed = objectsIn(reading, job, 'testresults')
  const names = new Set(detailed.map((module) => textIn(module, 'name')))
  const plain = objectsIn(reading, job, 'modules').filter((module) => !names.has(textIn(module, 'name')))
  for (const module of [...detailed, ...plain]) {
    const result = textIn(module, 'result')
    const verdict = verdictOf(result)
    const moduleName = textIn(module, 'name')
    const duration = secondsOfWords(textIn(module, 'execution_time'))
    reading.record({
      suite: name,
      case: moduleName,
      verdict,
      ...(duration === undefined ? {} : { duration }),
      message: verdict.isPass ? '' : result,
      place: id === '' ? '' : `tests/${id}#step/${moduleName}/1`,
      line: lineOf(module),
      target: textIn(module, 'category'),
    })
    readSteps(
      reading,
      objectsIn(reading, module, 'details'),
      `${name} > ${moduleName}`,
      id === '' ? '' : `tests/${id}#step/${moduleName}/`,
    )
  }
}

function readSteps(reading: Reading, steps: readonly JsonObject[], suite: string, place: string): void {
  for (const [index, step] of steps.entries()) {
    const result = textIn(step, 'result')
    const text = (name: string) => textIn(step, name)
    const screenshot = text('screenshot') || textIn(objectOf(member(step, 'screenshot')), 'name')
    const verdict = verdictOf(result)
    const told = [verdict.isPass ? '' : result, matchOf(reading, step), text('text_data')].filter(Boolean).join('\n')
    reading.record({
      suite,
      case: text('title') || text('needle') || screenshot || text('text') || `step ${index + 1}`,
      verdict,
      message: told,
      place: place === '' ? screenshot : `${place}${index + 1}`,
      line: lineOf(step),
    })
  }
}

/** The `details-MODULE.json` of a worker; "dents" are soft failures in a module that passed. */
function readModule(reading: Reading, module: JsonObject): void {
  const name = reading.file.replace(/^.*\//, '').replace(/^details-|\.json$/g, '')
  const steps = [...objectsIn(reading, module, 'details'), ...objectsIn(reading, module, 'results')]
  const [result, dents] = [textIn(module, 'result'), numberIn(module, 'dents') ?? 0]
  const verdict = dents > 0 ? verdictOf(result).orWorse(verdictOf('dents')) : verdictOf(result)
  const message = [verdict.isPass ? '' : result, dents > 0 ? `dents: ${dents}` : ''].filter(Boolean).join(', ')
  if (result !== '') reading.record({ case: name, verdict, message, line: lineOf(module) })
  readSteps(reading, steps, name, '')
}

/** `needle boot: 99 % alike at 0,12`: coordinates are numbers or texts, as the file has them. */
function matchOf(reading: Reading, step: JsonObject): string {
  const areas = (of: JsonObject) =>
    objectsIn(reading, of, 'area').map(
      (area) => `${textIn(area, 'similarity') || '?'} % alike at ${textIn(area, 'x')},${textIn(area, 'y')}`,
    )
  const own = textIn(step, 'needle') === '' ? [] : [`needle ${textIn(step, 'needle')}: ${areas(step).join('; ')}`]
  const others = member(step, 'needles')
  const tried = Array.isArray(others) ? objectsOf(reading, others, 'needles', lineOf(step)) : []
  return [...own, ...tried.map((each) => `tried needle ${textIn(each, 'name')}: ${areas(each).join('; ')}`)].join('\n')
}

function secondsBetween(from: string, to: string): number | undefined {
  // openQA writes its times in UTC, some versions without saying so.
  const [start, end] = [from, to].map((text) => Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`))
  const seconds = ((end ?? Number.NaN) - (start ?? Number.NaN)) / 1000
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}

/** `1m 23s`, `45s`, or seconds. */
function secondsOfWords(text: string): number | undefined {
  const [, hours, minutes, seconds] =
    /^(?:(\d{1,5})h)?\s{0,9}(?:(\d{1,5})m)?\s{0,9}(?:(\d{1,9}(?:\.\d+)?)s?)?$/.exec(text.trim()) ?? []
  if (hours === undefined && minutes === undefined && seconds === undefined) return undefined
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
}

/** A job or several of openQA, with or without details, and the `details-MODULE.json` of a worker. */
export const openqa: EvidenceFormat = {
  name: 'openqa',
  title: 'openQA job',
  recognise: ({ text }) =>
    (/^\s*\{\s*"jobs?"\s*:/.test(text) && /"(state|result|settings)"/.test(text)) ||
    (/^\s*\{/.test(text) && /"testresults"\s*:/.test(text)) ||
    (/^\s*(\[\s*\{|\{)/.test(text) &&
      /^\s*\[|"(details|results)"\s*:\s*\[/.test(text) &&
      /"result"\s*:/.test(text) &&
      /"(screenshot|needle|frametime_start|text)"\s*:/.test(text)),
  read(text, reading) {
    const root = readJsonRoot(text, reading)
    reading.fact('tool', 'openQA')
    if (Array.isArray(root)) return readSteps(reading, objectsOf(reading, root, 'details', 1), '', '')
    const outer = objectOf(root)
    const jobs = objectsIn(reading, outer, 'jobs')
    const single = objectOf(member(outer, 'job')) ?? (member(outer, 'testresults') === undefined ? undefined : outer)
    for (const job of single ? [single, ...jobs] : jobs) readJob(reading, job)
    if (single || jobs.length > 0) return
    if (outer) readModule(reading, outer)
  },
}
