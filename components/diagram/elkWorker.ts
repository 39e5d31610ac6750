import ElkApi from 'elkjs/lib/elk-api.js'
import type { Elk } from '@/lib/stpa/layout'

let elk: Elk | undefined

/** ELK in a worker of the browser; fetched (1.5 MB) when the first picture is laid out. */
export function elkInWorker(): Elk {
  const workerFactory = () => new Worker(new URL('elkjs/lib/elk-worker.min.js', import.meta.url))
  // elkjs types its default export as a module namespace under this resolution.
  const Constructor = ElkApi as unknown as new (options: { workerFactory: () => Worker }) => Elk
  elk ??= new Constructor({ workerFactory })
  return elk
}
