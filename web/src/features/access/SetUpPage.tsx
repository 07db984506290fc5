// Where a set-up link leads: choose a password, and be signed in.
import { valibotResolver } from "@hookform/resolvers/valibot";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as v from "valibot";
import { api, ApiError, meQuery, type Me, type SetUp } from "@/api";
import { show_problem_in_form } from "@/shell/act";
import { Button, ButtonLink, EmptyState, ErrorState, Field, FormProblem, Input, Loading } from "@/ui";
import { Doorway } from "./Doorway";
import { least_password_length } from "./password";

const schema = v.object({ password: v.pipe(v.string(), v.minLength(least_password_length)) });

export function SetUpPage() {
  const { t } = useLingui();
  const { token } = useParams({ from: "/set-up/$token" });
  const link = useQuery({ queryKey: ["set-up", token], queryFn: () => api.get<SetUp>(`/api/set-up/${encodeURIComponent(token)}`), retry: false });
  if (link.isPending) {
    return (
      <Doorway title={t`Set up your account`}>
        <Loading lines={3} />
      </Doorway>
    );
  }
  if (link.isError && link.error instanceof ApiError && (link.error.status === 0 || link.error.status >= 500)) {
    return (
      <Doorway title={t`Set up your account`}>
        <ErrorState error={link.error} retry={() => void link.refetch()} />
      </Doorway>
    );
  }
  if (link.isError) {
    return (
      <Doorway title={t`This link has ended`}>
        <EmptyState
          title={<Trans>A set-up link works once, for a few days.</Trans>}
          action={
            <ButtonLink href="/sign-in">
              <Trans>Go to sign in</Trans>
            </ButtonLink>
          }
        >
          <Trans>Ask whoever sent it for a new one, or sign in if you have already set your password.</Trans>
        </EmptyState>
      </Doorway>
    );
  }
  return <SetUpForm token={token} set_up={link.data} />;
}

function SetUpForm({ token, set_up }: { token: string; set_up: SetUp }) {
  const { t } = useLingui();
  const router = useRouter();
  const client = useQueryClient();
  const [problem, set_problem] = useState<string>();
  const form = useForm({ resolver: valibotResolver(schema), defaultValues: { password: "" } });
  const save = async (values: { password: string }) => {
    try {
      const me = await api.post<Me>(`/api/set-up/${encodeURIComponent(token)}`, values);
      client.clear();
      client.setQueryData(meQuery.queryKey, me);
      router.history.push("/");
    } catch (error) {
      set_problem(show_problem_in_form(form, error, ["password"]));
    }
  };
  const error = form.formState.errors.password;
  return (
    <Doorway title={t`Welcome, ${set_up.name}`} lead={t`Choose a password for ${set_up.organisation}.`}>
      <form noValidate onSubmit={(event) => void form.handleSubmit(save)(event)} className="grid gap-4">
        <FormProblem text={problem} />
        <Field label={t`E-mail`}>
          <Input type="email" autoComplete="username" value={set_up.email} readOnly />
        </Field>
        <Field
          label={t`New password`}
          hint={t`At least ${least_password_length} characters; a few words in a row are best.`}
          error={error && (error.type === "min_length" ? t`This is shorter than ${least_password_length} characters.` : error.message)}
        >
          <Input type="password" autoComplete="new-password" {...form.register("password")} />
        </Field>
        <Button type="submit" look="primary" size="large" busy={form.formState.isSubmitting}>
          <Trans>Set password and sign in</Trans>
        </Button>
      </form>
    </Doorway>
  );
}
