/** Once, when the server starts: opens the store, so that the first who asks does not wait for it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { store } = await import('@/lib/server/store')
  const { listAnalyses } = await import('@/lib/server/analyses')
  try {
    await listAnalyses(await store())
  } catch (error) {
    console.error('The database cannot be read:', error) // it may come later: each request tries again
  }
}
