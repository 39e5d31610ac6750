import type { RecordsDigest } from '@/lib/evidence/digest'
import type { TraceDigest } from '@/lib/trace/digest'
import type { DigestAnswer, DigestQuestion, FlowCard, NodeHit } from './digests'

/**
 * Reads digests beside the page: that of a trace of a million lines has 15 MB, most of it flows, and the page is given
 * what it shows and no more.
 */

type Digest = TraceDigest | RecordsDigest

const kept = new Map<string, Promise<Digest>>()
/** Digests that are held at once: two runs that are compared. */
const mostKept = 2
/** Places that are told of a line or a resource. */
const mostHits = 40

async function load(hash: string): Promise<Digest> {
  const response = await fetch(`/api/evidence/${encodeURIComponent(hash)}`, { cache: 'no-store' }).catch(() => {
    throw new Error('The server does not answer. Try it again.')
  })
  if (response.ok) return upgraded((await response.json()) as Digest) // written by lib/trace/digest.ts and lib/evidence/digest.ts
  const body = (await response.json().catch(() => undefined)) as { error?: { message?: string } } | undefined // lib/stpa/api.ts
  throw new Error(body?.error?.message ?? `The server failed (${response.status}).`)
}

/** Digests that were kept before processes had ids: there, a number was all that told them apart. */
function upgraded(digest: Digest): Digest {
  if (digest.kind === 'records' || digest.summary.processes.every((process) => 'id' in process)) return digest
  const ids = new Map(digest.summary.processes.map(({ pid }, index) => [pid, index + 1]))
  const processes = digest.summary.processes.map((process, index) => ({
    ...process,
    ...{ id: index + 1, parentId: ids.get(process.parent) ?? 0, isUnknown: false, pid: process.pid || null },
  }))
  return { ...digest, summary: { ...digest.summary, processes } }
}

function digestOf(hash: string, isFresh: boolean): Promise<Digest> {
  const known = kept.get(hash)
  if (known && !isFresh) return known
  const loading = load(hash)
  kept.delete(hash)
  kept.set(hash, loading)
  loading.catch(() => kept.delete(hash))
  for (const old of [...kept.keys()].slice(0, -mostKept)) kept.delete(old)
  return loading
}

async function answer(question: DigestQuestion): Promise<unknown> {
  const digest = await digestOf(question.hash, question.ask === 'head')
  if (digest.kind === 'records') return digest
  if (question.ask === 'head') return { ...digest, flows: digest.flows.map(cardOf) }
  if (question.ask === 'flow') return digest.flows.find(({ id }) => id === question.process)
  return hitsOf(digest, question)
}

function cardOf({ id, parentId, pid, name, command, firstLine, lastLine, exit, nodes }: TraceDigest['flows'][number]) {
  const errors = nodes.filter(({ error }) => error !== '').length
  const card: FlowCard = { id, parentId, pid, name, command, firstLine, lastLine, exit, nodes: nodes.length, errors }
  return card
}

function hitsOf({ flows }: TraceDigest, { line = 0, resource = '' }: DigestQuestion): NodeHit[] {
  const hits: NodeHit[] = []
  for (const { id: process, pid, name, nodes } of flows)
    for (const node of nodes) {
      const isHit = line > 0 ? node.lines.first <= line && line <= node.lines.end : node.resource.name === resource
      if (!isHit) continue
      hits.push({ process, pid, name, node: node.id, text: node.text, error: node.error, lines: node.lines })
      if (hits.length === mostHits) return hits
    }
  return hits
}

addEventListener('message', async ({ data }: MessageEvent<DigestQuestion>) => {
  const give = (told: DigestAnswer) => postMessage(told)
  try {
    give({ id: data.id, value: await answer(data) })
  } catch (error) {
    give({ id: data.id, refusal: error instanceof Error ? error.message : String(error) })
  }
})
