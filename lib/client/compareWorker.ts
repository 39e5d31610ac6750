import { compareFlows } from '@/lib/trace/compare/compare'
import type { CompareAnswer, CompareQuestion } from './comparison'

/** Compares beside the page: many long flows take seconds. */
addEventListener('message', ({ data }: MessageEvent<CompareQuestion>) => {
  const give = (told: CompareAnswer) => postMessage(told)
  try {
    give({ comparison: compareFlows(data.runs) })
  } catch (error) {
    give({ refusal: error instanceof Error ? error.message : String(error) })
  }
})
