// What the server found wrong with a form that is not long enough for a form library: beside its field, and the rest above.
import { ApiError } from "@/api";
import { problem_text } from "@/shell/act";

const found_in = ({ field, detail, errors }: ApiError["problem"]) => errors ?? (field ? [{ field, detail }] : []);

export interface FieldProblems {
  of: (field: string) => string | undefined;
  /** What belongs to none of the fields. */
  rest?: string;
}

export function field_problems(error: unknown, fields: readonly string[]): FieldProblems {
  const found = error instanceof ApiError ? found_in(error.problem) : [];
  const rest = found.filter(({ field }) => !fields.includes(field)).map(({ detail }) => detail);
  return { of: (field) => found.find((each) => each.field === field)?.detail, rest: !error ? undefined : found.length === 0 ? problem_text(error) : rest.length > 0 ? rest.join(" ") : undefined };
}
