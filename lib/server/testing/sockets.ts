import type { Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll } from 'vitest'
import { type Limits, usualLimits } from '../http/limits'
import { type Handle, serverAround } from '../http/server'

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) server.closeAllConnections()
  for (const server of servers) server.close()
})

/** A server on a free port of this machine, gone after the tests of this file. */
export async function listening(handle: Handle, limits: Partial<Limits> = {}): Promise<number> {
  const server = serverAround(handle, { ...usualLimits, look: 20, ...limits })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** A connection; what came over it when it has ended. */
export function opened(port: number): { socket: Socket; whole: Promise<string> } {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  const whole = new Promise<string>((resolve) => {
    let text = ''
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      text += chunk
    })
    socket.on('end', () => socket.end())
    socket.on('error', () => undefined) // cut off by the server: what came before counts
    socket.on('close', () => resolve(text))
  })
  return { socket, whole }
}

/** What a server answers to these bytes, on a connection of its own that the server closes. */
export function answered(port: number, bytes: string): Promise<string> {
  const { socket, whole } = opened(port)
  socket.write(bytes, 'latin1')
  return whole
}

/** Status, code of the refusal and headers of an answer. */
export function partsOf(answer: string): { status: number; code: string; headers: string } {
  const [headers = '', body = ''] = answer.split('\r\n\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(headers)?.[1])
  return { status, code: JSON.parse(body || '{}').error?.code ?? '', headers }
}
