import { link } from '../defineKind'
import { choice, text } from '../fields'

/** What control action, feedback and other interaction share. */
export const interactionKinds = ['controlAction', 'feedback', 'otherInteraction'] as const
export type InteractionKind = (typeof interactionKinds)[number]

export const interfaces = [
  { value: 'syscall', label: 'System call' },
  { value: 'ioctl', label: 'ioctl' },
  { value: 'sysfs', label: 'sysfs / procfs' },
  { value: 'netlink', label: 'Netlink' },
  { value: 'irq', label: 'Interrupt' },
  { value: 'sharedMemory', label: 'Shared memory' },
  { value: 'signal', label: 'Signal' },
  { value: 'ipc', label: 'IPC' },
  { value: 'bus', label: 'Bus' },
  { value: 'human', label: 'Human' },
  { value: 'other', label: 'Other' },
] as const

export const interfaceFields = {
  interface: choice('Interface', interfaces, { column: true, help: 'Through what it passes.' }),
  interfaceName: text('Name of the interface', { help: 'E.g. WDIOC_SETTIMEOUT, CAN 0x3A1, /dev/watchdog0.' }),
}

/** Ends of an interaction; `via` is the ordered path over actuators or sensors. */
export function endLinks(pathElement: string) {
  return {
    source: link('comes from', ['element'], 'gives', { min: 1, max: 1 }),
    target: link('goes to', ['element'], 'receives', { min: 1 }),
    via: link('goes via', ['element'], `is ${pathElement} of`, {
      ordered: true,
      help: `The ${pathElement}s on the path, in order.`,
    }),
  }
}
