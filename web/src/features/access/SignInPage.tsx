import { Trans, useLingui } from "@lingui/react/macro";
import { valibotResolver } from "@hookform/resolvers/valibot";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import * as v from "valibot";
import { api, ApiError, demoQuery, meQuery, type Me } from "@/api";
import { problem_text } from "@/shell/act";
import { useState } from "react";
import { Button, Field, FormProblem, Initials, Input } from "@/ui";
import { Doorway } from "./Doorway";
import { role_name } from "./roles";

const schema = v.object({ email: v.pipe(v.string(), v.trim(), v.nonEmpty()), password: v.pipe(v.string(), v.nonEmpty()) });
type Values = v.InferOutput<typeof schema>;

/** Only addresses of this application are returned to. */
const safe_next = (next: string | undefined) => (next?.startsWith("/") && !next.startsWith("//") && !next.startsWith("/sign-in") ? next : "/");

export function SignInPage() {
  const { t, i18n } = useLingui();
  const { next } = useSearch({ from: "/sign-in" });
  const router = useRouter();
  const client = useQueryClient();
  const demo = useQuery(demoQuery).data;
  const [problem, set_problem] = useState<string>();
  const [entering, set_entering] = useState<string>();
  const form = useForm<Values>({ resolver: valibotResolver(schema), defaultValues: { email: "", password: "" } });

  const enter = async (values: Values) => {
    set_problem(undefined);
    set_entering(values.email);
    try {
      const me = await api.post<Me>("/api/sign-in", values);
      client.clear();
      client.setQueryData(meQuery.queryKey, me);
      router.history.push(safe_next(next));
    } catch (error) {
      set_problem(error instanceof ApiError && error.status === 401 ? t`That e-mail and password do not belong together.` : problem_text(error));
      set_entering(undefined);
    }
  };

  return (
    <Doorway title={t`Sign in`} lead={<Trans>The rhythm of your coaching, where you left it.</Trans>}>
      <form noValidate onSubmit={(event) => void form.handleSubmit(enter)(event)} className="grid gap-4">
        <FormProblem text={problem} />
        <Field label={t`E-mail`} error={form.formState.errors.email && t`Enter your e-mail address.`}>
          <Input type="email" autoComplete="username" {...form.register("email")} />
        </Field>
        <Field label={t`Password`} error={form.formState.errors.password && t`Enter your password.`}>
          <Input type="password" autoComplete="current-password" {...form.register("password")} />
        </Field>
        <Button type="submit" look="primary" size="large" busy={entering !== undefined}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
      {demo && demo.logins.length > 0 && (
        <section className="mt-8" aria-labelledby="demo-logins">
          <h2 id="demo-logins" className="text-sm font-semibold">
            <Trans>Look around as somebody else</Trans>
          </h2>
          <p className="mb-3 text-sm text-soft">
            <Trans>This is a demonstration. Everybody here is invented; one press signs you in.</Trans>
          </p>
          <ul className="grid gap-1.5 sm:grid-cols-2">
            {demo.logins.map((login) => (
              <li key={`${login.email}-${login.role}`}>
                <button
                  type="button"
                  disabled={entering !== undefined}
                  onClick={() => void enter({ email: login.email, password: login.password })}
                  className="flex w-full cursor-pointer items-center gap-2.5 rounded-xl border border-line bg-surface px-3 py-2 text-left hover:border-line-strong disabled:opacity-60"
                >
                  <Initials name={login.name} />
                  <span className="min-w-0">
                    <span className="block truncate text-sm font-medium">{login.name}</span>
                    <span className="block truncate text-xs text-faint">{i18n._(role_name(login.role))}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Doorway>
  );
}
