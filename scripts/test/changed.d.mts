export function changedFiles(): string[]
export function testsBeside(changed: readonly string[], all?: readonly string[]): string[]
