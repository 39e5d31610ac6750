import { useQuery } from '@tanstack/react-query'
import type { FileUse } from '@/lib/trace/api'
import { request } from './request'

/** Who rests on a kept file; `path` is the file's own. Asked anew each time: others edit their analyses meanwhile. */
export function useFileUses(path: string) {
  return useQuery({
    queryKey: ['uses', path],
    queryFn: () => request<FileUse[]>('GET', `${path}/uses`),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
}
