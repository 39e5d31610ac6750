'use client'

import { useMemo } from 'react'
import { secondsText } from '@/components/view/table/figures'
import type { TraceHead } from '@/lib/client/digests'
import { number } from '@/lib/text/counts'
import type { SyscallFigures } from '@/lib/trace/summary/summary'
import { Counts, countRows, Details, Facts } from '../details'
import { LineLink } from '../useView'
import { CallInKernel } from './inKernel'
import { numberText } from './processTree'

/** A system call: figures, errors, who made it, and who serves it in the kernel. */
export function CallDetails({ digest, call }: { digest: TraceHead; call: SyscallFigures }) {
  const { summary, latencies, options, tables } = digest
  const slowest = latencies.find(({ syscall }) => syscall === call.syscall)?.slowest
  const makers = useMemo(() => {
    const found = summary.processes.flatMap(({ pid, isUnknown, command, syscalls }) => {
      const own = syscalls.find(({ syscall }) => syscall === call.syscall)
      return own
        ? [{ name: `${numberText({ pid, isUnknown })} ${command.split('/').at(-1) ?? ''}`.trim(), count: own.calls }]
        : []
    })
    return found.sort((left, right) => right.count - left.count)
  }, [summary.processes, call.syscall])
  return (
    <Details label="Chosen system call" title={call.syscall}>
      <Facts
        facts={[
          ['Calls', number(call.calls)],
          ['Returned', number(call.returned)],
          ['Errors', number(call.errors)],
          ['Interrupted', number(call.interrupted)],
          ['As strace -c', number(call.known)],
          ['Time', secondsText(call.seconds)],
          [
            'Slowest',
            slowest && (
              <>
                {secondsText(slowest.seconds)}, <LineLink inText first={slowest.line} />
              </>
            ),
          ],
        ]}
      />
      <Counts title="Errors" counts={countRows(call.errnos)} />
      <CallInKernel syscall={call.syscall} arch={options.arch} kernel={tables} />
      <Counts title={`Threads that made it (${makers.length})`} counts={makers} />
    </Details>
  )
}
