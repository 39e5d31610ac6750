import { defineKind, link } from '../../defineKind'
import { choice, date, map, markdown, number, text, texts } from '../../fields'

const types = [
  { value: 'trace', label: 'Trace', help: 'What a program did, call by call or summed up.' },
  { value: 'profile', label: 'Profile', help: 'Samples or counters of the kernel.' },
  { value: 'testResults', label: 'Test results' },
  { value: 'materials', label: 'Bill of materials (SBOM)' },
  { value: 'configuration', label: 'Configuration' },
  { value: 'codeCoverage', label: 'Code coverage' },
  { value: 'log', label: 'Log' },
  { value: 'document', label: 'Document', help: 'A review, an analysis, a measurement written down.' },
] as const

const conclusions = [
  { value: 'holds', label: 'It shows that it holds' },
  { value: 'partly', label: 'It shows a part of it' },
  { value: 'fails', label: 'It shows that it does not hold' },
  { value: 'inconclusive', label: 'It shows neither' },
] as const

export const evidence = defineKind({
  name: 'evidence',
  title: 'Evidence',
  plural: 'Evidence',
  keyTemplate: 'EV-{n}',
  step: 'verification',
  summary: 'A file that shows what was done, with how it was made and what it cannot show: a trace, test results, …',
  help: 'The file is known by its hash; how it was made, on which kernel and machine, says what it is worth. A trace shows what happened, never that nothing else can happen.',
  textLabel: 'Name',
  example: { good: 'Reservoir read while another program holds the radio, 6.1.21-v8+', bad: 'Trace' },
  fields: {
    type: choice('Kind of evidence', types, { column: true }),
    nature: choice(
      'Nature',
      [
        { value: 'normal', label: 'Normal operation' },
        {
          value: 'faultInjection',
          label: 'Fault injection',
          help: 'Calls were tampered with: it shows how an error is met, and nothing about normal operation.',
        },
      ],
      { column: true, initial: 'normal', help: 'Why tampered calls may count as normal stands in the rationale.' },
    ),
    file: text('File', { help: 'Its name, as it was given.' }),
    hash: text('SHA-256', { help: 'Of the file as it is kept: what was taken out at import is not in it.' }),
    format: text('Format', { help: 'As it was recognised: strace, junit, spdx …' }),
    tool: text('Tool', { help: 'What made it, with its version: strace 6.1.' }),
    commandLine: text('Command line', { help: 'As it was called; filters stand there.' }),
    date: date('Made on', { column: true }),
    machine: text('Machine', { help: 'Where it was made.' }),
    architecture: text('Architecture', { help: 'x86-64, arm64, arm, i386 …' }),
    kernelVersion: text('Kernel version', { column: true }),
    configuration: text('Configuration', { help: 'Hash or place of the .config, or the options that matter.' }),
    flags: map('Limits that were found', {
      help: 'What the reader of the file found, each with its meaning: a thread that was not followed, lost events …',
    }),
    declaredLimits: texts('Limits that were declared', {
      help: 'What a file cannot show: filters (-e, -P, -z, -Z, --seccomp-bpf). "none" when there were none.',
    }),
    losses: text('Losses', { help: 'What was lost while it was made, in numbers.' }),
    passed: number('Passed', {
      help: 'Cases that passed. Soft-failed, flaky, skipped and not configured ones did not.',
    }),
    failed: number('Failed'),
    errors: number('Errors', { help: 'Cases that broke, timed out or did not come to an end.' }),
    skipped: number('Skipped', {
      help: 'Skipped, not configured (TCONF), soft-failed, flaky, expected to fail or passed against that, unknown.',
    }),
    conclusion: choice('Conclusion', conclusions, {
      help: 'What a person concludes, where no cases are counted, or where their count says too much.',
    }),
    conclusionReason: markdown('Reason for the conclusion'),
  },
  links: {
    resultOf: link('is a result of', ['testCase'], 'has result', { towards: 'up', confirmed: true }),
    supports: link('is about', ['requirement', 'assumptionOfUse', 'assumption'], 'has evidence', {
      towards: 'up',
      confirmed: true,
      help: 'Whether it holds: as the counts or the conclusion say.',
    }),
    observes: link('observes', ['interaction', 'element', 'lossScenario'], 'is observed in', {
      towards: 'up',
      help: 'What happened in it. The reason of the link says how.',
    }),
  },
})
