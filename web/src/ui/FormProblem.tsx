/** What is wrong with a form as a whole, above its fields. Announced when it appears. */
export function FormProblem({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <p role="alert" className="rounded-lg bg-bad-soft px-3 py-2 text-sm text-bad">
      {text}
    </p>
  );
}
