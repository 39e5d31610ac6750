'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, inputLook } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/formDialog'
import { useAuthorGate } from '@/lib/client/author'
import { useEvidenceActions } from '@/lib/client/evidence'
import { raise } from '@/lib/client/refusals'
import { defaultNoiseLists, type NoiseLists, noiseListsSchema } from '@/lib/trace/actions/noise'
import type { ReadOptions } from '@/lib/trace/api'
import { ReadingFields } from './readingFields'

const lists = [
  {
    name: 'calls',
    title: 'System calls that are plumbing',
    help: 'By name, or name and argument: futex, fcntl F_GETFL.',
  },
  { name: 'resources', title: 'Resources that are plumbing', help: '* stands for any text: /lib/*, eventpoll.' },
  { name: 'probes', title: 'Paths that a program only looks for', help: 'That one is missing is no error: *.conf.' },
  { name: 'softErrors', title: 'Errors that are no branch', help: 'By name, or verb and name: EINTR, read EAGAIN.' },
  { name: 'temporary', title: 'Folders with names made up for one run', help: '/tmp/' },
] as const

type Texts = Readonly<Record<keyof NoiseLists, string>>

const textsOf = (noise: NoiseLists): Texts => ({
  calls: noise.calls.join('\n'),
  resources: noise.resources.join('\n'),
  probes: noise.probes.join('\n'),
  softErrors: noise.softErrors.join('\n'),
  temporary: noise.temporary.join('\n'),
})

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

function noiseIn(options: ReadOptions): NoiseLists {
  if (options.noise.trim() === '') return defaultNoiseLists
  return noiseListsSchema.safeParse(JSON.parse(options.noise)).data ?? defaultNoiseLists
}

const sameLists = (left: Texts, right: Texts): boolean => lists.every(({ name }) => left[name] === right[name])

type Props = { hash: string; options: ReadOptions; onClose: () => void; onStarted: (job: string) => void }

/** Reads the kept file again: other format, architecture, lists of plumbing, or rules for resources. */
export function ReadAgainDialog({ hash, options, onClose, onStarted }: Props) {
  const { readAgain } = useEvidenceActions()
  const withAuthor = useAuthorGate()
  const [reading, setReading] = useState({ format: options.format, arch: options.arch })
  const [rules, setRules] = useState(options.rules)
  const [texts, setTexts] = useState(() => textsOf(noiseIn(options)))
  const usual = textsOf(defaultNoiseLists)
  const start = async () => {
    const noise = sameLists(texts, usual)
      ? ''
      : JSON.stringify(Object.fromEntries(lists.map(({ name }) => [name, linesOf(texts[name])])))
    if (!(await withAuthor())) return
    const job = await readAgain(hash, { ...reading, rules, noise }).catch((error: unknown) => raise({ error }))
    if (job) onStarted(job.id)
  }
  return (
    <FormDialog
      wide
      onClose={onClose}
      title="Read again"
      description="The kept file is read anew, with these lists and rules; what was read before is replaced. Steps that a person edited keep their edits, as far as they are still there."
      action="Read again"
      onDone={() => {
        onClose()
        void start()
      }}
      beside={!sameLists(texts, usual) && <Button onClick={() => setTexts(usual)}>The program’s own lists</Button>}
    >
      <ReadingFields {...reading} onChange={(change) => setReading({ ...reading, ...change })} />
      <Field
        label="Rules for resources"
        help="Before those of the program. A list in YAML or JSON, or CSV with a head: pattern (RE2), file, sections (; between them), basis, name."
      >
        {(ids) => (
          <textarea
            {...ids}
            className={`${inputLook} font-mono text-[12px]`}
            rows={4}
            spellCheck={false}
            placeholder={
              '- pattern: ^/dev/pump\n  file: drivers/pump/pump.c\n  sections: [PUMP DRIVER]\n  basis: our own driver'
            }
            value={rules}
            onChange={(event) => setRules(event.target.value)}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-x-4">
        {lists.map(({ name, title, help }) => (
          <Field key={name} label={title} help={help}>
            {(ids) => (
              <textarea
                {...ids}
                className={`${inputLook} font-mono text-[12px]`}
                rows={5}
                spellCheck={false}
                value={texts[name]}
                onChange={(event) => setTexts({ ...texts, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </FormDialog>
  )
}
