import type { Action, Phase, ResourceKind } from '../action'

type Told = {
  readonly call?: string
  readonly kind?: ResourceKind
  readonly phase?: Phase
  readonly errno?: string
  /** The error is no branch of its own: EAGAIN of a read. */
  readonly isSoft?: boolean
  readonly at?: number
  readonly seconds?: number
  readonly args?: string
  readonly payload?: string
  readonly isInjected?: boolean
  readonly isNoise?: boolean
}

/** An action as the readers of traces make them, from what matters of it. */
export function actionOf(line: number, verb: string, resource: string, told: Told = {}): Action {
  const { errno = '', call = verb, kind = 'device', phase = 'device', isSoft = false } = told
  return {
    call: {
      ...{ line, endLine: line, pid: 1, at: told.at, name: call, args: told.args ?? '', result: '', errno },
      ...{ outcome: errno === '' ? 'returned' : 'error', seconds: told.seconds, isInjected: told.isInjected ?? false },
    },
    process: 1,
    processId: 1,
    handle: 0,
    verb,
    resource: { kind, name: resource, device: '' },
    phase,
    error: isSoft ? '' : errno,
    isNoise: told.isNoise ?? false,
    payload: told.payload ?? '',
  }
}

const spi = '/dev/spidev0.0'
const gpio = '/sys/class/gpio/gpio4'
const open = (line: number) => actionOf(line, 'open', spi, { call: 'openat', at: line / 1_000 })

/** As the stand-in of the pump's command does it: opens, locks, sets up GPIO, exchanges, closes. */
export function normalRun(messages = 48): Action[] {
  const attribute = (line: number, name: string) =>
    actionOf(line, 'write', `${gpio}/${name}`, { kind: 'sysfs', phase: 'configure', at: line / 1_000, payload: '1' })
  const exchanges = Array.from({ length: messages }, (_, index) =>
    actionOf(20 + index, 'SPI_IOC_MESSAGE(1)', spi, { call: 'ioctl', phase: 'exchange', at: (20 + index) / 1_000 }),
  )
  const last = 20 + messages
  return [
    open(10),
    actionOf(11, 'flock', spi, { at: 0.011 }),
    ...['active_low', 'direction', 'value'].map((name, index) => attribute(12 + index, name)),
    ...exchanges,
    actionOf(last, 'write', 'stdout', { kind: 'stdio', phase: 'output', payload: '108.5\n', at: last / 1_000 }),
    actionOf(last + 1, 'close', spi, { phase: 'close', at: (last + 1) / 1_000 }),
    actionOf(last + 2, 'exit(0)', '', { call: 'exit_group', kind: 'none', phase: 'exit', at: (last + 2) / 1_000 }),
  ]
}

/** Another program holds the device. */
export function busyRun(more: Partial<Told> = {}): Action[] {
  return [
    open(10),
    actionOf(11, 'flock', spi, { errno: 'EAGAIN', at: 0.011, ...more }),
    actionOf(12, 'close', spi, { phase: 'close', at: 0.012 }),
    actionOf(13, 'write', 'stdout', { kind: 'stdio', phase: 'output', payload: 'null\n', at: 0.013 }),
    actionOf(14, 'exit(1)', '', { call: 'exit_group', kind: 'none', phase: 'exit', at: 0.014 }),
  ]
}
