'use client'

import { startAtSubsystem } from '@/lib/kernel/exploration'
import { ViewLink } from '../useView'
import { KernelLink } from './inKernel'

/** A category in brackets stands where no section of MAINTAINERS claims a call: a graph does not know it. */
export const isCategory = (name: string): boolean => name.startsWith('[')

/** A subsystem by name, with the way to what this trace did in it, and into the kernel. */
export function SubsystemName({ name, kernel }: { name: string; kernel: string }) {
  return (
    <>
      <span className="block min-h-6">
        <ViewLink to={{ tab: 'subsystems', row: name }}>{name}</ViewLink>
      </span>
      {!isCategory(name) && (
        <span className="block min-h-6">
          <KernelLink kernel={kernel} start={startAtSubsystem(name)}>
            In the kernel
          </KernelLink>
        </span>
      )}
    </>
  )
}
