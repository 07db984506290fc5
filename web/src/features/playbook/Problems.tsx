import { Trans, useLingui } from "@lingui/react/macro";
import type { PlaybookProblem } from "@/api";
import { as_written } from "@/ui";

export function Problems({ problems, onJump }: { problems: PlaybookProblem[]; onJump: (line: number, column: number) => void }) {
  const { t } = useLingui();
  return (
    <ol className="mt-2 divide-y divide-line rounded-xl border border-line bg-surface text-sm">
      {problems.map((problem) => (
        <li key={`${problem.line}:${problem.column}:${problem.path}`}>
          <button type="button" onClick={() => onJump(problem.line, problem.column)} className="grid w-full cursor-pointer grid-cols-[6rem_minmax(0,1fr)] gap-3 px-4 py-2.5 text-left hover:bg-sunken">
            <span className="tabular text-bad">{t`${problem.line}:${problem.column}`}</span>
            <span className="min-w-0">
              {problem.path && <span className="block font-mono text-xs text-faint">{problem.path}</span>}
              <span className="block">
                {t`Expected ${problem.expected}`}
              </span>
              {problem.found && (
                <span className="block text-soft">
                  <Trans>
                    Found <code className="rounded bg-sunken px-1 font-mono text-xs">{as_written(problem.found)}</code>
                  </Trans>
                </span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
