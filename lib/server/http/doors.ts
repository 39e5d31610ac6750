import { bodyLimits } from '../bodyLimits'

/** What one method of one address asks of a request, before anything of its body is read. */
export type Door = {
  /** Bytes of the body, at most. */
  readonly body: number
  /** Whoever asks must have given a name: the handler asks again whether it is a true one. */
  readonly author?: true
}

const read: Door = { body: bodyLimits.none }
const remove: Door = { body: bodyLimits.none, author: true }
const act: Door = { body: bodyLimits.few, author: true }
const write: Door = { body: bodyLimits.json, author: true }

/**
 * Every address of the API with its methods. The handlers stand in app/api, which Next alone knows and reaches only when
 * it has the whole body; a test holds the two against each other.
 */
export const doors: Readonly<Record<string, Readonly<Record<string, Door>>>> = {
  '/api/analyses': { GET: read, POST: write },
  '/api/analyses/[id]': { GET: read, DELETE: remove },
  '/api/analyses/[id]/changes': { GET: read },
  '/api/analyses/[id]/documents/[document]': { GET: read },
  '/api/analyses/[id]/export': { GET: read },
  '/api/analyses/[id]/operations': { POST: write },
  '/api/analyses/[id]/redo': { POST: act },
  '/api/analyses/[id]/undo': { POST: act },
  '/api/author': { GET: read, PUT: { body: bodyLimits.few } },
  '/api/evidence': { GET: read, POST: write },
  '/api/evidence/[hash]': { GET: read, DELETE: remove },
  '/api/evidence/[hash]/coverage': { POST: { body: bodyLimits.json } },
  '/api/evidence/[hash]/lines': { GET: read },
  '/api/evidence/[hash]/original': { GET: read },
  '/api/evidence/[hash]/read': { POST: write },
  '/api/evidence/[hash]/uses': { GET: read },
  '/api/graphs': { GET: read, POST: write },
  '/api/graphs/[hash]': { GET: read, DELETE: remove },
  '/api/graphs/[hash]/uses': { GET: read },
  '/api/imports': { POST: { body: bodyLimits.form } }, // a dry run asks for no name
  '/api/jobs/[id]': { GET: read, POST: act, DELETE: remove },
  '/api/jobs/[id]/parts/[part]': { PUT: { body: bodyLimits.part, author: true } },
}

/** Pages and their files are read, nothing else. */
const page = { GET: read }

const patterns = Object.entries(doors).map(([path, methods]) => ({ parts: path.split('/'), methods }))

/** The methods of an address, its segments decoded; undefined: nothing of the API is there. */
export function methodsOf(segments: readonly string[]): Readonly<Record<string, Door>> | undefined {
  if (segments[1] !== 'api') return page
  return patterns.find(({ parts }) => fits(parts, segments))?.methods
}

function fits(parts: readonly string[], segments: readonly string[]): boolean {
  if (parts.length !== segments.length) return false
  return parts.every((part, index) => (part.startsWith('[') ? segments[index] !== '' : part === segments[index]))
}
