import { type Analysis, emptyAnalysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'

const create = (uid: string, kind: string, fields: Record<string, unknown>): Operation => ({
  ...{ op: 'create', uid, kind, fields },
})
const link = (from: string, name: string, ...ends: string[]): Operation[] =>
  ends.map((to) => ({ op: 'link', from, name, to }))

/** A binding of an item, confirmed. */
export function bound(uid: string, item: string, fields: Record<string, unknown>): Operation[] {
  const confirmed = { confirmed: true, reason: 'Nothing else does that.' }
  return [create(uid, 'binding', { text: uid, ...confirmed, ...fields }), ...link(uid, 'binds', item)]
}

const spi = '/dev/spidev*'

/** Opening, setting up and exchanging, as a program asks them of Linux; the structure lacks GPIO. */
export function pumpAnalysis(more: readonly Operation[] = []): Analysis {
  const operations: Operation[] = [
    create('an', 'analysis', { text: 'Pump', kernelVersion: '6.1' }),
    create('cs', 'structure', { text: 'Controller' }),
    create('cmd', 'element', { text: 'Pump command' }),
    create('spi', 'element', { text: 'SPI' }),
    ...link('cs', 'shows', 'cmd', 'spi'),
    create('open', 'controlAction', {
      text: 'Open the radio',
      interface: 'syscall',
      interfaceName: 'open and flock of /dev/spidev*',
    }),
    create('set', 'controlAction', { text: 'Set up GPIO', interface: 'sysfs' }),
    create('talk', 'controlAction', {
      text: 'Exchange with the pump',
      interface: 'ioctl',
      interfaceName: 'SPI_IOC_MESSAGE',
    }),
    create('level', 'feedback', { text: 'Reservoir level', interface: 'ipc' }),
    ...['open', 'set', 'talk'].flatMap((action) => [
      ...link(action, 'source', 'cmd'),
      ...link(action, 'target', 'spi'),
    ]),
    create('h', 'hazard', { text: 'Too little insulin' }),
    create('uca', 'unsafeControlAction', { text: 'Command does not open', guideWord: 'notProviding' }),
    ...link('uca', 'of', 'open'),
    ...link('uca', 'leadsTo', 'h'),
    create('order', 'unsafeControlAction', { text: 'Command exchanges before it has set up', guideWord: 'outOfOrder' }),
    ...link('order', 'of', 'talk'),
    create('ls', 'lossScenario', { text: 'The device is in use' }),
    ...link('ls', 'causes', 'uca'),
    ...link('ls', 'misexecutes', 'open'),
    create('req', 'requirement', { text: 'The command must try again within 5 s' }),
    ...link('req', 'derivedFrom', 'ls'),
    ...bound('b-open', 'open', { verbs: ['open'], resource: spi, position: 1 }),
    ...bound('b-lock', 'open', { verbs: ['flock'], resource: spi, position: 2 }),
    ...bound('b-set', 'set', { verbs: ['write'], resource: '/sys/class/gpio/**' }),
    ...bound('b-talk', 'talk', { verbs: ['SPI_IOC_MESSAGE'], resource: spi }),
    ...link('b-talk', 'after', 'b-set'),
    ...bound('b-ls', 'ls', { verbs: ['flock'], resource: spi, outcome: 'error', errors: ['EAGAIN'] }),
    ...more,
  ]
  return apply(emptyAnalysis('pump'), operations, '2026-11-23T18:20:00.000Z').analysis
}
