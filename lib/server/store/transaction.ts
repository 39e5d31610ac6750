import type { Prisma } from '@/generated/sqlite/client'

/** Both generated clients have the same models: one schema. The SQLite one stands for both. */
export type Transaction = Prisma.TransactionClient
