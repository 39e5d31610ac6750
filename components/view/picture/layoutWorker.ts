import type { ElkNode } from 'elkjs/lib/elk-api.js'
import ELK from 'elkjs/lib/elk-api.js'

/** What places boxes and bends of arrows. */
export type Elk = { readonly layout: (graph: ElkNode) => Promise<ElkNode> }

type Running = { readonly elk: Elk; readonly failed: Promise<never>; readonly stop: () => void }

let running: Running | undefined

/** ELK runs in a worker of its own: 1.5 MB that are fetched at the first layout, and a long layout can be stopped. */
function startElk(): Running {
  const worker = new Worker(new URL('elkjs/lib/elk-worker.min.js', import.meta.url))
  const failed = new Promise<never>((_, reject) => {
    worker.onerror = (event) => reject(new Error(`The layout could not be started: ${event.message}`))
  })
  failed.catch(() => {}) // it is raced below; unheard it would count as a defect of the page
  const elk = new ELK({ workerFactory: () => worker })
  return { elk, failed, stop: () => worker.terminate() }
}

export type Layout<T> = { readonly drawing: Promise<T>; readonly cancel: () => void }

/** Lays out in the worker. `cancel` stops it; the promise then never settles. */
export function startLayout<T>(work: (elk: Elk) => Promise<T>): Layout<T> {
  running ??= startElk()
  const mine = running
  let isDone = false
  const drawing = Promise.race([work(mine.elk), mine.failed]).finally(() => {
    isDone = true
  })
  const cancel = () => {
    if (isDone) return
    mine.stop()
    if (running === mine) running = undefined
  }
  return { drawing, cancel }
}
