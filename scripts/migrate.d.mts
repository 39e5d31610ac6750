export function migrate(url?: string): Promise<string[]>
export function missingMigration(provider: 'sqlite' | 'postgresql'): Promise<string>
