import { Trans } from "@lingui/react/macro";
import type { Assignment } from "@/api";
import { LocalDate, PersonChip } from "@/ui";
import { useJobRoleName } from "./job_roles";

/** Role and manager over time, newest first. What happened under a former manager stays with them. */
export function AssignmentHistory({ assignments }: { assignments: Assignment[] }) {
  const job_role_name = useJobRoleName();
  const newest_first = [...assignments].sort((a, b) => b.from.localeCompare(a.from));
  return (
    <ol className="grid gap-3 text-sm">
      {newest_first.map((assignment) => (
        <li key={assignment.from} className="border-l-2 border-line pl-3">
          <div className="font-medium">{[job_role_name(assignment.job_role), assignment.segment].filter(Boolean).join(" · ")}</div>
          {assignment.manager && <PersonChip person={assignment.manager} size="small" />}
          <div className="text-faint">
            {assignment.to ? (
              <Trans>
                <LocalDate date={assignment.from} /> to <LocalDate date={assignment.to} />
              </Trans>
            ) : (
              <Trans>
                since <LocalDate date={assignment.from} />
              </Trans>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
