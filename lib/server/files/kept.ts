import type { ReportLine } from '@/lib/stpa/model'

/** What is imported again stays as it is, under the title that it has. */
export const keptAs = (title: string): ReportLine => ({
  ...{ outcome: 'created', count: 0, message: `It is kept already, as “${title}”.` },
})
