import { expect, it } from 'vitest'
import { renderDocument } from '../index'
import { analysisOf } from '../testing/analysisOf'

it('the report tells the kernel basis: graph, version, configuration, what was explored, exclusions, what is not covered', async () => {
  const analysis = analysisOf(`element: [{key: E-1, text: WATCHDOG}]
kernelBinding: [{key: KB-1, text: Watchdog, subsystem: WATCHDOG, kernelVersion: 6.1.192, graph: abc123, configuration: Debian amd64, binds: [E-1], suspect: ['gone: ping']}]
exploration: [{key: EXP-1, text: Who acts, start: watchdog_ioctl, looks: 'subsystems that it reaches, to depth 2', leftOut: ['not shown: ^_printk$'], kernelVersion: 6.1.192, graph: abc123, configuration: Debian amd64}]
`)
  const { text } = await renderDocument(analysis, { document: 'report', format: 'md' })
  const chapter = text.slice(text.lastIndexOf('Kernel basis')).replaceAll('\\', '')
  for (const part of ['6.1.192', 'Debian amd64', 'abc123', 'watchdog_ioctl', 'to depth 2', '_printk', 'gone: ping'])
    expect(chapter).toContain(part)
  for (const limit of ['Indirect calls', 'Modules and configurations', 'inlined']) expect(chapter).toContain(limit)
})
