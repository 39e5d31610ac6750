import { request } from '../request'

/** The server and the clock, as far as a store of an analysis needs them. A test gives a line of its own. */
export type Line = {
  /** @throws Unreachable, StpaError, or Error for a defect of the server */
  readonly ask: <T>(method: 'GET' | 'POST', path: string, body?: unknown) => Promise<T>
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly newCommitId: () => string
}

/** An answer that takes longer is not waited for: the line may hang without saying so. Sending twice does no harm. */
const patience = 60_000

export const browserLine: Line = {
  ask: (method, path, body) => request(method, path, body, patience),
  // Not all at the same moment, when a server of many people is back.
  sleep: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds * (0.75 + Math.random() / 2))),
  newCommitId: () => crypto.randomUUID(),
}
