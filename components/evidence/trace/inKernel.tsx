'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useAnalysis } from '@/lib/client/analysis'
import { useGraphs } from '@/lib/client/graphs'
import { explorationOf, parametersOf } from '@/lib/kernel/exploration'
import type { ReadOptions } from '@/lib/trace/api'
import { subsystemOfCall } from '@/lib/trace/subsystems/calls'
import { loadLinux61 } from '@/lib/trace/subsystems/linux61'
import { Facts } from '../details'

/** The call graph that is nearest to the tables' kernel; the newest one where none is. */
function useNearestGraph(kernel: string) {
  const { data } = useGraphs()
  const base = kernel.split('.').slice(0, 2).join('.')
  return data?.graphs.find(({ kernelVersion }) => kernelVersion.startsWith(base)) ?? data?.graphs[0]
}

type Props = { kernel: string; start: string; children: string }

/** Into the call tree of a function or a subsystem, when a call graph has been imported. */
export function KernelLink({ kernel, start, children }: Props) {
  const { id } = useAnalysis()
  const graph = useNearestGraph(kernel)
  if (!graph) return null
  const exploration = { ...explorationOf(new URLSearchParams()), graph: graph.hash, start }
  return (
    <Link
      className="whitespace-nowrap text-accent hover:underline"
      href={`/analyses/${id}/kernel?${parametersOf(exploration)}`}
      title={`In the call graph of Linux ${graph.kernelVersion}`}
    >
      {children}
    </Link>
  )
}

/** Said once in a panel: how to get from a trace into the kernel. */
export function NoGraphHint({ kernel }: { kernel: string }) {
  const { id } = useAnalysis()
  const graph = useNearestGraph(kernel)
  if (graph) return null
  return (
    <p className="mb-3 text-[12.5px] text-soft">
      With a{' '}
      <Link className="text-accent underline" href={`/analyses/${id}/kernel`}>
        call graph of the kernel
      </Link>{' '}
      imported, each call leads into its call tree.
    </p>
  )
}

/** Entries as the symbols of a kernel name them. */
const entryPrefix = { 'x86-64': '__x64_', i386: '__ia32_', arm64: '__arm64_', arm: '' } as const

function useTables() {
  return useQuery({ queryKey: ['kernelTables'], queryFn: loadLinux61, staleTime: Number.POSITIVE_INFINITY })
}

/** Symbol of the kernel's entry of a system call; '' before the tables are there, and for what they do not have. */
export function useEntryOf(arch: ReadOptions['arch']): (syscall: string) => string {
  const { data: tables } = useTables()
  return (syscall) => {
    const entry = tables ? subsystemOfCall(tables, arch, syscall).entry : ''
    return entry === '' || entry === 'sys_ni_syscall' ? '' : entryPrefix[arch] + entry
  }
}

/** Who serves a system call: entry, file, sections, category, and why. */
export function CallInKernel({
  syscall,
  arch,
  kernel,
}: {
  syscall: string
  arch: ReadOptions['arch']
  kernel: string
}) {
  const { data: tables } = useTables()
  const entryOf = useEntryOf(arch)
  if (!tables) return <p className="mb-3 text-soft">Looking it up …</p>
  const answer = subsystemOfCall(tables, arch, syscall)
  const entry = entryOf(syscall)
  return (
    <>
      <Facts
        facts={[
          ['Entry', answer.entry],
          ['File', answer.file === '' ? '' : `${answer.file}:${answer.line}`],
          ['Subsystem', answer.sections.join('; ')],
          ['Work done by', answer.delegate ? `${answer.delegate.sections.join('; ')} (${answer.delegate.file})` : ''],
          ['Category', answer.category],
          ['Basis', answer.basis],
          ['Tables', `Linux ${tables.kernel}, ${arch}`],
        ]}
      />
      {entry !== '' && (
        <p className="mb-3">
          <KernelLink kernel={kernel} start={entry}>
            In the kernel
          </KernelLink>
        </p>
      )}
      <NoGraphHint kernel={kernel} />
    </>
  )
}
