// Doing something on the server: shown at once where that is safe, taken back with a message when the server says no.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient, type QueryClient, type QueryKey } from "@tanstack/react-query";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { ApiError } from "@/api";
import { toast } from "@/ui/Toast";

/** An error in words for the person who acted. */
export function problem_text(error: unknown): string {
  if (!(error instanceof ApiError)) return t`Something went wrong. Nothing was changed.`;
  if (error.status === 0) return t`You are offline. Nothing was changed.`;
  if (error.status === 412 || error.status === 409) return error.problem.detail || t`Somebody else changed this in the meantime. You now see the current state.`;
  if (error.status >= 500) return t`The server could not do this. Nothing was changed; please try again.`;
  return error.problem.detail || error.problem.title;
}

/** Puts what the server found wrong beside the fields. Returns what belongs to no field, or undefined when every complaint found its field. */
export function show_problem_in_form<Values extends FieldValues>(form: UseFormReturn<Values>, error: unknown, fields: Path<Values>[]): string | undefined {
  if (!(error instanceof ApiError)) return problem_text(error);
  const found = error.problem.errors ?? (error.problem.field ? [{ field: error.problem.field, code: error.problem.code, detail: error.problem.detail }] : []);
  const leftover: string[] = [];
  for (const item of found) {
    const field = fields.find((name) => name === item.field);
    if (field) form.setError(field, { type: item.code, message: item.detail }, { shouldFocus: true });
    else leftover.push(item.detail);
  }
  if (found.length === 0) return problem_text(error);
  return leftover.length > 0 ? leftover.join(" ") : undefined;
}

export interface ActOptions<Variables, Result> {
  run: (variables: Variables) => Promise<Result>;
  /** Changes what is on screen before the server has answered; returns how to take it back. */
  optimistic?: (client: QueryClient, variables: Variables) => (() => void) | void;
  /** What to read again afterwards, by the first parts of the query keys. */
  refreshes?: QueryKey[];
  /** Said when done; with `undo` for at least ten seconds. */
  says?: (result: Result, variables: Variables) => string;
  undo?: (variables: Variables, result: Result) => Promise<unknown>;
  /** True when the caller shows the error itself. */
  quiet_errors?: boolean;
  done?: (result: Result, variables: Variables) => void;
}

export function useAct<Variables = void, Result = void>({ run, optimistic, refreshes = [], says, undo, quiet_errors = false, done }: ActOptions<Variables, Result>) {
  const client = useQueryClient();
  const refresh = () => Promise.all(refreshes.map((queryKey) => client.invalidateQueries({ queryKey })));
  return useMutation<Result, unknown, Variables, (() => void) | void>({
    mutationFn: run,
    onMutate: (variables) => optimistic?.(client, variables),
    onError: (error, _variables, rollback) => {
      rollback?.();
      if (!quiet_errors) toast(problem_text(error), { tone: "bad" });
    },
    onSuccess: (result, variables) => {
      const text = says?.(result, variables);
      if (text) {
        toast(text, {
          undo:
            undo &&
            (() =>
              void undo(variables, result)
                .then(refresh)
                .catch((error: unknown) => toast(problem_text(error), { tone: "bad" }))),
        });
      }
      done?.(result, variables);
    },
    onSettled: () => void refresh(),
  });
}
