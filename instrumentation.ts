/** Once, when the server starts: opens the store, so that the first who asks does not wait, and goes on with its jobs. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { openWorkFolder } = await import('@/lib/node/workFolder')
  const { dataFolder, store } = await import('@/lib/server/store/store')
  openWorkFolder(dataFolder())
  const { listAnalyses } = await import('@/lib/server/analyses')
  const { rereadOutdated } = await import('@/lib/server/files/evidence')
  const { refusalOf } = await import('@/lib/server/store/databaseErrors')
  const { runnerOf } = await import('@/lib/server/jobs/runner')
  try {
    await listAnalyses(await store())
    runnerOf(await store()).start() // the jobs go on, whatever becomes of the next line
    await rereadOutdated(await store())
  } catch (error) {
    // It may come later: each request tries again.
    console.error('The database cannot be read:', refusalOf(error)?.message ?? error)
  }
}
