import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { countOf, subsystemName, textAt } from '@/lib/kernel/graph/graph'
import { readMaintainers, sectionsOf } from '@/lib/kernel/graph/maintainers'
import { openGraph } from './open'

const data = new URL('../../../../shared/data/', import.meta.url).pathname

it('MAINTAINERS of Linux 6.1 claims each of 2,604 files as get_maintainer.pl does', async () => {
  if (!existsSync(data)) return void process.stdout.write('SKIPPED: tags of Linux 6.1: ../shared/data is absent\n')
  const text = gunzipSync(readFileSync(join(data, 'linux-6.1/MAINTAINERS.gz'))).toString()
  const maintainers = readMaintainers('MAINTAINERS', text)
  const folder = mkdtempSync(join(tmpdir(), 'stpa-tags-'))
  try {
    writeFileSync(join(folder, 'linux.db'), gunzipSync(readFileSync(join(data, 'ks-nav/linux-6.1.192.db.gz'))))
    const { graph } = await openGraph(join(folder, 'linux.db'))
    for (let file = 0; file < countOf(graph.files); file++) {
      const name = textAt(graph.files, file)
      const tags = graph.tagSubsystem.subarray(graph.tagStart[file], graph.tagStart[file + 1])
      const stored = [...tags].map((tag) => subsystemName(graph, tag))
      if (name !== 'NoFile') expect([name, ...sectionsOf(maintainers, name).sort()]).toEqual([name, ...stored.sort()])
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
