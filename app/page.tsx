export default function Home() {
  return (
    <main className="p-8">
      <h1 className="text-xl font-semibold">STPA Workbench</h1>
    </main>
  )
}
