export function missingIn(document: string, text: string, exists: (path: string) => boolean): string[]
export function roomsOf(paths: readonly string[]): string[]
