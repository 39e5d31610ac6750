type Pattern = { path: string; line: number; source: string | undefined; flags: string; bound: number }

export function patternsIn(path: string, text: string): Pattern[]
export function formsOf(pattern: Pick<Pattern, 'flags'> & { source: string }): [string, string]
export function faultOf(pattern: Pattern, short: string | undefined, long: string | undefined): string | undefined
export function verdictsOn(
  patterns: readonly Pattern[],
  known: ReadonlyMap<string, string>,
): Promise<Map<string, string>>
